"""`omdome recipe`: check a site's description against a page before anybody relies on it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from service.domain.errors import InvalidInput

if TYPE_CHECKING:
    from scrapers import Page
    from scrapers.recipes.platform import RecipePlatform

recipes = typer.Typer(help="Describe a new site in one YAML file and check it.", no_args_is_help=True)
SHOWN = 48
"""Characters of an example."""
GOOD = ("reviews", "empty", "past_end")


@recipes.callback()
def _group() -> None:
    """Describe a new site in one YAML file and check it."""


@recipes.command("check")
def check(
    file: Path = typer.Argument(help="The recipe."),
    page: str = typer.Argument(help="A saved page, or an address that is fetched with all manners."),
    as_json: bool = typer.Option(False, "--json", help="Print the page object instead of a table."),
) -> None:
    """Read a page by a recipe: what was found, field by field, and what was not. Ends with 1 when it would not do."""
    from scrapers import as_record
    from service.domain.interchange import json_line

    platform = _load(file)
    found, content = _read(platform, page)
    if as_json:
        print(json_line(as_record(found)).decode())
    else:
        _show(platform, found, content)
    if _wanting(platform, found):
        raise typer.Exit(1)


def _load(file: Path) -> RecipePlatform:
    from scrapers.recipes import RecipeError, load_recipe

    try:
        return load_recipe(file)
    except RecipeError as problem:
        raise InvalidInput(str(problem)) from None


def _read(platform: RecipePlatform, page: str) -> tuple[Page, bytes]:
    """The page as the recipe reads it: authors are blanked first, as they are before anything is kept."""
    from scrapers import parse_page
    from scrapers.blanking import blank_authors
    from scrapers.incoming import opened

    content, url = _content(page)
    kept = blank_authors(opened(content).content, [platform])
    return parse_page(kept, url=url, platform=platform), kept


def _content(page: str) -> tuple[bytes, str | None]:
    from service.cli.files import read_file
    from service.cli.house import house, settings

    if not page.startswith(("http://", "https://")):
        return read_file(Path(page), settings().max_file_mb), None
    from scrapers.contract import FetchError

    with house() as opened:
        try:
            fetched = opened.fetcher.get(page)
        except FetchError as problem:
            raise InvalidInput(str(problem)) from None
    return fetched.content, fetched.final_url


def _show(platform: RecipePlatform, found: Page, content: bytes) -> None:
    from service.cli.tables import print_table

    print(f"{platform.facts.slug}: {found.verdict.value}, {len(found.reviews)} reviews in {len(content)} bytes")
    if found.error:
        print(found.error, file=sys.stderr)
    print_table(("field", "found", "example"), [*_declared(found), *_fields(platform, found)])
    missing = _wanting(platform, found)
    if missing:
        print(f"not good enough yet: {'; '.join(missing)}", file=sys.stderr)


def _declared(found: Page) -> list[tuple[str, str, str]]:
    names = ("employer_name", "declared_total", "declared_rating", "declared_distribution", "next_url")
    return [(name, "-" if (value := getattr(found, name)) is None else "yes", _short(value)) for name in names]


def _fields(platform: RecipePlatform, found: Page) -> list[tuple[str, str, str]]:
    """Each field of the recipe: in how many reviews it is, and one example."""
    names = [*platform.recipe.fields, *(["subratings"] if platform.recipe.subratings else [])]
    names += ["responses"] if platform.recipe.responses else []
    rows = []
    for name in names:
        values = [value for review in found.reviews if (value := getattr(review, name)) not in (None, (), {}, "")]
        example = _short(values[0]) if values else f"nothing at {_where(platform, name)}"
        rows.append((name, f"{len(values)} of {len(found.reviews)}", example))
    return rows


def _where(platform: RecipePlatform, name: str) -> str:
    place = platform.recipe.fields.get(name)
    return place.at if place is not None else name


def _wanting(platform: RecipePlatform, found: Page) -> list[str]:
    """Why the recipe would not do: no believable list, or a field that no review has."""
    if found.verdict.value not in GOOD:
        return [f"the page reads as {found.verdict.value}"]
    core = [name for name in ("external_id", "published_on", "rating") if name in platform.recipe.fields]
    silent = [name for name in core if found.reviews and all(getattr(one, name) is None for one in found.reviews)]
    return [f"no review has {name}" for name in silent]


def _short(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple) and value and hasattr(value[0], "text"):
        value = value[0].text
    said = " ".join(str(value).split())
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"
