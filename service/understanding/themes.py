"""Which of the fourteen themes a review touches, where, and whether it praises or blames them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from service.domain.review import Theme, ThemeHit
from service.understanding.features import VALENCE, says_nothing
from service.understanding.lexicon import entries
from service.understanding.phrases import Phrases
from service.understanding.words import Field, clauses, cut_out

LANGUAGES = ("en", "sv")
THEMES = tuple(Theme)
PLACES = {theme.value: place for place, theme in enumerate(THEMES)}
"""Themes are counted by their place in the taxonomy: hashing and walking an enum costs more than finding the words."""
FINER: Mapping[str, re.Pattern[str]] = {"sv": re.compile(r",| och (?=\w)")}
"""Where a clause lists ("bra lön, dålig chef"), the item around the word is read alone if the lexicon hears it."""


class Part(NamedTuple):
    """A part of one field of a review, and the language it is read in."""

    field: Field
    language: str


class Touch(NamedTuple):
    """A theme touched at [start, end) of the laid-out text, and which part of the review tells how."""

    theme: int
    start: int
    end: int
    part: int


def find_themes(laid: Sequence[Sequence[Field]], languages: Sequence[str | None]) -> list[tuple[ThemeHit, ...]]:
    """Of each review, the themes in the taxonomy's order. `polarity` is the sign of the sum over the places."""
    from service.understanding.polarity import polarities  # it brings numpy, wanted late

    parts: list[Part] = []
    touched = [
        list(_touches(fields, code, parts)) if code in LANGUAGES else []
        for fields, code in zip(laid, languages, strict=True)
    ]
    heard = polarities(parts)
    return [_hits(touches, heard) if touches else () for touches in touched]


def _touches(fields: Sequence[Field], language: str, parts: list[Part]) -> Iterator[Touch]:
    """The places of one review; the parts around them are added to those that are to be heard."""
    for field in fields:
        found = _cues(language).every(field.words) if not says_nothing(field, language) else ()
        around = _Around(field, language, parts)
        for cue, first, behind in found:
            start, end = field.place(first, behind)
            yield Touch(cue.means, start, end, around.at(start - field.offset))


class _Around:
    """The part around a place. Places are asked for in order; a part is named once, when first asked for."""

    def __init__(self, field: Field, language: str, parts: list[Part]) -> None:
        self._field, self._language, self._parts = field, language, parts
        self._clauses, self._clause = clauses(field.text), (0, 0)
        self._numbers: dict[tuple[int, int], int] = {}

    def at(self, place: int) -> int:
        """Its number among all parts."""
        while place >= self._clause[1]:
            self._clause = next(self._clauses)
        span = self._item(place) if self._language in FINER else self._clause
        if span not in self._numbers:
            self._numbers[span] = len(self._parts)
            self._parts.append(Part(self._cut(span), self._language))
        return self._numbers[span]

    def _item(self, place: int) -> tuple[int, int]:
        """The item of a list around the place, where the lexicon hears something in it; else the clause."""
        start, end = self._clause
        for comma in FINER[self._language].finditer(self._field.text, *self._clause):
            if comma.end() > place:
                end = comma.start()
                break
            start = comma.end()
        item = (start, end)
        return item if VALENCE[self._language](self._cut(item)).compound else self._clause

    def _cut(self, span: tuple[int, int]) -> Field:
        return self._field if span == (0, len(self._field.text)) else cut_out(self._field, *span)


def _hits(touches: Sequence[Touch], heard: Sequence[int]) -> tuple[ThemeHit, ...]:
    found: dict[int, list[Touch]] = {}
    for touch in touches:
        found.setdefault(touch.theme, []).append(touch)
    return tuple(
        _hit(
            THEMES[place],
            sum(heard[touch.part] for touch in found[place]),
            [(touch.start, touch.end) for touch in found[place]],
        )
        for place in sorted(found)
    )


def _hit(theme: Theme, total: int, spans: list[tuple[int, int]]) -> ThemeHit:
    return ThemeHit(
        theme, (total > 0) - (total < 0), tuple(_apart(sorted(set(spans), key=lambda span: (span[0], -span[1]))))
    )


def _apart(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans without those that lie in, or begin in, the one before."""
    end = -1
    for span in spans:
        if span[0] >= end:
            end = span[1]
            yield span


@cache
def _cues(language: str) -> Phrases[int]:
    return Phrases((PLACES[theme], cue) for theme, cue in entries(f"themes_{language}"))
