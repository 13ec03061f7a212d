"""The valence of a Swedish field: a lexicon of work in phrases, with negation, emphasis and "men"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from service.understanding.lexicon import entries
from service.understanding.phrases import Phrases
from service.understanding.valence import Valence
from service.understanding.words import Field

NEGATIONS = frozenset(
    {"inte", "ej", "icke", "aldrig", "ingen", "inget", "inga", "ingenting", "knappast", "utan", "föga"}
)
EMPHASIS = frozenset(
    {"mycket", "väldigt", "otroligt", "oerhört", "extremt", "riktigt", "så", "helt", "jätte", "sjukt", "fruktansvärt"}
)
REACH = 2
"""Words before a cue in which a negation or an emphasis still speaks of it."""

TURNED, STRESSED = -0.7, 1.25
BEFORE_BUT, AFTER_BUT = 0.6, 1.4
HALF_FULL = 15.0
"""VADER's constant: a sum of valences of about 4 comes out as a compound of 0.7."""


def swedish_valence(field: Field) -> Valence:
    """The field's figures, all 0 where no word of the lexicon stands in it."""
    words = field.words
    but = words.index("men") if "men" in words else None
    values = [
        value * _turn(words[max(0, start - REACH) : start]) * _weight(start, but)
        for value, start, _ in _lexicon().longest(words)
    ]
    return _summed(values, len(words))


@cache
def _lexicon() -> Phrases[float]:
    return Phrases((float(value), cue) for value, cue in entries("tone_sv"))


def _turn(before: Sequence[str]) -> float:
    turned = TURNED if not NEGATIONS.isdisjoint(before) else 1.0
    return turned * (STRESSED if not EMPHASIS.isdisjoint(before) else 1.0)


def _weight(at: int, but: int | None) -> float:
    return 1.0 if but is None else BEFORE_BUT if at < but else AFTER_BUT


def _summed(values: Sequence[float], words: int) -> Valence:
    if not values:
        return Valence()
    total = sum(values)
    neg, pos = -sum(value for value in values if value < 0), sum(value for value in values if value > 0)
    whole = neg + pos + words or 1.0
    return Valence(total / math.sqrt(total * total + HALF_FULL), neg / whole, pos / whole)
