"""Tables on the terminal: plain and complete when piped, fitted when a person looks."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def print_table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under their heads; tab-separated when nobody is looking, so that other tools can read them."""
    if not sys.stdout.isatty():
        for row in (heads, *rows):
            print("\t".join(_tame(value) for value in row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*heads, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(_tame(value) for value in row))
    Console(markup=False).print(table)


def _tame(value: object) -> str:
    """A name from outside must not steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in str(value))
