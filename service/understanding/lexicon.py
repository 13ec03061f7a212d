"""Reads the word lists that lie beside the code: lines of `meaning <tab> cue, cue, cue`; `#` begins a remark."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> tuple[tuple[str, str], ...]:
    """(meaning, cue) of each cue of `lexicons/<name>.tsv`. Raises FileNotFoundError where there is no such list."""
    text = (files(__package__) / "lexicons" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(pair for line in text.splitlines() for pair in _line(line))


def _line(line: str) -> Iterator[tuple[str, str]]:
    meaning, tab, cues = line.partition("\t")
    if tab and not line.startswith("#"):
        for cue in cues.split(","):
            if cue.strip():
                yield meaning.strip(), cue.strip()
