"""Words and letters of many texts at once as numbered features, by hashing their UTF-8 bytes with numpy alone.

A text's bytes are laid in one buffer with those of its whole batch, as if they were in lower case. The hash of any stretch is a
difference of prefix sums of a polynomial modulo 2^64, so every word, pair of words and window of letters costs the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

BITS = 20
"""Features fall into 2^20 buckets."""
FIELDS = ("title", "pros", "cons", "advice", "text")
WINDOWS = (3, 4, 5)
"""Lengths in bytes of the windows of letters."""
BUCKETS = (0, 1, 2, 3, 5, 8, 12, 20, 35, 60, 120)
"""Lower ends of the lengths, in words, that a field is told by."""

Keys = NDArray[np.uint64]
Scores = NDArray[np.float64]
_BASE = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(int(_BASE), -1, 2**64))
_MIX = np.uint64(0xD6E8FEB86659FD93)
_PAIR = np.uint64(0xC2B2AE3D27D4EB4F)
_TAGS = np.array([0x165667B19E3779F9 * (2 * n + 3) & (2**64 - 1) for n in range(len(FIELDS) + 1)], dtype=np.uint64)
_LENGTH_TAGS = _TAGS[-1] * np.array(WINDOWS, dtype=np.uint64)
_FIELD_TAGS = _TAGS * np.uint64(3)
_SHIFT = np.uint64(64 - BITS)
_PLAIN = tuple(zip("’‘“”–—…", "''\"\"--.", strict=True))
"""Typography and what it counts as. Seven searches cost a thirtieth of `str.translate`, which looks each letter up."""
_BANDS, _EACH_FIELD = np.array(BUCKETS), np.arange(len(FIELDS))
_GAP = ord(" ")
_FOLDED = np.full(256, _GAP, dtype=np.uint8)
"""Of each byte the one it counts as: letters in lower case, figures, apostrophes, what is not ASCII; all else is a gap."""
for _byte in (*range(ord("a"), ord("z") + 1), *range(ord("0"), ord("9") + 1), ord("'"), *range(0x80, 0x100)):
    _FOLDED[_byte] = _byte
_FOLDED[ord("A") : ord("Z") + 1] = _FOLDED[ord("a") : ord("z") + 1]
_DIGITS = _FOLDED.astype(np.uint64) + np.uint64(1)
"""Of each byte the coefficient that it is in the polynomial."""


@dataclass(frozen=True, slots=True)
class Features:
    """Of a batch: the bucket and the review of each feature, and how much each counts."""

    buckets: NDArray[np.int64]
    reviews: NDArray[np.int64]
    values: NDArray[np.float32]
    count: int
    """Reviews in the batch."""

    def summed(self, weights: NDArray[np.float32]) -> Scores:
        """Of each review the weighed sum of its features, given the weight of each."""
        return np.bincount(self.reviews, weights * self.values, minlength=self.count).astype(np.float64)


def features(
    texts: Sequence[Sequence[str | None]],
    *,
    letters: bool,
    by_field: bool = False,
    told: Sequence[Mapping[str, float]] = (),
) -> Features:
    """Features of reviews, each given as its fields in the order of `FIELDS`; with `letters` windows of letters too.

    `by_field` counts each window once more for its field, as words always are: where compounds are read by their parts,
    that lifts German and French employees by .005 in AUC. `told` has what else is known of each review, by name: what a lexicon heard in it.
    """
    held, segments = _laid(texts, letters=letters)
    words = _words(held, segments)
    parts = [*_word_features(words), _length_features(words, len(texts))]
    if letters:
        parts += _window_features(held, segments, len(texts), by_field=by_field)
    if told:
        parts.append(_told_features(told))
    keys, reviews, values = map(np.concatenate, zip(*parts, strict=True))
    return Features(_bucket(keys), reviews, values, len(texts))


Part: TypeAlias = tuple[Keys, NDArray[np.int64], NDArray[np.float32]]
"""Keys of features, the review of each, and how much each counts."""
_NONE: Part = np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, np.float32)


class _Buffer(NamedTuple):
    data: NDArray[np.uint8]
    prefix: Keys
    """Polynomial sums of all bytes before each place."""
    powers: Keys
    """Inverse powers, that make the hash of a stretch independent of where it stands."""

    def hashes(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Keys:
        return (self.prefix[ends] - self.prefix[starts]) * self.powers[starts]


class _Segments(NamedTuple):
    starts: NDArray[np.int64]
    reviews: NDArray[np.int64]
    fields: NDArray[np.int64]


class _Words(NamedTuple):
    hashes: Keys
    segments: NDArray[np.int64]
    reviews: NDArray[np.int64]
    fields: NDArray[np.int64]


def _laid(texts: Sequence[Sequence[str | None]], *, letters: bool) -> tuple[_Buffer, _Segments]:
    pieces, owners = [b""], [0]
    for review, told in enumerate(texts):
        for field, text in enumerate(told):
            if text:
                pieces.append(_bytes_of(text, letters=letters))
                owners.append(review * len(FIELDS) + field)
    data = np.frombuffer(b"\n\n".join(pieces) + b"\n", dtype=np.uint8)
    powers, inverses = _powers(len(data) + 1)
    prefix = np.zeros(len(data) + 1, dtype=np.uint64)
    (_DIGITS[data] * powers[:-1]).cumsum(out=prefix[1:])
    starts = np.array([*accumulate((len(piece) + 2 for piece in pieces[:-1]), initial=-1)])  # the first piece is empty
    reviews, fields = np.divmod(np.array(owners), len(FIELDS))
    return _Buffer(_FOLDED[data], prefix, inverses), _Segments(starts, reviews, fields)


def _bytes_of(text: str, *, letters: bool) -> bytes:
    if not letters and text.isascii():  # words are the same however they are spaced
        return text.encode("ascii")
    lowered = " ".join(text.lower().split())  # how it was spaced and broken into lines tells nothing
    if not lowered.isascii():
        for typographic, plain in _PLAIN:
            lowered = lowered.replace(typographic, plain)
    return lowered.encode("utf-8", "replace")


_known_powers: tuple[Keys, Keys] = (np.ones(1, dtype=np.uint64), np.ones(1, dtype=np.uint64))


def _powers(size: int) -> tuple[Keys, Keys]:
    """Powers of the base and of its inverse, kept for the largest batch so far."""
    global _known_powers
    known = _known_powers  # another thread may put others there
    if len(known[0]) < size:
        steps = np.full((2, size), _BASE, dtype=np.uint64)
        steps[1, :] = _INVERSE
        steps[:, 0] = 1
        grown = np.cumprod(steps, axis=1, dtype=np.uint64)
        _known_powers = known = grown[0], grown[1]
    return known[0][:size], known[1][:size]


def _words(held: _Buffer, segments: _Segments) -> _Words:
    inside = held.data != _GAP
    edges = (inside[1:] != inside[:-1]).nonzero()[0] + 1  # a buffer begins and ends with a gap
    starts, ends = edges[::2], edges[1::2]
    of = segments.starts.searchsorted(starts, side="right") - 1
    return _Words(held.hashes(starts, ends), of, segments.reviews[of], segments.fields[of])


def _word_features(words: _Words) -> list[Part]:
    """Words and pairs of words, each once for the whole review and once for its field."""
    pairs = (words.segments[1:] == words.segments[:-1]).nonzero()[0]
    joined = words.hashes[pairs] * _PAIR + words.hashes[pairs + 1]
    keys = np.concatenate((words.hashes, joined))
    reviews = np.concatenate((words.reviews, words.reviews[pairs]))
    fields = np.concatenate((words.fields, words.fields[pairs]))
    value = _shared(reviews, np.bincount(words.reviews))
    return [(keys, reviews, value), (keys ^ _TAGS[fields], reviews, value)]


def _window_features(held: _Buffer, segments: _Segments, count: int, *, by_field: bool) -> list[Part]:
    """Windows of letters of three lengths, with one gap in them at most; between two texts there are two."""
    size = len(held.data)
    if size < WINDOWS[-1]:
        return []
    segment = np.zeros(size, dtype=np.int64)
    segment[segments.starts[1:]] = 1
    segment = segment.cumsum()
    filled = np.zeros(size + 1, dtype=np.int64)
    (held.data != _GAP).cumsum(out=filled[1:])
    found = []
    for length, tag in zip(WINDOWS, _LENGTH_TAGS, strict=True):
        starts = (filled[length:] - filled[:-length] >= length - 1).nonzero()[0]
        found.append((held.hashes(starts, starts + length) ^ tag, starts))
    keys, starts = (np.concatenate([part[n] for part in found]) for n in (0, 1))
    of = segment[starts]
    reviews = segments.reviews[of]
    value = _shared(reviews, np.bincount(reviews, minlength=count))
    anywhere = (keys, reviews, value)
    return [anywhere, (keys ^ _FIELD_TAGS[segments.fields[of]], reviews, value)] if by_field else [anywhere]


def _shared(reviews: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.float32]:
    """What each feature counts, given how many of its kind its review has."""
    if len(counts) and counts.max() < len(_ROOTS):
        return _ROOTS[counts][reviews]
    return _one_by_root(counts)[reviews]


def _one_by_root(counts: NDArray[np.int64]) -> NDArray[np.float32]:
    return (1.0 / np.sqrt(np.maximum(counts, 1))).astype(np.float32)


_ROOTS = _one_by_root(np.arange(4096))
"""Of as many features as most reviews have, looked up."""


def _length_features(words: _Words, count: int) -> Part:
    """For each field of each review how long it is, in bands; an absent one has length 0."""
    fields = len(FIELDS)
    lengths = np.bincount(words.reviews * fields + words.fields, minlength=count * fields)
    bands = _BANDS.searchsorted(lengths, side="right").reshape(count, fields)
    keys = _length_keys()[bands, _EACH_FIELD].ravel()
    return keys, np.arange(count).repeat(fields), np.ones(count * fields, dtype=np.float32)


@cache
def _length_keys() -> Keys:
    """By band of lengths and field."""
    bands, fields = np.indices((len(BUCKETS) + 1, len(FIELDS)), dtype=np.uint64)
    keys: Keys = (bands * np.uint64(31) + fields) * _PAIR + _BASE
    return keys


def _told_features(told: Sequence[Mapping[str, float]]) -> Part:
    rows = [
        (_name_key(name), review, value) for review, named in enumerate(told) for name, value in named.items() if value
    ]
    if not rows:
        return _NONE
    keys, reviews, values = zip(*rows, strict=True)
    return np.array(keys, dtype=np.uint64), np.array(reviews), np.array(values, dtype=np.float32)


@cache
def _name_key(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def _bucket(keys: Keys) -> NDArray[np.int64]:
    mixed = (keys ^ (keys >> np.uint64(29))) * _MIX
    return (mixed >> _SHIFT).astype(np.int64)
