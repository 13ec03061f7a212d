"""What tone is decided on: one row of named numbers per review, from the valence and the length of its fields."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from service.understanding.lexicon import entries
from service.understanding.swedish import swedish_valence
from service.understanding.valence import Valence
from service.understanding.words import Field

LONGEST_NOTHING = 6
"""Words; a longer field says something."""


def english_valence(field: Field) -> Valence:
    """VADER with the lexicon of work, imported when the first English text comes."""
    from service.understanding.vader import work_vader  # it brings `requests` along, 0.1 s

    return work_vader().valence(field)


VALENCE: Mapping[str, Callable[[Field], Valence]] = {"en": english_valence, "sv": swedish_valence}
"""The languages whose words are read for tone; in every other the stars speak."""


def listen(fields: Sequence[Field], language: str | None) -> dict[str, Valence]:
    """The valence of each field that says something, by name; none in a language whose words are not read."""
    if language is None or language not in VALENCE:
        return {}
    return {
        field.name: valence(field, language) for field in fields if field.words and not says_nothing(field, language)
    }


def valence(field: Field, language: str) -> Valence:
    """What the lexicon of a language hears in a field, nothing where it has none; asked once, then kept with the field."""
    if field.heard is None or field.heard[0] != language:
        field.heard = language, VALENCE[language](field) if language in VALENCE else Valence()
    return field.heard[1]


def features(fields: Sequence[Field], heard: Mapping[str, Valence]) -> dict[str, float]:
    """Per field `<name>` (1 if it says something), `.compound`, `.blame`, `.pos`, `.length`, or `.nothing`.

    `.blame` and `.length` are logs of the number of words, `.compound` and `.pos` as in Valence.
    """
    row: dict[str, float] = {}
    for field in fields:
        row.update(_of(field, heard.get(field.name)))
    pros, cons = row.get("pros.length", 0.0), row.get("cons.length", 0.0)
    row["cons.length²"], row["pros×cons.length"] = cons * cons, pros * cons
    return row


def says_nothing(field: Field, language: str) -> bool:
    """Whether the whole field is a way of leaving it empty: "none", "inga direkt"."""
    return len(field.words) <= LONGEST_NOTHING and " ".join(field.words) in _ways_of_nothing(language)


def _of(field: Field, valence: Valence | None) -> dict[str, float]:
    name = field.name
    if valence is None:
        return {f"{name}.nothing": 1.0}
    return {
        name: 1.0,
        f"{name}.compound": valence.compound,
        f"{name}.blame": math.log1p(valence.neg * len(field.words)),
        f"{name}.pos": valence.pos,
        f"{name}.length": math.log1p(len(field.words)),
    }


@cache
def _ways_of_nothing(language: str) -> frozenset[str]:
    return frozenset(way for spoken, way in entries("nothing") if spoken == language)
