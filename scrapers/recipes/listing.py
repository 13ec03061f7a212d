"""What a recipe's page says of the whole list: totals, standing, whose it is, and where it goes on."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapers.contract import Page, Verdict
from scrapers.reading.text import clean
from scrapers.recipes.cards import Reader, count, rated
from scrapers.recipes.parts import Place
from scrapers.recipes.schema import Recipe
from scrapers.recipes.sources import Opened


def declared(recipe: Recipe, reader: Reader, source: Opened) -> Page:
    """A page of reviews, still without them."""
    told = recipe.declared

    def at(place: Place | None) -> object:
        return None if place is None else source.value(source.root, place.at)

    return Page(
        recipe.slug,
        Verdict.REVIEWS,
        declared_total=count(at(told.total)),
        declared_total_all=count(at(told.total_all)),
        declared_rating=rated(at(told.rating), told.rating)["rating"],
        declared_distribution=_all_five({star: count(at(place)) for star, place in told.distribution.items()}),
        declared_subratings=reader.ratings(source.root, told.subratings),
        next_url=_own(recipe, reader.absolute(clean(at(told.next))), reader.address),
        employer_name=clean(at(told.name)),
    )


def _all_five(stars: dict[str, int | None]) -> dict[str, int] | None:
    """Some of five counts are no distribution."""
    counted = {star: held for star, held in stars.items() if held is not None}
    return dict(sorted(counted.items())) if len(counted) == 5 else None


def _own(recipe: Recipe, address: str | None, current: str | None) -> str | None:
    """The next page's address where it is of the same site and another page: a page must not send us elsewhere."""
    if address is None or address == current:
        return None
    host = _host(address)
    own = host == _host(current or "") or any(host == one or host.endswith(f".{one}") for one in recipe.hosts)
    return address if host and own else None


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""
