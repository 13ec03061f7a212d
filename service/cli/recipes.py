"""`omdome recipe`: check a site's description against a page before anybody relies on it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import typer

from service.domain.errors import InvalidInput

if TYPE_CHECKING:
    from scrapers import Page
    from scrapers.recipes.platform import RecipePlatform
    from scrapers.recipes.probe import Probed, Seen

recipes = typer.Typer(help="Describe a new site in one YAML file and check it.", no_args_is_help=True)
SHOWN = 40
"""Characters of an example."""
GOOD = ("reviews", "empty")
DECLARED = {
    "employer_name": "name",
    "declared_total": "total",
    "declared_total_all": "total_all",
    "declared_rating": "rating",
    "declared_distribution": "distribution",
    "declared_subratings": "subratings",
    "next_url": "next",
}
"""What a page says of the whole list, by the recipe's key for it."""
_OPEN = {"language": ("sv", "en", "da", "no", "nb", "fi", "de"), "employment": ("current", "former", "applicant")}
"""Texts that tell of nobody; all others are masked."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A page as a recipe reads it, its writers blanked before anything looked at it."""

    platform: RecipePlatform
    page: Page
    probed: Probed

    @property
    def fields(self) -> tuple[Seen, ...]:
        """How each field fared."""
        return self.probed.fields

    @property
    def declared(self) -> Page:
        """What is said of the whole list, also where the page was refused as a whole."""
        return self.probed.declared or self.page

    @property
    def silent(self) -> tuple[str, ...]:
        """Core fields of the recipe that most reviews are without."""
        from scrapers.quality import CORE

        return tuple(one.field for one in self.fields if one.at and one.field in CORE and one.read < one.cards / 2)

    @property
    def good(self) -> bool:
        """Whether the recipe may be relied on, as far as this page shows."""
        return self.page.verdict.value in GOOD and not self.silent


@recipes.callback()
def _group() -> None:
    """Describe a new site in one YAML file and check it."""


