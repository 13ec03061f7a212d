"""Urgent matters as learnt from our own corpus: most are told between the lines, without an alarming word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from service.domain.review import Urgency
from service.understanding import hashed
from service.understanding.weights import Weights
from service.understanding.words import Field, cut_out, sentences

ANY = "urgent"
"""The vector that says whether a passage is urgent at all; one for each class says which."""
MOST_WORDS = 40
"""Of a passage: what is told in three sentences is often urgent only together, and thin in a long review."""
NEAR = 1.2
"""Log odds below the limit to which the words of a passage alone are believed: windows of letters move its score by
less (99 of 100 urgent passages and 96 of 100 others are told apart by it, measured in training)."""
CLEAR = 0.0
"""A second class is named beside the likeliest where it is as likely as not."""


class Passage(NamedTuple):
    """A part of a review: of which one, and [start, end) of one of its fields."""

    review: int
    field: Field
    start: int
    end: int

    @property
    def text(self) -> str:
        """As it was written."""
        return self.field.text[self.start : self.end]

    def words(self) -> list[str]:
        """Its words, folded."""
        return cut_out(self.field, self.start, self.end).words


class Alarm(NamedTuple):
    """A passage that sounds urgent, and the classes it sounds like."""

    passage: Passage
    kinds: frozenset[Urgency]


def class_vector(kind: Urgency) -> str:
    """The name of a class's vector."""
    return f"{ANY}_{kind.value}"


def alarms(
    model: Weights,
    laid: Sequence[Sequence[Field]],
    languages: Sequence[str | None],
    excused: Callable[[Sequence[str], str | None], bool],
) -> list[Alarm]:
    """The alarms of many reviews, in their order; none in a language that was not learnt.

    `excused` says of a passage's words whether something in them takes the alarm back.
    """
    limits = [_limit(model, code) for code in languages]
    told = [
        Passage(n, field, *span)
        for n, fields in enumerate(laid)
        if limits[n] is not None
        for field in fields
        for span in split(field.text, len(field.words))
    ]
    margins, near, seen = _sounding(model, told, [limits[one.review] or 0.0 for one in told])
    loud = [
        at for at, n in enumerate(near) if margins[n] >= 0 and not excused(told[n].words(), languages[told[n].review])
    ]
    kinds = _kinds(model, seen.of(loud)) if seen and loud else []
    return [Alarm(told[near[at]], some) for at, some in zip(loud, kinds, strict=True)]


def passages(model: Weights, fields: Sequence[Field], language: str | None) -> list[tuple[Passage, float]]:
    """Each passage of one review and how far above the limit it sounds, for whoever asks why."""
    limit = _limit(model, language)
    if limit is None:
        return []
    told = [Passage(0, field, *span) for field in fields for span in split(field.text, len(field.words))]
    return list(zip(told, _sounding(model, told, [limit] * len(told)).margins, strict=True))


def _limit(model: Weights, language: str | None) -> float | None:
    return model.limits.get(language or "") if ANY in model.vectors else None


class _Sounding(NamedTuple):
    """How far above its limit each passage sounds; which come near it, and what windows of letters were seen in those."""

    margins: list[float]
    near: list[int]
    seen: hashed.Features | None


def _sounding(model: Weights, told: Sequence[Passage], limits: Sequence[float]) -> _Sounding:
    """Every passage by its words; those that come near the limit by windows of letters too, which cost more."""
    if not told:
        return _Sounding([], [], None)
    margins = model.vectors[ANY].scores(_features(told, letters=False)) - np.array(limits)
    near = (margins >= -NEAR).nonzero()[0].tolist()
    if not near:
        return _Sounding(margins.tolist(), [], None)
    seen = _features([told[n] for n in near], letters=True)
    margins[near] = model.vectors[ANY].scores(seen) - np.array(limits)[near]
    return _Sounding(margins.tolist(), near, seen)


def _features(told: Sequence[Passage], *, letters: bool) -> hashed.Features:
    return hashed.features([(one.text,) for one in told], letters=letters, fields=hashed.TEXT_ALONE)


def _kinds(model: Weights, seen: hashed.Features) -> list[frozenset[Urgency]]:
    """The classes of the passages that are urgent: the likeliest, and every other that is likely by itself."""
    vectors = {kind: model.vectors[class_vector(kind)] for kind in Urgency}
    scores = np.stack([vector.scores(seen) for vector in vectors.values()])
    kinds, best = list(vectors), scores.argmax(axis=0)
    return [
        frozenset(
            {kinds[best[at]], *(kind for kind, score in zip(kinds, scores[:, at], strict=True) if score >= CLEAR)}
        )
        for at in range(seen.count)
    ]


def split(text: str, words: int) -> Sequence[tuple[int, int]]:
    """A field as passages: whole where it is short, else as many sentences as make up one."""
    if words <= MOST_WORDS:
        return ((0, len(text)),) if words else ()
    return list(_in_sentences(text))


def _in_sentences(text: str) -> Iterator[tuple[int, int]]:
    begun, count = 0, 0
    for start, end in sentences(text):
        more = text.count(" ", start, end) + 1
        if count and count + more > MOST_WORDS:
            yield begun, start
            begun, count = start, 0
        count += more
    yield begun, len(text)
