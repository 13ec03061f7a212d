"""`omdome --help` beside an empty typer application's help, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import best_of

EMPTY = "import typer; app = typer.Typer(); app.callback()(lambda: None); app.command('x')(lambda: None); app()"
HEAVY = ("sqlalchemy", "fastapi", "numpy")
LOADED = f"import sys; sys.argv = ['omdome', '--help']\nfrom service.__main__ import main\ntry: main()\nexcept SystemExit: pass\nprint([name for name in {HEAVY} if name in sys.modules])"


CACHED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installed program's modules are compiled; a developer's setting must not make ours compile at every start."""


def rows(shared: Path) -> Iterator[tuple[str, ...]]:
    def ours() -> None:
        subprocess.run([sys.executable, "-m", "service", "--help"], check=True, capture_output=True, env=CACHED)

    def baseline() -> None:
        subprocess.run([sys.executable, "-c", EMPTY, "--help"], check=True, capture_output=True, env=CACHED)

    mine, theirs = best_of(25, ours, baseline)
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED], check=True, capture_output=True, text=True
    ).stdout.splitlines()[-1]
    yield (
        f"`omdome --help`, heavy modules loaded: {loaded}",
        f"{1000 * mine:.0f} ms",
        f"empty typer application: {1000 * theirs:.0f} ms",
        f"{mine / theirs:.2f}×",
        "≤ 1.3×, none",
    )
