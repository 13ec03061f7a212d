"""`omdome watch`, `permit`, `collect`, `import`, `sources`, `employers`, `tickets`: who is watched, and what comes in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.domain.errors import InvalidInput

if TYPE_CHECKING:
    from service.storage.tables import Look
    from service.workflows.importing import SavedPage


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    for command in (watch, permit, collect, sources, looks, employers, tickets):
        cli.command()(command)
    cli.command("import")(import_files)


def watch(
    employer: str = typer.Argument(help="The employer's name; added when it is new."),
    platform: str = typer.Option("", help="A platform of `omdome platforms`."),
    url: str = typer.Option("", help="Address of the employer's review list."),
    by_hand: bool = typer.Option(False, "--by-hand", help="Never fetch it: a person saves its pages (`omdome round`)."),
    mailbox: str = typer.Option("", help="Read notification mails instead: imaps://user@host/FOLDER."),
    competitor: bool = typer.Option(False, help="Watch it for comparison: no tickets, no alerts."),
    schedule: str | None = typer.Option(None, help="'every 6h', or five cron fields with weekdays by name."),
) -> None:
    """Watch an employer's reviews. What is fetched is not collected before `omdome permit` says why it may be."""
    from service.cli.house import house
    from service.storage.repositories import employers as stored
    from service.workflows.watch import add_source

    way = _way_in(platform, url, mailbox, by_hand=by_hand)
    with house() as opened, opened.database.write() as session:
        now = opened.clock()
        kind = "competitor" if competitor else "own"
        found = stored.named(session, employer) or stored.add(session, name=employer, kind=kind, now=now)
        source = add_source(session, employer_id=found.id, schedule=schedule, now=now, **way)
        number = source.id
    print(f"source {number} is added; {_NEXT[way['way_in']].format(number=number)}")


_NEXT = {
    "scrape": "record why it may be collected: omdome permit {number} --basis … --reviewed-by … --expires …",
    "import": "`omdome round` shows what to open and where to save it",
    "mailbox": "set OMDOME_MAILBOX_PASSWORD, then try it: omdome collect --source {number}",
}


def _way_in(platform: str, url: str, mailbox: str, *, by_hand: bool) -> dict[str, str]:
    """The way in that the options describe. Raises InvalidInput for a mixture."""
    if mailbox:
        if platform or url or by_hand:
            raise InvalidInput("a mailbox tells of several platforms: leave out --platform, --url and --by-hand")
        return {"platform": "mail", "way_in": "mailbox", "url": mailbox}
    if not platform or not (url or by_hand):
        raise InvalidInput(
            "say what to watch: --platform and --url, with --by-hand where it may not be fetched; or --mailbox"
        )
    return {"platform": platform, "way_in": "import" if by_hand else "scrape", "url": url}


def permit(
    source: int,
    basis: str = typer.Option(help="Why we may: the site's consent, its terms, a contract …"),
    reviewed_by: str = typer.Option(help="The function that reviewed the terms."),
    expires: datetime = typer.Option(formats=["%Y-%m-%d"], help="Until when this holds."),
    reviewed_on: datetime | None = typer.Option(
        None, formats=["%Y-%m-%d"], help="When the terms were reviewed; today when left out."
    ),
) -> None:
    """Record the permission of a source. Without a valid one it is never collected."""
    from service.cli.house import house
    from service.workflows.watch import permit as record

    with house() as opened:
        on = (reviewed_on or opened.clock()).date()
        record(opened.database, source, basis=basis, reviewed_on=on, reviewed_by=reviewed_by, expires_on=expires.date())
    print(f"source {source} may be collected until {expires:%Y-%m-%d}")


def collect(source: int = typer.Option(help="The source's number, from `omdome sources`.")) -> None:
    """Look at a source now, as its timetable would."""
    from service.cli.house import house
    from service.cli.waiting import waiting
    from service.domain.interchange import json_line

    with house() as opened, waiting(f"looking at source {source}"):
        done = opened.look(source)
    report = done.report
    summary = {
        "run": report.run_id,
        "verdict": report.verdict,
        "pages": report.pages,
        "new": report.tally.new,
        "changed": report.tally.changed,
        "unchanged": report.tally.unchanged,
        "tickets": done.understood.tickets,
        "alerts_sent": done.sent,
        "error": report.error,
    }
    print(json_line(summary).decode())
    if not report.good:
        raise typer.Exit(1)


