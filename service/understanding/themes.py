"""Which of the fourteen themes a review touches, where, and whether it praises or blames them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from service.domain.review import Theme, ThemeHit
from service.understanding.features import VALENCE
from service.understanding.lexicon import entries
from service.understanding.phrases import Phrases
from service.understanding.valence import Valence
from service.understanding.words import Field, clauses, cut_out

LANGUAGES = ("en", "sv")
POLARITY_OF_FIELD = {"pros": 1, "cons": -1}
TELLING = 0.1
"""Compound below which a clause neither praises nor blames."""

THEMES = tuple(Theme)
PLACES = {theme.value: place for place, theme in enumerate(THEMES)}
"""Themes are counted by their place in the taxonomy: hashing and walking an enum costs more than finding the words."""

Hits = dict[int, tuple[int, list[tuple[int, int]]]]


def find_themes(fields: Sequence[Field], heard: Mapping[str, Valence], language: str | None) -> tuple[ThemeHit, ...]:
    """Themes in the taxonomy's order. `polarity` is the sign of the sum over the places a theme is touched.

    `heard` has the fields that say something, with their valence.
    """
    if language not in LANGUAGES:
        return ()
    hits: Hits = {}
    for field in fields:
        if field.name in heard:
            _add(hits, field, heard[field.name], language)
    return tuple(_hit(THEMES[place], *hits[place]) for place in sorted(hits))


def _add(hits: Hits, field: Field, valence: Valence, language: str) -> None:
    polarity = _polarities(field, valence, language)
    for cue, start, end in _cues(language).every(field.words):
        total, spans = hits.get(cue.means) or (0, [])
        spans.append(field.place(start, end))
        hits[cue.means] = (total + polarity(field.spans[start][0]), spans)


def _polarities(field: Field, valence: Valence, language: str) -> Callable[[int], int]:
    """The polarity at a place of the field: its name's, or else that of the clause around the place."""
    fixed = POLARITY_OF_FIELD.get(field.name)
    if fixed is not None:
        return lambda _place: fixed
    return ClausePolarity(field, valence, language).at


class ClausePolarity:
    """The polarity of the clause around a place. Places are asked for in order; a clause is read once, when asked for."""

    def __init__(self, field: Field, valence: Valence, language: str) -> None:
        self._field, self._valence, self._language = field, valence, language
        self._clauses = clauses(field.text)
        self._end, self._polarity = 0, 0

    def at(self, place: int) -> int:
        """-1, 0 or 1."""
        while place >= self._end:
            start, self._end = next(self._clauses)
            if place < self._end:
                self._polarity = self._read(start, self._end)
        return self._polarity

    def _read(self, start: int, end: int) -> int:
        whole = start == 0 and end == len(self._field.text)
        valence = self._valence if whole else VALENCE[self._language](cut_out(self._field, start, end))
        return 0 if abs(valence.compound) < TELLING else 1 if valence.compound > 0 else -1


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
