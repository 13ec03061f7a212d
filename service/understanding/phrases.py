"""Finds words and phrases of a lexicon in a row of words, in time linear in the row.

A cue is one or more words: `burnout`, `below market`. `stress*` is any word that begins so, `*chef*` any word with
that inside, `a/b` either word, `..` up to four words of whatever between (`touch* .. inappropriately`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Generic, NamedTuple, TypeVar

GAP = ".."
WIDEST_GAP = 4
MOST_KEPT = 1 << 15
"""Words whose answers are kept; a review in another alphabet fills it with words that are never asked again."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cue(Generic[T]):
    """One way of saying `means`: words (some of them patterns) in this order."""

    parts: tuple[str, ...]
    means: T
    single: bool


class Found(NamedTuple, Generic[T]):
    """A cue found at words [start, end)."""

    cue: Cue[T]
    start: int
    end: int


class _Kept(dict[str, tuple[Cue[T], ...]]):
    """Answers kept by word; twice as fast to ask as lru_cache, and emptied when full. Most words begin nothing."""

    def __init__(self, answer: Callable[[str], tuple[Cue[T], ...]]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, word: str) -> tuple[Cue[T], ...]:
        if len(self) >= MOST_KEPT:
            self.clear()
        self[word] = answer = self._answer(word)
        return answer


class Phrases(Generic[T]):
    """A lexicon made searchable. Which cues a word may begin is worked out once per word and kept."""

    def __init__(self, entries: Iterable[tuple[T, str]]) -> None:
        self._exact: dict[str, list[Cue[T]]] = defaultdict(list)
        self._stems: dict[str, list[Cue[T]]] = defaultdict(list)
        self._inside: dict[str, list[Cue[T]]] = defaultdict(list)
        for means, text in entries:
            for parts in _expand(text):
                self._file(Cue(parts, means, len(parts) == 1))
        self._longest = max(map(len, self._stems), default=0)
        self._beginning = _Kept(self._begun_by)
        self._going_on = lru_cache(maxsize=1 << 16)(self._begun_by_both)

    def cues(self) -> tuple[Cue[T], ...]:
        """Every cue on file."""
        shelves = (self._exact, self._stems, self._inside)
        return tuple(cue for shelf in shelves for cues in shelf.values() for cue in cues)

    def every(self, words: Sequence[str]) -> Iterator[Found[T]]:
        """Every match, overlaps included, by where it begins and the longest first."""
        beginning, last = self._beginning.__getitem__, len(words) - 1
        for start in [at for at, begun in enumerate(map(beginning, words)) if begun]:
            for cue in self._going_on(words[start], words[start + 1] if start < last else ""):
                end = start + 1 if cue.single else _match(cue.parts, words, start)
                if end:
                    yield Found(cue, start, end)

    def longest(self, words: Sequence[str]) -> Iterator[Found[T]]:
        """Matches without overlap: at each place the longest, then on behind it."""
        free = 0
        for found in self.every(words):
            if found.start >= free:
                free = found.end
                yield found

    def _file(self, cue: Cue[T]) -> None:
        first = cue.parts[0]
        shelf = self._inside if first[0] == "*" else self._stems if first[-1] == "*" else self._exact
        shelf[first.strip("*")].append(cue)

    def _begun_by(self, word: str) -> tuple[Cue[T], ...]:
        found = list(self._exact.get(word, ()))
        for length in range(1, min(len(word), self._longest) + 1):
            found += self._stems.get(word[:length], ())
        for part, cues in self._inside.items():
            found += [cue for cue in cues if _fits(cue.parts[0], word)] if part in word else []
        return tuple(sorted(found, key=lambda cue: -len(cue.parts)))

    def _begun_by_both(self, word: str, following: str) -> tuple[Cue[T], ...]:
        """Of the cues the word begins, those the word behind it does not rule out: a handful of dozens."""
        return tuple(
            cue
            for cue in self._beginning[word]
            if cue.single or cue.parts[1] == GAP or (following and _fits(cue.parts[1], following))
        )


def _expand(text: str) -> Iterator[tuple[str, ...]]:
    return product(*(part.split("/") for part in text.split()))


def _fits(part: str, word: str) -> bool:
    if part[0] == "*":
        return part.strip("*") in word if part[-1] == "*" else word.endswith(part[1:])
    return word.startswith(part[:-1]) if part[-1] == "*" else word == part


def _match(parts: tuple[str, ...], words: Sequence[str], start: int) -> int:
    """Where a match that begins at `start` ends, or 0. The first part is known to fit."""
    at = start + 1
    slack = 0
    for part in parts[1:]:
        if part == GAP:
            slack = WIDEST_GAP
            continue
        at = next((n + 1 for n in range(at, min(at + slack + 1, len(words))) if _fits(part, words[n])), 0)
        if not at:
            return 0
        slack = 0
    return at
