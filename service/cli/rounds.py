"""`omdome round`: what a person opens this week, taken in as soon as it is saved, with a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from service.bootstrap import House
    from service.storage.tables import Employer


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("round")(show_round)


def show_round(
    employer: str | None = typer.Argument(
        None, help="Name or number of the employer; all own employers when left out."
    ),
    close: bool = typer.Option(False, "--close", help="End the round and print its receipt."),
) -> None:
    """Show this week's collection round: which pages to open, where to save them, and what has become seen."""
    from service.cli.house import house
    from service.storage.repositories import employers

    with house() as opened:
        for dropped in opened.sweep():
            print(f"{dropped.path.parent.name}: {dropped.problem or dropped.path.name}")
        with opened.database.read() as session:
            own = [one for one in employers.every(session) if one.kind == "own"]
            chosen = [employers.find(session, employer)] if employer else own
        for one in chosen:
            _show(opened, one, close=close)


def _show(opened: House, employer: Employer, *, close: bool) -> None:
    from service.texts import message, one_line
    from service.workflows import round_words, rounds

    language, now = opened.settings.language, opened.clock()
    with opened.database.write() as session:
        found = rounds.current(session, employer, now=now)
        if found is None:
            print(message(language, "round.nothing", employer=one_line(employer.name)))
            return
        tasks = [rounds.task_from(record) for record in found.pages]
        receipt = rounds.close(session, found, now=now) if close else rounds.receipt_of(session, found, now)
    if not close:
        folder = opened.folder.of(employer.name)
        folder.mkdir(parents=True, exist_ok=True)
        print("\n".join(round_words.told(tasks, employer.name, folder, language)))
        print()
    print("\n".join(round_words.receipt(receipt, language)))
