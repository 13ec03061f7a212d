"""`omdome parse` and `omdome analyse`: the public interchange formats, without a database."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.domain.errors import InvalidInput

if TYPE_CHECKING:
    from scrapers.contract import Platform


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command()(parse)
    cli.command()(analyse)
    cli.command()(platforms)


def parse(
    files: list[Path] = typer.Argument(help="Saved pages or payloads; gzip is unpacked."),
    platform: str | None = typer.Option(None, help="Read as this platform instead of telling it from the page."),
    url: str | None = typer.Option(None, help="Where the page came from; with a single file."),
    captured_at: datetime | None = typer.Option(
        None, help="When it was saved (UTC); with a single file. Needed for relative dates."
    ),
) -> None:
    """Print one page object (JSON) a file, in order. A file that cannot be read has its object too."""
    from service.config import load_settings

    known = _platforms()
    if len(files) > 1 and (url or captured_at):
        raise InvalidInput("--url and --captured-at go with a single file: give one, or leave them out")
    if platform is not None and platform not in known:
        raise InvalidInput(f"{platform[:40]!r} is no platform: choose one of {', '.join(known)}")
    most_mb = load_settings().max_file_mb
    for file in files:
        sys.stdout.buffer.write(_page_line(file, platform, url, captured_at, most_mb) + b"\n")
    sys.stdout.buffer.flush()


def _page_line(file: Path, platform: str | None, url: str | None, captured_at: datetime | None, most_mb: int) -> bytes:
    from datetime import UTC

    from scrapers import Page, Verdict, as_record, parse_page
    from service.cli.files import read_file
    from service.domain.interchange import json_line

    moment = captured_at.replace(tzinfo=UTC) if captured_at is not None and captured_at.tzinfo is None else captured_at
    try:
        page = parse_page(read_file(file, most_mb), url=url, platform=platform, captured_at=moment)
    except InvalidInput as problem:
        page = Page(platform=None, verdict=Verdict.UNREADABLE, error=str(problem))
    return json_line({"file": str(file).encode("utf-8", "replace").decode(), **as_record(page)})


def analyse(
    file: Path | None = typer.Argument(None, help="Review records as JSON lines; standard input when left out."),
) -> None:
    """Print one reading (JSON) a review record, in order, streaming."""
    from service.domain.interchange import json_line
    from service.understanding import read_lines

    if file is not None and not file.is_file():
        raise InvalidInput(f"{file} is no file that can be read")
    whole = True
    with file.open("rb") if file else sys.stdin.buffer as lines:
        for reading, fine in read_lines(lines):
            sys.stdout.buffer.write(json_line(reading) + b"\n")
            whole = whole and fine
    sys.stdout.buffer.flush()
    if not whole:
        raise typer.Exit(1)


def platforms() -> None:
    """List the platforms that can be read: in which forms, by which lawful ways in, and what is known of them."""
    from service.cli.tables import print_table

    rows = [
        (
            facts.slug,
            facts.name,
            facts.audience.value,
            "verified" if facts.verified else "unverified",
            facts.reply_limit or "not stated",
            "; ".join(facts.ways_in),
            facts.paging or "-",
            facts.date_order,
            "; ".join(facts.forms),
            facts.terms_note or "-",
        )
        for facts in (platform.facts for platform in _platforms().values())
    ]
    print_table(
        ("platform", "name", "audience", "checked", "reply limit", "ways in", "paging", "dates", "reads", "terms"), rows
    )


def _platforms() -> dict[str, Platform]:
    """All that can be read, the operator's own recipes among them."""
    from scrapers.recipes import RecipeError, known_platforms, use_folder
    from service.config import load_settings

    use_folder(load_settings().recipes_dir)
    try:
        return known_platforms()
    except RecipeError as problem:
        raise InvalidInput(str(problem)) from None
