"""How much replies resemble each other: by runs of words (shingles, Broder 1997), so that a swapped name hides nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

SHINGLE = 4
"""Words in a run."""
ALIKE = 0.6
"""Share of the runs of both that they have in common (Jaccard) from which two replies are near-duplicates."""


def alike(text: str, others: Sequence[str]) -> list[int]:
    """The places in `others` of those that nearly say the same."""
    mine = shingles(text)
    return [place for place, other in enumerate(others) if resemblance(mine, shingles(other)) >= ALIKE]


def identical(text: str, others: Sequence[str]) -> int:
    """How many of the others are the same but for case, signs and spaces."""
    return sum(_words(other) == _words(text) for other in others)


def resemblance(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """0 (nothing in common) to 1 (the same runs)."""
    return len(one & other) / len(one | other) if one or other else 1.0


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of words, the shorter text as one."""
    words = _words(text)
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
