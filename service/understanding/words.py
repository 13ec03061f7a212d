"""One review laid out for reading: its fields joined by newlines, and the words of each with their places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter

from service.domain.review import TEXT_FIELDS, ReviewText
from service.understanding.valence import Valence

LONGEST_WORD = 40
"""Letters of a word that are looked at; what is longer is noise, and cutting it keeps all work linear."""

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_INSIDE = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"([^\W_]+(?:[{_INSIDE}][^\W_]*|['’:][^\W_]+)*)")
_PLAIN_WORD = re.compile(r"([a-z0-9]+(?:[':][a-z0-9]+)*)")
_STOPS = re.compile(r"[.!?…\n][.!?…\n]*+(\s|\Z)?")
_CLAUSE_STOPS = re.compile(r"[.!?…;\n–•*-](?:(?<=[.!?…;\n])[.!?…;\n]*+(\s|\Z)?|(?<=[–•*-])(\s))")
_CLAUSE_TURNS = re.compile(
    rf"{_CLAUSE_STOPS.pattern}|,?\s()(?=(?:but|however|although|yet|men|dock|dog|mutta|aber|jedoch|mais|pero|mas|maar)\b)",
    re.IGNORECASE,
)
"""A run of stops is taken whole, and ends something only before a blank: trying again inside it would cost its square. What
any of it may begin with stands first, so that `re` skips all other letters at once."""
TURNS = frozenset(
    [
        "but",
        "however",
        "although",
        "yet",
        "men",
        "dock",
        "dog",
        "mutta",
        "aber",
        "jedoch",
        "mais",
        "pero",
        "mas",
        "maar",
    ]
)
"""Words of contrast; where none stands, nobody looks for them."""


class Field:
    """One non-empty field, or a part of one: its words folded, and where it begins in the laid-out text."""

    __slots__ = ("_edges", "_pieces", "heard", "name", "offset", "text", "words")

    def __init__(self, name: str, text: str, offset: int, words: list[str], pieces: list[str] | None = None) -> None:
        self.name, self.text, self.offset, self.words, self._pieces = name, text, offset, words, pieces
        self._edges: list[int] | None = None
        self.heard: tuple[str, Valence] | None = None
        """The language it was last listened to in, and what was heard: a field that is a clause as well is asked twice."""

    @property
    def edges(self) -> list[int]:
        """Where the first word begins in the field, where it ends, where the second begins, and so on.

        Counted when first asked: many fields are never asked. One list of numbers, since a pair for each word would
        keep the garbage collector busier than all the reading.
        """
        if self._edges is None:
            self._edges = list(accumulate(map(len, self._pieces or _pieces(self.text))))[:-1]
        return self._edges

    def start(self, word: int) -> int:
        """Where a word begins in the field."""
        return self.edges[2 * word]

    def place(self, first: int, behind: int) -> tuple[int, int]:
        """[start, end) of the words [first, behind) in the whole laid-out text, not in the field."""
        return self.offset + self.edges[2 * first], self.offset + self.edges[2 * behind - 1]


texts_of: Callable[[ReviewText], tuple[str | None, ...]] = attrgetter(*TEXT_FIELDS)
"""The fields of a review in their order, also the empty ones."""


def lay_out(review: ReviewText) -> tuple[Field, ...]:
    """The non-empty fields in the order title, pros, cons, advice, text, each with its offset in the joined text."""
    fields: list[Field] = []
    offset = 0
    for name, text in zip(TEXT_FIELDS, texts_of(review), strict=True):
        if text:
            fields.append(_field(name, text, offset))
            offset += len(text) + 1
    return tuple(fields)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of each sentence or line; together they are the whole text."""
    return _parts(text, _STOPS)


def clauses(field: Field) -> Iterator[tuple[int, int]]:
    """[start, end) of each sentence, cut again before a word of contrast: "good pay | but nobody listens"."""
    return _parts(field.text, _CLAUSE_STOPS if TURNS.isdisjoint(field.words) else _CLAUSE_TURNS)


def _parts(text: str, stops: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for found in stops.finditer(text):
        end = found.start(found.lastindex) if found.lastindex else text.rfind("\n", found.start(), found.end()) + 1
        if end > start:
            yield start, end
            start = end
    if start < len(text):
        yield start, len(text)


def cut_out(field: Field, start: int, end: int) -> Field:
    """The part [start, end) of a field, as a field."""
    edges = field.edges
    first, behind = (bisect_left(edges, start) + 1) // 2, (bisect_left(edges, end) + 1) // 2
    return Field(field.name, field.text[start:end], field.offset + start, field.words[first:behind])


def _field(name: str, text: str, offset: int) -> Field:
    pieces = _pieces(text)
    words = pieces[1::2] if text.isascii() else list(map(_fold, pieces[1::2]))
    if max(map(len, words), default=0) > LONGEST_WORD:
        words = [word[:LONGEST_WORD] for word in words]
    return Field(name, text, offset, words, pieces)


def _pieces(text: str) -> list[str]:
    """What stands before the first word, the first word, what stands between it and the second, and so on to the end."""
    return _PLAIN_WORD.split(text.lower()) if text.isascii() else _WORD.split(text)


@lru_cache(maxsize=1 << 15)
def _fold(word: str) -> str:
    """Lower case, composed accents, straight apostrophes, nothing invisible: "Cafe\u0301" and "café" are one word."""
    plain = unicodedata.normalize("NFC", word.translate(INVISIBLE)).lower()
    return plain.replace("’", "'")
