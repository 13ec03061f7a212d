"""The command line. Each command imports what it needs when it runs, so that `omdome --help` stays quick."""

from __future__ import annotations

import sys

import typer

from service.cli import auditing, keys, pages, reading, recipes, rounds, running, upkeep, watching
from service.domain.errors import OmdomeError

cli = typer.Typer(
    name="omdome",
    help="Know what employees write about working at your company, answer well, and see the answer become public.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"omdome {version('omdome')}")
        raise typer.Exit


@cli.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Settings come from OMDOME_… in the environment; the README has them all."""


for room in (running, watching, rounds, pages, reading, auditing, upkeep):
    room.register(cli)
cli.add_typer(keys.keys, name="keys")
cli.add_typer(recipes.recipes, name="recipe")


def main() -> None:
    """Run, and turn a mistake we can explain into one sentence and an exit code."""
    try:
        cli()
    except OmdomeError as mistake:
        print(f"omdome: {mistake}", file=sys.stderr)
        sys.exit(mistake.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read us has gone; nothing is left to tell
        sys.exit(1)
