"""`omdome upgrade`, `retain` and `erase`: what an operator does to the house itself."""

from __future__ import annotations

import typer


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command()(upgrade)
    cli.command()(retain)
    cli.command()(erase)


def upgrade() -> None:
    """Bring the database's schema to this version; every other command does so too when it starts."""
    from service.cli.house import house

    with house() as opened:
        print(f"the schema of {opened.database.engine.url.render_as_string(hide_password=True)} is the newest")


def retain() -> None:
    """Erase captures that have had their time (OMDOME_CAPTURE_DAYS), as the scheduler does every night."""
    from service.cli.house import house
    from service.workflows.retain import retain as let_go

    with house() as opened:
        gone = let_go(opened.database, now=opened.clock(), capture_days=opened.settings.capture_days)
    print(f"{gone} captures erased")


def erase(
    captures: list[int] = typer.Argument(help="Numbers of captures to erase."),
) -> None:
    """Erase captures now, bytes and all."""
    from service.cli.house import house
    from service.workflows.retain import erase_captures

    with house() as opened:
        gone = erase_captures(opened.database, captures)
    print(f"{gone} of {len(captures)} captures erased")
