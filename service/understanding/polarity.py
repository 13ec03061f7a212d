"""Whether parts of reviews praise or blame, many at once: by trained weights, in Swedish with the lexicon beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from service.understanding import hashed
from service.understanding.features import valence
from service.understanding.themes import Part
from service.understanding.tone_model import GROUPS, LETTERS
from service.understanding.weights import Weights, weights

VECTORS: Mapping[str, str] = {group: f"polarity_{group}" for group in LETTERS}
"""Which vector hears a part: in English one learnt from what stands under pros and under cons, elsewhere one learnt from
the themes of our own corpus."""
FIELDS_TELL = frozenset({"nordic", "europe"})
"""Groups whose vector knows the fields: most of what stands under pros is praise, but "Lön: okej" may not be."""
UNDER: Mapping[str, int] = {"pros": 1, "cons": -1}
FAINT: Mapping[str, float] = {"en": 1.0, "nordic": 0.05, "europe": 0.05}
"""Log odds, summed over the places of a theme, below which neither is heard: English clauses were learnt without neutral
ones, so more is asked of them."""
TELLING = 0.1
"""Compound below which the lexicon alone hears neither."""
SURE = 3.0
"""Log odds of what is told without weights: by the lexicon, or by the field it stands in."""


def praise(parts: Sequence[Part]) -> list[float]:
    """How much more likely praise is than blame, as log odds, in the order of the parts."""
    model = weights()
    if model is None:
        return [SURE * _by_lexicon(part) for part in parts]
    odds = np.zeros(len(parts))
    for group in VECTORS:
        mine = [n for n, part in enumerate(parts) if GROUPS.get(part.language) == group]
        if mine:
            odds[mine] = -_heard(model, group, [parts[n] for n in mine])
    told: list[float] = odds.tolist()
    return told


def faintest(language: str | None) -> float:
    """The log odds, either way, from which a theme is praised or blamed."""
    return FAINT.get(GROUPS.get(language or "", ""), SURE)


def part_features(parts: Sequence[Part], group: str) -> hashed.Features:
    """What a vector hears of parts of one group; training builds it from the same."""
    if group not in FIELDS_TELL:
        return hashed.features([(part.field.text,) for part in parts], letters=LETTERS[group], fields=hashed.TEXT_ALONE)
    lexical = group == "nordic" and any(part.language == "sv" for part in parts)
    told = [{"compound": _compound(part)} if part.language == "sv" else {} for part in parts] if lexical else ()
    texts = [(*_BEFORE[part.field.name], part.field.text) for part in parts]
    return hashed.features(texts, letters=LETTERS[group], told=told)


_BEFORE: Mapping[str, tuple[None, ...]] = {name: (None,) * place for place, name in enumerate(hashed.FIELDS)}
"""The fields that a part is not, up to its own."""


def _compound(part: Part) -> float:
    return valence(part.field, part.language).compound


def _heard(model: Weights, group: str, parts: Sequence[Part]) -> hashed.Scores:
    """Log odds of blame."""
    return model.vectors[VECTORS[group]].scores(part_features(parts, group))


def _by_lexicon(part: Part) -> int:
    """Without weights a field's name decides, else the words that have a value."""
    if part.field.name in UNDER:
        return UNDER[part.field.name]
    compound = _compound(part)
    return 0 if abs(compound) < TELLING else 1 if compound > 0 else -1
