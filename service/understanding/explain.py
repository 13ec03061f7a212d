"""Why a review was read as it was: which words and clauses moved it, and what was heard as urgent, each with its place.

What a word or clause did is what its absence changes, read by the same path: true of any model, lexicon or weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from service.domain.review import Reading, ReviewText, Urgency
from service.understanding.reader import read_batch
from service.understanding.tone import logit, text_tones
from service.understanding.urgent import Hit, urgent_hits
from service.understanding.words import Field, clauses, lay_out

MOST_WORDS = 240
"""Words asked one by one; of a longer review those of its most telling clauses."""
MOST_CLAUSES = 60
MOST_LETTERS = 1 << 20
"""Letters read again for that: of an endless review fewer words and clauses are asked."""
SLIGHT = 0.02
"""Log odds below which an effect is none."""


class Effect(NamedTuple):
    """[start, end) of the laid-out text and how many log odds towards negative it moved the reading."""

    start: int
    end: int
    text: str
    toward_negative: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reading and its grounds, the strongest first."""

    reading: Reading
    words: tuple[Effect, ...]
    clauses: tuple[Effect, ...]
    urgent: tuple[Hit, ...]

    def kinds(self) -> tuple[Urgency, ...]:
        """The urgent classes."""
        return self.reading.urgent


def explain(review: ReviewText) -> Explanation:
    """The reading of one review and what moved it."""
    (reading,) = read_batch([review])
    fields = lay_out(review)
    by_clause = _effects(review, fields, reading.language, list(_clauses(fields))[:MOST_CLAUSES])
    by_word = _effects(review, fields, reading.language, _words(fields, by_clause))
    return Explanation(reading, _strongest(by_word), _strongest(by_clause), urgent_hits(fields, reading.language))


Part = tuple[Field, int, int]


def _effects(review: ReviewText, fields: Sequence[Field], language: str | None, parts: Sequence[Part]) -> list[Effect]:
    """Read with and without each part, of a very long text the first ones."""
    parts = parts[: 1 + MOST_LETTERS // (1 + sum(len(field.text) for field in fields))]
    if not parts:
        return []
    without = [lay_out(_without(review, *part)) for part in parts]
    tones = text_tones([fields, *without], [language] * (1 + len(parts)))
    whole = tones[0]
    return [
        Effect(
            field.offset + start,
            field.offset + end,
            field.text[start:end].strip(),
            round(logit(whole.p_negative) - logit(tone.p_negative), 3) if whole.readable and tone.readable else 0.0,
        )
        for (field, start, end), tone in zip(parts, tones[1:], strict=True)
    ]


def _without(review: ReviewText, field: Field, start: int, end: int) -> ReviewText:
    left = f"{field.text[:start]} {field.text[end:]}"
    changed: dict[str, Any] = {field.name: left if left.strip() else None}
    return replace(review, **changed)


def _clauses(fields: Sequence[Field]) -> Iterator[Part]:
    for field in fields:
        yield from ((field, start, end) for start, end in clauses(field) if field.text[start:end].strip())


def _words(fields: Sequence[Field], told: Sequence[Effect]) -> list[Part]:
    words = [(field, *edges) for field in fields for edges in zip(field.edges[::2], field.edges[1::2], strict=True)]
    if len(words) <= MOST_WORDS:
        return words
    loud = sorted(told, key=lambda one: -abs(one.toward_negative))[:8]
    return [
        (field, start, end)
        for field, start, end in words
        if any(one.start <= field.offset + start < one.end for one in loud)
    ][:MOST_WORDS]


def _strongest(effects: Sequence[Effect]) -> tuple[Effect, ...]:
    told = [one for one in effects if abs(one.toward_negative) >= SLIGHT]
    return tuple(sorted(told, key=lambda one: (-abs(one.toward_negative), one.start)))
