"""Words and letters of many texts at once as numbered features, by hashing their UTF-8 bytes with numpy alone.

A text's bytes are laid in one buffer with those of its whole batch, as if they were in lower case. The hash of any stretch is a
difference of prefix sums of a polynomial modulo 2^64, so every word, pair of words and window of letters costs the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

BITS = 20
"""Features fall into 2^20 buckets."""
FIELDS = ("title", "pros", "cons", "advice", "text")
TEXT_ALONE = (FIELDS.index("text"),)
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
_WINDOW_TAGS = (_TAGS[-1] * np.array(WINDOWS, dtype=np.uint64))[:, np.newaxis]
_TOO_FEW = np.array(WINDOWS, dtype=np.int8)[:, np.newaxis] - np.int8(2)
"""Bytes of a window that are no gap, where two are."""
_FIELD_TAGS = _TAGS * np.uint64(3)
_HALF, _SHIFT = np.uint64(29), np.uint64(64 - BITS)
_TYPOGRAPHIC = b"\xe2\x80"
_PLAIN = tuple((mark.encode(), plain.encode()) for mark, plain in zip("’‘“”–—…", "''\"\"--.", strict=True))
"""Typography and what it counts as. All of it begins alike, so that most texts are asked once."""
_BEHIND = WINDOWS[-1] - WINDOWS[0]
"""Gaps more behind the last text, so that windows of all lengths may begin at the same places."""
_END = b"\n" * _BEHIND
_GAP = 1 + ord(" ")
_DIGITS = bytearray([_GAP]) * 256
"""Of each byte what it counts in the polynomial: letters in lower case, figures, apostrophes, what is not ASCII; all else is
a gap. 0xFF is no byte of UTF-8."""
for _byte in (*b"abcdefghijklmnopqrstuvwxyz0123456789'", *range(0x80, 0xFF)):
    _DIGITS[_byte] = 1 + _byte
_DIGITS[ord("A") : ord("Z") + 1] = _DIGITS[ord("a") : ord("z") + 1]


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

    def of(self, reviews: Sequence[int]) -> Features:
        """Those of some of the reviews, numbered anew."""
        places = np.full(self.count, -1)
        places[reviews] = np.arange(len(reviews))
        numbers = places[self.reviews]
        kept = (numbers >= 0).nonzero()[0]
        return Features(self.buckets[kept], numbers[kept], self.values[kept], len(reviews))


def features(
    texts: Sequence[Sequence[str | None]],
    *,
    letters: bool,
    by_field: bool = False,
    told: Sequence[Mapping[str, float]] = (),
    fields: Sequence[int] = range(len(FIELDS)),
) -> Features:
    """Features of reviews, each given as its fields, which are numbered as in `FIELDS`; with `letters` windows of letters too.

    `by_field` counts each window once more for its field, as words always are: where compounds are read by their parts,
    that lifts German and French employees by .005 in AUC. `told` has what else is known of each review, by name: what a lexicon heard in it.
    """
    laid = _laid(texts, fields, letters=letters)
    words = _words(laid)
    parts = [*_word_features(words, laid), _length_features(words, laid, len(texts))]
    if letters:
        parts += _window_features(laid, by_field=by_field)
    if told:
        parts.append(_told_features(told))
    keys, reviews, values = map(np.concatenate, zip(*parts, strict=True))
    return Features(_bucket(keys), reviews, values, len(texts))


Part: TypeAlias = tuple[Keys, NDArray[np.int64], NDArray[np.float32]]
"""Keys of features, the review of each, and how much each counts."""
_NONE: Part = np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, np.float32)


class _Laid(NamedTuple):
    """All texts of a batch in one row of bytes, with gaps before and behind each."""

    inside: NDArray[np.bool_]
    """Of each byte whether it is no gap."""
    prefix: Keys
    """Polynomial sums of all bytes before each place."""
    inverses: Keys
    """Inverse powers, that make the hash of a stretch independent of where it stands."""
    texts: NDArray[np.int64]
    """Of each byte the number of its text."""
    reviews: NDArray[np.int64]
    """Of each text its review."""
    fields: NDArray[np.int64]
    """Of each text its field."""


class _Words(NamedTuple):
    hashes: Keys
    texts: NDArray[np.int64]


def _laid(texts: Sequence[Sequence[str | None]], fields: Sequence[int], *, letters: bool) -> _Laid:
    pieces, reviews, placed = [b""], [0], [0]
    for review, told in enumerate(texts):
        for field, text in zip(fields, told, strict=False):
            if text:
                pieces.append(_bytes_of(text, letters=letters))
                reviews.append(review)
                placed.append(field)
    lengths = [len(piece) + 2 for piece in pieces]
    lengths[0], lengths[-1] = 1, lengths[-1] + 1 + _BEHIND
    data = np.frombuffer(b"\n\n".join([*pieces, _END]).translate(_DIGITS), dtype=np.uint8)
    powers, inverses = _powers(len(data) + 1)
    prefix = np.zeros(len(data) + 1, dtype=np.uint64)
    (data * powers[:-1]).cumsum(out=prefix[1:])
    number = np.arange(len(pieces)).repeat(lengths)
    return _Laid(data != _GAP, prefix, inverses, number, np.array(reviews), np.array(placed))


def _bytes_of(text: str, *, letters: bool) -> bytes:
    if not letters and text.isascii():  # words are the same however they are spaced
        return text.encode("ascii")
    lowered = " ".join(text.lower().split()).encode("utf-8", "replace")  # spaces and lines tell nothing
    if _TYPOGRAPHIC in lowered:
        for mark, plain in _PLAIN:
            lowered = lowered.replace(mark, plain)
    return lowered


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


def _words(laid: _Laid) -> _Words:
    edges = (laid.inside[1:] != laid.inside[:-1]).nonzero()[0] + 1  # it begins and ends with a gap
    starts, sums = edges[::2], laid.prefix.take(edges)
    return _Words((sums[1::2] - sums[::2]) * laid.inverses.take(starts), laid.texts.take(starts))


def _word_features(words: _Words, laid: _Laid) -> list[Part]:
    """Words and pairs of words, each once for the whole review and once for its field."""
    pairs = (words.texts[1:] == words.texts[:-1]).nonzero()[0]
    joined = words.hashes[pairs] * _PAIR + words.hashes[pairs + 1]
    keys = np.concatenate((words.hashes, joined))
    texts = np.concatenate((words.texts, words.texts[pairs]))
    reviews = laid.reviews.take(texts)
    value = _shared(reviews, np.bincount(reviews[: len(words.texts)]))
    return [(keys, reviews, value), (keys ^ _TAGS[laid.fields].take(texts), reviews, value)]


def _window_features(laid: _Laid, *, by_field: bool) -> list[Part]:
    """Windows of letters of three lengths, with one gap in them at most; between two texts there are two."""
    size = len(laid.inside) - WINDOWS[-1] + 1
    enough = _filled(laid.inside, size).ravel().nonzero()[0]
    hashes = np.empty((len(WINDOWS), size), dtype=np.uint64)
    for row, length in enumerate(WINDOWS):
        np.subtract(laid.prefix[length:][:size], laid.prefix[:size], out=hashes[row])
    hashes *= laid.inverses[:size]
    hashes ^= _WINDOW_TAGS
    keys = hashes.ravel().take(enough)
    texts = np.concatenate([laid.texts[:size]] * len(WINDOWS)).take(enough)
    reviews = laid.reviews.take(texts)
    value = _shared(reviews, np.bincount(reviews))
    anywhere = (keys, reviews, value)
    return [anywhere, (keys ^ _FIELD_TAGS[laid.fields].take(texts), reviews, value)] if by_field else [anywhere]


def _filled(inside: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
    """For each length a row: whether one byte at most is a gap in the window that begins at each place."""
    ones = inside.view(np.int8)
    found = np.empty((len(WINDOWS), size), dtype=np.int8)
    filled = ones[:size] + ones[1:][:size]
    for row, length in zip(found, WINDOWS, strict=True):
        filled = np.add(filled, ones[length - 1 :][:size], out=row)
    return found > _TOO_FEW


def _shared(reviews: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.float32]:
    """What each feature counts, given how many of its kind its review has."""
    return (1.0 / np.sqrt(np.maximum(counts, 1))).astype(np.float32).take(reviews)


def _length_features(words: _Words, laid: _Laid, count: int) -> Part:
    """For each field of each review how long it is, in bands; an absent one has length 0."""
    size = count * len(FIELDS)
    reviews, fields, ones = _FEW if size <= len(_FEW.ones) else _every_field(count)
    places = np.bincount((laid.reviews * len(FIELDS) + laid.fields)[words.texts], minlength=size)
    np.minimum(places, BUCKETS[-1], out=places)
    places *= len(FIELDS)
    places += fields[:size]
    return _length_keys().take(places), reviews[:size], ones[:size]


class _EveryField(NamedTuple):
    """Of each field of each review the review, the field, and 1."""

    reviews: NDArray[np.int64]
    fields: NDArray[np.int64]
    ones: NDArray[np.float32]


def _every_field(count: int) -> _EveryField:
    fields = np.tile(np.arange(len(FIELDS)), count)
    return _EveryField(np.arange(count).repeat(len(FIELDS)), fields, np.ones(len(fields), dtype=np.float32))


_FEW = _every_field(1 << 12)
"""More than most batches have passages."""


@cache
def _length_keys() -> Keys:
    """By length up to the last band's, and field."""
    lengths, fields = np.indices((BUCKETS[-1] + 1, len(FIELDS)), dtype=np.uint64)
    bands = np.searchsorted(BUCKETS, lengths, side="right").astype(np.uint64)
    keys: Keys = (bands * np.uint64(31) + fields) * _PAIR + _BASE
    return keys.ravel()


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
    """In place: nobody asks for the keys again."""
    mixed = keys >> _HALF
    mixed ^= keys
    mixed *= _MIX
    mixed >>= _SHIFT
    return mixed.view(np.int64)
