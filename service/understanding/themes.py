"""Which of the fourteen themes a review touches, where, and whether it praises or blames them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from service.domain.review import Theme, ThemeHit
from service.understanding.features import VALENCE, says_nothing
from service.understanding.lexicon import entries
from service.understanding.phrases import Phrases
from service.understanding.words import Field, clauses, cut_out

LANGUAGES = ("en", "sv")
POLARITY_OF_FIELD = {"pros": 1, "cons": -1}
TELLING = 0.1
"""Compound below which a clause neither praises nor blames."""

Hits = dict[Theme, tuple[int, list[tuple[int, int]]]]


def find_themes(fields: Sequence[Field], language: str | None) -> tuple[ThemeHit, ...]:
    """Themes in the taxonomy's order. `polarity` is the sign of the sum over the places a theme is touched."""
    if language not in LANGUAGES:
        return ()
    hits: Hits = {}
    for field in fields:
        if not says_nothing(field, language):
            _add(hits, field, language)
    return tuple(_hit(theme, *hits[theme]) for theme in Theme if theme in hits)


def _add(hits: Hits, field: Field, language: str) -> None:
    polarity = _polarities(field, language)
    for found in _cues(language).every(field.words):
        total, spans = hits.get(found.cue.means, (0, []))
        spans.append(field.place(found.start, found.end))
        hits[found.cue.means] = (total + polarity(field.spans[found.start][0]), spans)


class _Fixed:
    """The polarity of a field that says by its name which it is."""

    def __init__(self, polarity: int) -> None:
        self._polarity = polarity

    def __call__(self, at: int) -> int:
        return self._polarity


class _ByClause:
    """The polarity of the clause around a place; a clause is read when it is first asked for, and once."""

    def __init__(self, field: Field, language: str) -> None:
        self._field, self._language = field, language
        self._clauses = clauses(field.text)
        self._end, self._polarity = 0, 0

    def __call__(self, at: int) -> int:
        while at >= self._end:
            start, self._end = next(self._clauses)
            if at < self._end:
                self._polarity = self._read(start, self._end)
        return self._polarity

    def _read(self, start: int, end: int) -> int:
        compound = VALENCE[self._language](cut_out(self._field, start, end)).compound
        return 0 if abs(compound) < TELLING else 1 if compound > 0 else -1


def _polarities(field: Field, language: str) -> _Fixed | _ByClause:
    fixed = POLARITY_OF_FIELD.get(field.name)
    return _ByClause(field, language) if fixed is None else _Fixed(fixed)


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
def _cues(language: str) -> Phrases[Theme]:
    return Phrases((Theme(theme), cue) for theme, cue in entries(f"themes_{language}"))