def import_files(
    files: list[Path] = typer.Argument(help="Saved pages, payloads, tables (CSV, XLSX), mails, JSON lines."),
    employer: str = typer.Option(help="Whose reviews they are; added when the name is new."),
    platform: str | None = typer.Option(None, help="Platform of a table that does not name its own."),
    column: list[str] = typer.Option(
        [], help="'Head=field': what a column of your own tables holds ('Head=' leaves it out); kept for the employer."
    ),
) -> None:
    """Take in saved pages and files. One that cannot be read is reported and the others are imported."""
    from service.cli.house import house
    from service.domain.interchange import json_line
    from service.workflows import cycle
    from service.workflows.importing import import_pages, keep_columns

    if not employer.strip():
        raise InvalidInput("--employer needs the name of the employer the reviews are about")
    missing: list[str] = []
    with house() as opened:
        post = opened.post
        keep_columns(opened.database, employer.strip(), column, now=opened.clock())
        pages = _saved(files, missing, opened.settings.max_file_mb)
        done = import_pages(
            opened.database, employer.strip(), pages, clock=opened.clock, channels=post.names, platform=platform
        )
        cycle.digest(opened.database, post, clock=opened.clock)
        opened.deliver()
    for problem in (*missing, *done.failed):
        print(f"not imported: {problem}", file=sys.stderr)
    failed = len(missing) + len(done.failed)
    tally = done.tally
    print(
        json_line({"new": tally.new, "changed": tally.changed, "unchanged": tally.unchanged, "failed": failed}).decode()
    )
    if failed == len(files):
        raise typer.Exit(1)


def _saved(files: list[Path], missing: list[str], most_mb: int) -> Iterator[SavedPage]:
    from service.cli.files import read_file
    from service.cli.waiting import counted
    from service.workflows.importing import SavedPage

    for file in counted(files, "importing"):
        try:
            yield SavedPage(str(file), read_file(file, most_mb))
        except InvalidInput as problem:
            missing.append(str(problem))


def sources() -> None:
    """List the sources: how each is faring, and why."""
    from service.cli.house import house
    from service.cli.tables import print_table
    from service.workflows.health import source_health

    with house() as opened, opened.database.read() as session:
        rows = [
            (
                item.source.id,
                item.employer.name,
                item.source.platform,
                item.source.way_in,
                item.state,
                item.since_day,
                item.reason,
                item.coverage,
                item.next_look,
            )
            for item in source_health(session, opened.clock())
        ]
    print_table(("source", "employer", "platform", "way in", "state", "since", "why", "sight", "next look"), rows)


def looks(
    source: int = typer.Argument(help="The source's number, from `omdome sources`."),
    since: datetime | None = typer.Option(None, formats=["%Y-%m-%d"], help="Compare with then; else with 30 days ago."),
) -> None:
    """List what a platform declared about an employer, look by look, and what came or went since."""
    from service.cli.house import house
    from service.cli.tables import print_table
    from service.storage.repositories import looks as stored
    from service.workflows.sight import net_changes

    with house() as opened, opened.database.read() as session:
        now = opened.clock()
        shown = stored.of_source(session, source, 30)
        start = since.replace(tzinfo=UTC) if since else now - timedelta(days=30)
        rows = [
            (f"{look.seen_at:%Y-%m-%d}", look.listing, look.declared_total, look.declared_rating, _stars(look))
            for look in shown
        ]
        changes = net_changes(session, source, start, now)
    print_table(("day", "list", "total", "mean", "stars 1–5"), rows)
    for change in changes:
        print(f"{change.listing} since {change.since:%Y-%m-%d}: {change.says}")


def _stars(look: Look) -> str:
    shown = look.declared_distribution or {}
    return " ".join(str(shown.get(star, 0)) for star in "12345") if shown else "-"


def employers() -> None:
    """List the employers."""
    from service.cli.house import house
    from service.cli.tables import print_table
    from service.storage.repositories import employers as stored

    with house() as opened, opened.database.read() as session:
        rows = [(row.id, row.name, row.kind, row.time_zone, row.calendar) for row in stored.every(session)]
    print_table(("employer", "name", "kind", "time zone", "calendar"), rows)


def tickets(
    state: str = typer.Option("open", help="open, claimed, posted, seen, dismissed …"),
    limit: int = typer.Option(20, min=1, max=200),
) -> None:
    """List the reply queue, most pressing first."""
    from service.cli.house import house
    from service.cli.tables import print_table
    from service.domain.calendar import WorkCalendar
    from service.storage.repositories import tickets as stored
    from service.storage.repositories.narrowing import Narrow
    from service.workflows.wishes import parse_state

    with house() as opened, opened.database.read() as session:
        shown = stored.queue(session, limit=limit, narrow=Narrow(states=(parse_state(state),)))
        rows = [
            (
                row.ticket.id,
                row.employer.name,
                f"{WorkCalendar.of(row.employer).local(row.ticket.due_at):%Y-%m-%d %H:%M}",
                ", ".join(row.ticket.urgent) or "-",
                row.review.platform,
                "-" if row.revision.rating is None else f"{row.revision.rating:g}",
                "; ".join(row.ticket.reasons),
            )
            for row in shown
        ]
    print_table(("ticket", "employer", "due", "urgent", "platform", "stars", "why"), rows)
