"""One review laid out for reading: its fields joined by newlines, and the words of each with their places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.domain.review import TEXT_FIELDS, ReviewText

LONGEST_WORD = 40
"""Letters of a word that are looked at; what is longer is noise, and cutting it keeps all work linear."""

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_INSIDE = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"[^\W_]+(?:[{_INSIDE}][^\W_]*|['’:][^\W_]+)*")
_PLAIN_WORD = re.compile(r"[a-z0-9]+(?:[':][a-z0-9]+)*")
_SENTENCE_END = re.compile(r"(?<![.!?…\n])[.!?…\n]++(?=\s|$)|\n")
_CLAUSE_END = re.compile(
    r"(?<![.!?…;\n])[.!?…;\n]++(?=\s|$)|\n|,?\s(?=(?:but|however|although|yet|men|dock)\b)|[-–•*](?=\s)",
    re.IGNORECASE,
)
"""A run of stops is tried from its beginning only: from every place in it, a long run would cost its square."""


class Field:
    """One non-empty field, or a part of one: its words folded, and where it begins in the laid-out text."""

    __slots__ = ("_spans", "name", "offset", "text", "words")

    def __init__(
        self, name: str, text: str, offset: int, words: list[str], spans: list[tuple[int, int]] | None = None
    ) -> None:
        self.name, self.text, self.offset, self.words, self._spans = name, text, offset, words, spans

    @property
    def spans(self) -> list[tuple[int, int]]:
        """[start, end) of each word in the field; looked for when first asked: most fields are never asked."""
        if self._spans is None:
            self._spans = _places(self.text, self.words)
        return self._spans

    def place(self, first: int, end: int) -> tuple[int, int]:
        """[start, end) of the words [first, end) in the whole laid-out text, not in the field."""
        return self.offset + self.spans[first][0], self.offset + self.spans[end - 1][1]


def lay_out(review: ReviewText) -> tuple[Field, ...]:
    """The non-empty fields in the order title, pros, cons, advice, text, each with its offset in the joined text."""
    fields: list[Field] = []
    offset = 0
    for name in TEXT_FIELDS:
        text = getattr(review, name)
        if text:
            fields.append(_field(name, text, offset))
            offset += len(text) + 1
    return tuple(fields)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of each sentence or line; together they are the whole text."""
    return _parts(text, _SENTENCE_END)


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of each sentence, cut again before a word of contrast: "good pay | but nobody listens"."""
    return _parts(text, _CLAUSE_END)


def _parts(text: str, end: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for found in end.finditer(text):
        yield start, found.end()
        start = found.end()
    if start < len(text):
        yield start, len(text)


def cut_out(field: Field, start: int, end: int) -> Field:
    """The part [start, end) of a field, as a field."""
    first, behind = bisect_left(field.spans, (start, 0)), bisect_left(field.spans, (end, 0))
    spans = [(a - start, b - start) for a, b in field.spans[first:behind]]
    return Field(field.name, field.text[start:end], field.offset + start, field.words[first:behind], spans)


def _field(name: str, text: str, offset: int) -> Field:
    plain = text.isascii()
    found = _PLAIN_WORD.findall(text.lower()) if plain else list(map(_fold, _WORD.findall(text)))
    if len(max(found, key=len, default="")) > LONGEST_WORD:
        found = [word[:LONGEST_WORD] for word in found]
    return Field(name, text, offset, found)


def _places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """In plain text a word stands at the first place it is found behind the one before; else the text is read again."""
    if not text.isascii() or len(max(words, key=len, default="")) >= LONGEST_WORD:
        return [found.span() for found in (_PLAIN_WORD if text.isascii() else _WORD).finditer(_lowered(text))]
    lowered, end, places = text.lower(), 0, []
    for word in words:
        start = lowered.find(word, end)
        end = start + len(word)
        places.append((start, end))
    return places


def _lowered(text: str) -> str:
    """Lower case where that keeps every place: beyond ASCII a letter may become two."""
    return text.lower() if text.isascii() else text


@lru_cache(maxsize=1 << 15)
def _fold(word: str) -> str:
    """Lower case, composed accents, straight apostrophes, nothing invisible: "Cafe\u0301" and "café" are one word."""
    plain = unicodedata.normalize("NFC", word.translate(INVISIBLE)).lower()
    return plain.replace("’", "'")
