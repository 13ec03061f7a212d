"""`omdome audit` and `omdome export`: freeze a month, and give it out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import typer


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command()(audit)
    cli.command()(export)


def audit(
    employer: str = typer.Argument(help="Name or number."),
    month: str | None = typer.Argument(None, help="Like 2026-10; the last full month when left out."),
) -> None:
    """Freeze a month's audit; a month that is frozen already stays as it is."""
    from service.cli.house import house
    from service.domain.month import Month
    from service.storage.repositories import employers
    from service.workflows.audit import freeze_month

    with house() as opened:
        now = opened.clock()
        wanted = Month.parse(month) if month else Month.of((now - timedelta(hours=1)).date()).previous()
        with opened.database.read() as session:
            found = employers.find(session, employer)
        snapshot, fresh = freeze_month(
            opened.database, found.id, wanted, opened.metrics, now=now, channels=opened.post.names
        )
        opened.deliver()
    print(f"{snapshot.month} for {found.name} {'is frozen' if fresh else 'was frozen before and stays as it is'}")


def export(
    employer: str = typer.Argument(help="Name or number."),
    month: str = typer.Argument(help="A frozen month, like 2026-10."),
    format: str | None = typer.Option(None, help="One format; all when left out."),  # noqa: A002 (the option's name)
    folder: Path | None = typer.Option(None, help="Where to; the data folder's exports when left out."),
) -> None:
    """Write a frozen month as files."""
    from service.cli.house import house
    from service.domain.month import Month
    from service.storage.repositories import employers, snapshots
    from service.workflows.export import choose, write_files

    with house() as opened:
        with opened.database.read() as session:
            found = employers.find(session, employer)
            snapshot = snapshots.get(session, found.id, str(Month.parse(month)))
        chosen = {format: choose(opened.formats, format)} if format else opened.formats
        for path in write_files(snapshot, chosen, folder or opened.settings.export_dir, opened.settings.language):
            print(path)
