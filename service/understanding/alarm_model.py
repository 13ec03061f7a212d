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
NEARBY = {"no": "sv", "da": "sv"}
"""Languages without a limit of their own, held to their neighbour's."""
CLEAR = 0.0
"""A second class is named beside the likeliest where it is as likely as not."""


class Alarm(NamedTuple):
    """What a review sounds like: `margin` above the language's limit (log odds), and the classes where that is not
    negative."""

    margin: float
    kinds: frozenset[Urgency]


class Passage(NamedTuple):
    """A part of a review, [start, end) of the laid-out text, and how far above the limit it is."""

    start: int
    end: int
    margin: float


def class_vector(kind: Urgency) -> str:
    """The name of a class's vector."""
    return f"{ANY}_{kind.value}"


def alarms(
    model: Weights,
    laid: Sequence[Sequence[Field]],
    languages: Sequence[str | None],
    excused: Callable[[Sequence[str], str | None], bool],
) -> list[Alarm | None]:
    """One for each review; None in a language that was not learnt.

    `excused` says of a passage's words whether something in them takes the alarm back.
    """
    limits = [model.limits.get(NEARBY.get(code or "", code or "")) for code in languages]
    asked = [(n, part) for n, fields in enumerate(laid) if limits[n] is not None for part in _all_passages(fields)]
    if not asked or ANY not in model.vectors:
        return [None] * len(laid)
    owners, told = zip(*asked, strict=True)
    seen = hashed.features([(None, None, None, None, part.text) for part in told], letters=True)
    margins = seen.scores(model.vectors[ANY][:-1]) + float(model.vectors[ANY][-1])
    margins = margins - np.array([limits[n] for n in owners], dtype=np.float64)
    loudest = np.full(len(laid), -np.inf)
    np.maximum.at(loudest, np.array(owners), margins)
    loud = [n for n in np.flatnonzero(margins >= 0).tolist() if not excused(told[n].words, languages[owners[n]])]
    kinds = _kinds(model, loud, told)
    named: dict[int, set[Urgency]] = {}
    for n, found in kinds.items():
        named.setdefault(owners[n], set()).update(found)
    return [
        None if limits[n] is None else Alarm(float(loudest[n]), frozenset(named.get(n, ()))) for n in range(len(laid))
    ]


def passages(model: Weights, fields: Sequence[Field], language: str | None) -> list[Passage]:
    """How each passage of one review sounds, for whoever asks why."""
    limit = model.limits.get(NEARBY.get(language or "", language or ""))
    parts = list(_all_passages(fields))
    if limit is None or not parts or ANY not in model.vectors:
        return []
    seen = hashed.features([(None, None, None, None, part.text) for part in parts], letters=True)
    margins = seen.scores(model.vectors[ANY][:-1]) + float(model.vectors[ANY][-1]) - limit
    return [
        Passage(part.offset, part.offset + len(part.text), margin)
        for part, margin in zip(parts, margins.tolist(), strict=True)
    ]


def _kinds(model: Weights, loud: Sequence[int], told: Sequence[Field]) -> dict[int, set[Urgency]]:
    """The classes of the passages that are urgent: the likeliest, and every other that is likely by itself."""
    if not loud:
        return {}
    seen = hashed.features([(None, None, None, None, told[n].text) for n in loud], letters=True)
    vectors = {kind: model.vectors[class_vector(kind)] for kind in Urgency}
    scores = np.stack([seen.scores(vector[:-1]) + float(vector[-1]) for vector in vectors.values()])
    kinds, best = list(vectors), scores.argmax(axis=0)
    return {
        n: {kinds[best[at]], *(kind for kind, score in zip(kinds, scores[:, at], strict=True) if score >= CLEAR)}
        for at, n in enumerate(loud)
    }


def _all_passages(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        for start, end in split(field.text, len(field.words)):
            yield field if end - start == len(field.text) else cut_out(field, start, end)


def split(text: str, words: int) -> Iterator[tuple[int, int]]:
    """A field as passages: whole where it is short, else as many sentences as make up one."""
    if words <= MOST_WORDS:
        if words:
            yield 0, len(text)
        return
    begun, count = 0, 0
    for start, end in sentences(text):
        more = text.count(" ", start, end) + 1
        if count and count + more > MOST_WORDS:
            yield begun, start
            begun, count = start, 0
        count += more
    yield begun, len(text)
