"""The parts of a reviewer's name in the answer to that reviewer: "Hi Benjamin" to Benjamin Martinez."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.blanking.embedded_fields import BRACKET, QUOTE, TOKEN, object_end, positions, value_pattern
from scrapers.blanking.found import Edit, Found
from scrapers.blanking.marked_elements import element_end
from scrapers.blanking.occurrences import Search

Span = tuple[int, int]

_SHORTEST_TOKEN = 3  # letters
_REVIEW_AT_MOST = 20_000  # bytes of one review around its author
_REPLY_WORDS = (b"repl", b"respons", b"comment")
_REPLY_KEY = re.compile(rb"(?:repl(?:y|ies)|responses?|comments?)" + QUOTE + rb"\s*:\s*")
_REPLY_TAG = re.compile(rb"<[a-z][^<>]*(?:reply|response|comments)[^<>]*>")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def names_in_replies(search: Search, found: Found) -> Iterator[Edit]:
    """Where a word of a reviewer's name stands in the employer's answer to that same review."""
    names: dict[Span, set[str]] = {}
    for place in found.places:
        names.setdefault((place.start, place.end), set()).update(tokens(place.name))
    for author, reply in _answers(search.lowered, sorted(names)):
        for token in names[author]:
            yield from search.named(token, *reply)


def tokens(name: str) -> list[str]:
    """The words of a name that may be used to address somebody: three letters or more, without particles ("van")."""
    words = [word for word in _WORD.findall(name) if len(word) >= _SHORTEST_TOKEN]
    capitals = [word for word in words if word[0].isupper()]
    return capitals or words


def _answers(raw: bytes, authors: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Each author with each answer in his review, which reaches no further than to the next author's."""
    previous = 0
    for number, (start, end) in enumerate(authors):
        following = authors[number + 1][0] if number + 1 < len(authors) else len(raw)
        last = max(end, min(end + _REVIEW_AT_MOST, following))
        if raw[start : start + 1] in (b"{", b"["):
            last = _closed(raw, start, end, last)
            answers = _embedded(raw, max(previous, start - _REVIEW_AT_MOST), last)
        else:
            answers = _shown(raw, end, last)
        yield from (((start, end), answer) for answer in answers)
        previous = last


def _closed(raw: bytes, start: int, end: int, last: int) -> int:
    """Where the object around the author object at `start` ends."""
    depth, escaped = 0, raw[start : start + 20].lstrip(b"[{ \n")[:1] in (b"\\", b"&")
    for token in (BRACKET if escaped else TOKEN).finditer(raw, end, last):
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(token[0], 0)
        if depth < 0:
            return token.start()
    return last


def _embedded(raw: bytes, start: int, end: int) -> Iterator[Span]:
    """The values of the keys that are called an answer."""
    for word in _REPLY_WORDS:
        for at in positions(raw, word, start, end):
            key = _REPLY_KEY.match(raw, at, end)
            if key and raw[key.end() : key.end() + 1] in (b"{", b"["):
                yield key.end(), object_end(raw, key.end(), key["quote"])
            elif key and (text := value_pattern(key["quote"]).match(raw, key.end())):
                yield text.span()


def _shown(raw: bytes, start: int, end: int) -> Iterator[Span]:
    """The elements whose tag calls them an answer."""
    for tag in _REPLY_TAG.finditer(raw, start, end):
        yield tag.end(), element_end(raw, *tag.span())
