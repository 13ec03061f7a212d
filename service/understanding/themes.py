"""Which of the fourteen themes a review touches, where, and whether it praises or blames them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from service.domain.review import ThemeHit
from service.understanding.cues import THEMES, Cues
from service.understanding.features import says_nothing, valence
from service.understanding.words import Field, clauses, cut_out

FINER: Mapping[str, re.Pattern[str]] = {"sv": re.compile(r",| och (?=\w)")}
"""Where a clause lists ("bra lön, dålig chef"), the item around the word is read alone if the lexicon hears it."""


class Part(NamedTuple):
    """A part of one field of a review, and the language it is read in."""

    field: Field
    language: str


Touched = dict[int, list[tuple[int, int, int]]]
"""By theme: [start, end) of the laid-out text of each place, and the number of the part that tells how."""
UNDER = {"pros": -2, "cons": -1}
"""Numbers of the two parts that need no reading: in English what stands under pros and cons is what they ask for."""


def find_themes(
    laid: Sequence[Sequence[Field]], heard: Sequence[Sequence[Cues]], languages: Sequence[str | None]
) -> list[tuple[ThemeHit, ...]]:
    """Of each review, the themes in the taxonomy's order; what is said clearly of one outweighs what is said faintly.

    `heard` has the cues of each field.
    """
    from service.understanding.polarity import SURE, faintest, praise  # they bring numpy, wanted late

    parts: list[Part] = []
    touched = [touch(*told, parts) for told in zip(laid, heard, languages, strict=True)]
    odds = [*praise(parts), SURE, -SURE]
    faint = {language: faintest(language) for language in set(languages)}
    return [
        tuple([_hit(*told, odds, faint[language]) for told in sorted(found.items())]) if found else ()
        for found, language in zip(touched, languages, strict=True)
    ]


def touch(fields: Sequence[Field], heard: Sequence[Cues], language: str | None, parts: list[Part]) -> Touched:
    """The places of one review; the parts around them are added to `parts`, those that are to be heard."""
    touched: Touched = {}
    for field, cues in zip(fields, heard, strict=True):
        if cues and language and not says_nothing(field, language):
            edges, offset = field.edges, field.offset
            fixed = UNDER.get(field.name) if language == "en" else None
            around = None if fixed else (_AroundItems if language in FINER else _Around)(field, language, parts)
            for theme, first, behind in cues:
                if type(theme) is int:
                    start = edges[2 * first]
                    part = around.at(start) if around else fixed or 0
                    touched.setdefault(theme, []).append((offset + start, offset + edges[2 * behind - 1], part))
    return touched


class _Around:
    """The part around a place: its clause. Places are asked for in order; a part is named once, when first asked for."""

    def __init__(self, field: Field, language: str, parts: list[Part]) -> None:
        self._field, self._language, self._parts = field, language, parts
        self._clauses, self._clause = clauses(field), (0, 0)
        self._numbers: dict[tuple[int, int], int] = {}

    def at(self, place: int) -> int:
        """Its number among all parts."""
        while place >= self._clause[1]:
            self._clause = next(self._clauses)
        span = self._span(place)
        if span not in self._numbers:
            self._numbers[span] = len(self._parts)
            self._parts.append(Part(self._cut(span), self._language))
        return self._numbers[span]

    def _span(self, place: int) -> tuple[int, int]:
        return self._clause

    def _cut(self, span: tuple[int, int]) -> Field:
        return self._field if span == (0, len(self._field.text)) else cut_out(self._field, *span)


class _AroundItems(_Around):
    """The item of a list around a place, where the lexicon hears something in it; else the clause."""

    def __init__(self, field: Field, language: str, parts: list[Part]) -> None:
        super().__init__(field, language, parts)
        self._listed, self._items, self._item, self._until = (
            self._clause,
            _listed(field.text, (0, 0), language),
            (0, 0),
            0,
        )
        self._cuts: dict[tuple[int, int], Field] = {}

    def _span(self, place: int) -> tuple[int, int]:
        if self._listed != self._clause:
            self._listed, self._until = self._clause, 0
            self._items = _listed(self._field.text, self._clause, self._language)
        while place >= self._until:
            self._item, self._until = next(self._items)
        alone = self._item != self._clause and valence(self._cut(self._item), self._language).compound
        return self._item if alone else self._clause

    def _cut(self, span: tuple[int, int]) -> Field:
        """The same field each time: what was heard in it is kept with it."""
        if span not in self._cuts:
            self._cuts[span] = super()._cut(span)
        return self._cuts[span]


def _listed(text: str, clause: tuple[int, int], language: str) -> Iterator[tuple[tuple[int, int], int]]:
    """[start, end) of each item of a clause, and up to where a place belongs to it. No method: whoever holds what holds
    him is left to the garbage collector."""
    start, end = clause
    for comma in FINER[language].finditer(text, start, end):
        yield (start, comma.start()), comma.end()
        start = comma.end()
    yield (start, end), end


def _hit(theme: int, places: Sequence[tuple[int, int, int]], odds: Sequence[float], faint: float) -> ThemeHit:
    total, end, spans = 0.0, -1, []
    for start, behind, part in places:
        total += odds[part]
        if start >= end:  # not in, nor beginning in, the one before
            spans.append((start, behind))
            end = behind
    polarity = 0 if abs(total) < faint else 1 if total > 0 else -1
    return ThemeHit(THEMES[theme], polarity, tuple(spans))