@recipes.command("check")
def check(
    file: Path = typer.Argument(help="The recipe."),
    page: str = typer.Argument(help="A saved page, or an address that is fetched with all manners."),
    url: str | None = typer.Option(None, help="Address the saved page came from."),
    captured_at: datetime | None = typer.Option(None, help="When it was saved; what relative dates count from."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object instead of a table."),
) -> None:
    """Read a page by a recipe: what was found, field by field, and what was not. Ends with 1 when it would not do."""
    from service.cli.house import settings
    from service.domain.interchange import json_line

    platform, language = _load(file), settings().language
    checked = _check(platform, *_content(platform, page, url, captured_at, language))
    if as_json:
        print(json_line(_report(checked)).decode())
    else:
        _show(checked, language)
    if not checked.good:
        raise typer.Exit(1)


def _load(file: Path) -> RecipePlatform:
    from scrapers.recipes import RecipeError, load_recipe

    try:
        return load_recipe(file)
    except RecipeError as problem:
        raise InvalidInput(str(problem)) from None


def _content(
    platform: RecipePlatform, page: str, url: str | None, captured_at: datetime | None, language: str
) -> tuple[bytes, str | None, datetime | None]:
    """The page as it came, its address and the time it is from, as far as they are known."""
    from service.cli.files import read_file
    from service.cli.house import settings

    if page.startswith(("http://", "https://")):
        return _fetched(platform, page, language)
    if captured_at is not None and captured_at.tzinfo is None:
        captured_at = captured_at.replace(tzinfo=UTC)
    return read_file(Path(page), settings().max_file_mb), url, captured_at


def _fetched(platform: RecipePlatform, address: str, language: str) -> tuple[bytes, str | None, datetime | None]:
    from scrapers.contract import FetchError
    from service.cli.house import house
    from service.texts import message

    facts = platform.facts
    with house() as opened:
        host = urlsplit(address).hostname or ""
        if not any(host == one or host.endswith(f".{one}") for one in facts.hosts):
            _say(message(language, "recipe.foreign", host=host, hosts=", ".join(facts.hosts)))
        _say(message(language, "recipe.permission", terms=facts.terms_note or "-", ways="; ".join(facts.ways_in)))
        try:
            fetched = opened.fetcher.get(address)
        except FetchError as problem:
            raise InvalidInput(str(problem)) from None
        return fetched.content, fetched.final_url, opened.clock()


def _check(platform: RecipePlatform, content: bytes, url: str | None, captured_at: datetime | None) -> Checked:
    """Writers are blanked first, as they are before anything is kept: what is shown then names none."""
    from scrapers import parse_page
    from scrapers.blanking import blank_authors
    from scrapers.contract import Unreadable
    from scrapers.incoming import opened
    from scrapers.reading.document import Document
    from scrapers.recipes.probe import probe

    try:
        came = opened(content)
        if came.kind is not None:
            raise InvalidInput(f"this is a file of the kind {came.kind.slug}: a recipe reads web pages and JSON")
        kept = blank_authors(came.content, [platform])
        url, captured_at = url or came.url, captured_at or came.captured_at
        probed = probe(platform.recipe, Document(kept, url=url, captured_at=captured_at))
    except Unreadable as problem:
        raise InvalidInput(f"the page cannot be read: {problem}") from None
    return Checked(platform, parse_page(kept, url=url, platform=platform, captured_at=captured_at), probed)


def _show(checked: Checked, language: str) -> None:
    from service.cli.tables import print_table
    from service.texts import message

    def say(key: str, **values: object) -> str:
        return message(language, f"recipe.{key}", **values)

    page, total = checked.page, checked.declared.declared_total
    verdict = f"{page.verdict.value} ({message(language, f'verdict.{page.verdict.value}')})"
    declared = "-" if total is None else total
    print(say("summary", site=checked.platform.facts.slug, verdict=verdict, found=_found(checked), declared=declared))
    rows = [(name, found, say(f"why.{why}", at=at, example=example) if why else example)
            for name, found, example, why, at in _rows(checked, say)]  # fmt: skip
    print_table((say("field"), say("found"), say("example")), rows)
    if page.error:
        _say(page.error)
    if not checked.platform.facts.author_keys and not checked.platform.facts.author_selectors:
        _say(say("no_writers"))
    _say(say("good") if checked.good else say("bad", verdict=verdict, fields=", ".join(checked.silent) or "-"))


def _rows(checked: Checked, say: Any) -> list[tuple[str, str, str, str | None, str]]:
    """Name, how many have it, an example, why there is none, and where it was looked for."""
    rows = [
        (name, "-" if why else "1", "" if why else _cut(str(value)), why, at)
        for name, value, why, at in _declared(checked)
    ]
    for one in checked.fields:
        found = say("of", count=one.read, cards=one.cards)
        rows.append((one.field, found, masked(one.field, one.example), one.why and one.why.value, one.at or ""))
    return rows


def _declared(checked: Checked) -> list[tuple[str, Any, str | None, str]]:
    """What the page says of the whole list: name, value, why it is not there, where it was looked for."""
    told, found = checked.platform.recipe.declared, []
    for name, key in DECLARED.items():
        value, place = getattr(checked.declared, name), getattr(told, key)
        at = ", ".join(one.at for one in place.values()) if isinstance(place, dict) else place.at if place else ""
        why = None if value not in (None, {}) else "nowhere" if place else "not_in_recipe"
        found.append((name, dict(value) if isinstance(value, dict) else value, why, at))
    return found


def _report(checked: Checked) -> dict[str, Any]:
    """The same for machines; examples are masked there too."""
    page = checked.page
    return {
        "platform": checked.platform.facts.slug,
        "verdict": page.verdict.value,
        "error": page.error,
        "good": checked.good,
        "found": _found(checked),
        "declared": {name: value for name, value, _, _ in _declared(checked)},
        "silent": list(checked.silent),
        "fields": [
            {"field": one.field, "at": one.at, "found": one.read, "of": one.cards,
             "example": masked(one.field, one.example) or None, "why": one.why and one.why.value}
            for one in checked.fields
        ],
    }  # fmt: skip


def _found(checked: Checked) -> int:
    return max((one.cards for one in checked.fields), default=0)


def masked(name: str, value: Any) -> str:
    """Enough of a value to see whether it is the right one, too little to tell whose: "Kaffet är gott" is "K••••• ä• g•••"."""
    if value is None:
        return ""
    if value in _OPEN.get(name, ()) or isinstance(value, (bool, int, float, date)):
        return str(value)
    if name == "url":
        return f"{urlsplit(str(value)).hostname or ''}/…"
    said = " ".join(str(value).split())
    hidden = "".join("•" if at and char.isalnum() and said[at - 1].isalnum() else char for at, char in enumerate(said))
    return f"{_cut(hidden)} ({len(said)})"


def _cut(said: str) -> str:
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"


def _say(words: str) -> None:
    print(words, file=sys.stderr)
