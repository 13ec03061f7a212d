"""What is known of the platforms: which there are, who writes on them, how to get in, and whose page a file is."""

from __future__ import annotations

from pathlib import Path

from scrapers import recipes, recognise
from scrapers.contract import Audience, Platform, Unreadable
from scrapers.incoming import opened, read_file
from scrapers.reading import Document
from service.domain.errors import InvalidInput


def know_recipes(folder: Path | None) -> None:
    """Read the operator's own sites from a folder. Raises InvalidInput for a recipe that cannot be used."""
    recipes.use_folder(folder)
    try:
        recipes.known_platforms()
    except recipes.RecipeError as problem:
        raise InvalidInput(str(problem)) from None


def platform_named(slug: str) -> Platform:
    """A platform we have a parser for. Raises KeyError."""
    return recipes.known_platforms()[slug]


def is_verified(slug: str) -> bool:
    """Whether a parser was checked on a real page."""
    platform = recipes.known_platforms().get(slug)
    return platform is not None and platform.facts.verified


def shows_all(slug: str) -> bool:
    """Whether paging through a platform's list reaches every review, so that a missing one is gone."""
    platform = recipes.known_platforms().get(slug)
    return platform is not None and platform.facts.whole_list


def next_way(slug: str) -> str:
    """The best lawful way in to a platform that is not fetching its pages, in words."""
    platform = recipes.known_platforms().get(slug)
    ways = platform.facts.ways_in if platform else ()
    return next((way for way in ways if "scraping" not in way), "saved page")


def known_platform(slug: str) -> str | None:
    """The slug when we have a parser for it; a source of an unknown platform is told from each page."""
    return slug if slug in recipes.known_platforms() else None


def known_platforms() -> list[str]:
    """The slugs of all platforms we have a parser for."""
    return list(recipes.known_platforms())


def platform_of(content: bytes) -> str | None:
    """The platform a file is from, told from its content alone; None when it is none we know or cannot be read."""
    try:
        came = opened(content)
        if came.kind is not None:
            return read_file(came.kind, came.content).platform
        found = recognise.platform_of(Document(came.content), recipes.known_platforms().values())
    except Unreadable:
        return None
    return found.facts.slug if found else None


def audience_of(slug: str) -> str:
    """Who writes on a platform; employees where we do not know it."""
    platform = recipes.known_platforms().get(slug)
    return (platform.facts.audience if platform else Audience.EMPLOYEE).value
