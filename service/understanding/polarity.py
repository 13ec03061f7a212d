"""Whether parts of reviews praise or blame, many at once: by trained weights, in Swedish with the lexicon beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from service.understanding import hashed
from service.understanding.features import VALENCE
from service.understanding.swedish import swedish_valence
from service.understanding.themes import Part
from service.understanding.tone_model import GROUPS, LETTERS
from service.understanding.weights import Weights, weights

VECTORS: Mapping[str, str] = {"en": "polarity_en", "nordic": "nordic", "europe": "europe"}
"""Which vector hears a part: in English one learnt from what stands under pros and under cons."""
UNDER: Mapping[str, float] = {"pros": 3.0, "cons": -3.0}
"""Log odds that a field's name adds: most of what stands under it is what it asks for, but "Lön: okej" may not be."""
LEXICON = 5.0
"""Log odds for a Swedish compound of 1: what the lexicon knows outweighs what the weights guess."""
FAINT: Mapping[str, float] = {"en": 1.0, "nordic": 0.3, "europe": 0.3}
"""Log odds below which neither is heard: English clauses were learnt without neutral ones, so more is asked of them."""
TELLING = 0.1
"""Compound below which the lexicon alone hears neither."""


def polarities(parts: Sequence[Part]) -> list[int]:
    """-1 for blame, 1 for praise, 0 for neither, in the order of the parts."""
    model = weights()
    if model is None:
        return [_by_lexicon(part) for part in parts]
    praise = np.array([UNDER.get(part.field.name, 0.0) for part in parts])
    for group, vector in VECTORS.items():
        mine = [n for n, part in enumerate(parts) if GROUPS.get(part.language) == group]
        if mine:
            praise[mine] -= _heard(model, vector, group, [parts[n] for n in mine])
            praise[mine] = np.where(np.abs(praise[mine]) < FAINT[group], 0, praise[mine])
    signs: list[int] = np.sign(praise).astype(int).tolist()
    return signs


def _heard(model: Weights, name: str, group: str, parts: Sequence[Part]) -> hashed.Scores:
    """Log odds of blame."""
    told = [(None, None, None, None, part.field.text) for part in parts]
    vector = model.vectors[name]
    found = hashed.features(told, letters=LETTERS[group]).scores(vector[:-1]) + float(vector[-1])
    if group == "nordic":
        found -= [LEXICON * swedish_valence(part.field).compound if part.language == "sv" else 0.0 for part in parts]
    return found


def _by_lexicon(part: Part) -> int:
    """Without weights a field's name decides, else the words that have a value."""
    if part.field.name in UNDER:
        return 1 if UNDER[part.field.name] > 0 else -1
    read = VALENCE.get(part.language)
    compound = read(part.field).compound if read else 0.0
    return 0 if abs(compound) < TELLING else 1 if compound > 0 else -1
