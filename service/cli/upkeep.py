"""`omdome upgrade`, `retain`, `erase` and `replay`: what an operator does to the house itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from service.workflows.erase import Erasure


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command()(upgrade)
    cli.command()(retain)
    cli.command()(erase)
    cli.command()(replay)


def upgrade() -> None:
    """Bring the database's schema to this version; every other command does so too when it starts."""
    from service.cli.house import house

    with house() as opened:
        print(f"the schema of {opened.database.engine.url.render_as_string(hide_password=True)} is the newest")


def retain() -> None:
    """Let captures, and where you said so reviews and events, go that have had their time, as every night."""
    from service.cli.house import house

    with house() as opened:
        gone = opened.retain()
    print(f"{gone.captures} captures, {gone.reviews} reviews and {gone.events} events erased")


def erase(
    captures: list[int] = typer.Argument(None, help="Numbers of captures to erase."),
    review: str | None = typer.Option(None, help="Number or address of one review: it goes with all it stands on."),
) -> None:
    """Erase captures, or one review with every capture it stands on, now and for good."""
    from service.cli.house import house
    from service.domain.errors import InvalidInput
    from service.workflows.retain import erase_captures

    if bool(captures) == bool(review):
        raise InvalidInput("name the captures to erase, or one review with --review")
    with house() as opened:
        if review:
            _say_erased(opened.erase(review))
        else:
            print(f"{erase_captures(opened.database, captures)} of {len(captures)} captures erased")


def _say_erased(done: Erasure) -> None:
    print(
        f"review {done.review_id} is erased: {done.revisions} revisions, {done.answers} public answers, "
        f"{done.tickets} tickets, {done.captures} captures; "
        f"the HTTP cache {'was emptied' if done.cache else 'held nothing'}; the next look does not bring it back. "
        "Frozen audits hold numbers only; files you saved yourself are yours to delete."
    )


def replay(
    platform: str | None = typer.Option(None, help="Only captures of this platform."),
    since: datetime | None = typer.Option(None, formats=["%Y-%m-%d"], help="Only captures fetched since this day."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what would change; change nothing."),
) -> None:
    """Read captures again with today's parsers: what is new, what reads differently, what is no longer read."""
    from service.cli.house import house
    from service.cli.waiting import progressing
    from service.domain.interchange import json_line
    from service.workflows import cycle
    from service.workflows.replay import replay as read_again

    with house() as opened, progressing("reading captures again") as tell:
        moment = since.replace(tzinfo=UTC) if since else None
        found = read_again(
            opened.database, now=opened.clock(), dry_run=dry_run, platform=platform, since=moment, tell=tell
        )
        if not dry_run:
            cycle.digest(opened.database, opened.post, clock=opened.clock)
    for change in found.examples:
        print(f"review {change['review']} {change['field']}: {_short(change['before'])} → {_short(change['now'])}")
    for what, number in found.verdicts.items():
        print(f"{number} captures: {what}")
    summary = {"captures": found.captures, "new": found.new, "changed": found.changed, "lost": found.lost}
    print(json_line({**summary, "fields": dict(found.fields), "dry_run": dry_run}).decode())


def _short(value: object) -> str:
    said = "".join(char if char.isprintable() else " " for char in str(value))
    return said if len(said) <= 60 else f"{said[:59]}…"
