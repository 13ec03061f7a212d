"""The three figures a field's words come down to, whichever lexicon they are looked up in."""

from __future__ import annotations

from typing import NamedTuple


class Valence(NamedTuple):
    """`compound` from -1 (blame) to 1 (praise); `neg` and `pos`, the shares of words that blame and praise, 0 to 1."""

    compound: float = 0.0
    neg: float = 0.0
    pos: float = 0.0
