"""Finds words and phrases of a lexicon in a row of words, in time linear in the row.

A cue is one or more words: `burnout`, `below market`. `stress*` is any word that begins so, `*chef*` any word with
that inside, `a/b` either word, `..` up to four words of whatever between (`touch* .. inappropriately`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, product
from typing import Generic, TypeAlias, TypeVar

GAP = ".."
WIDEST_GAP = 4
MOST_KEPT = 1 << 15
"""Words whose answers are kept; a review in another alphabet fills it with words that are never asked again."""

MOST_FOLLOWING = 1 << 10
"""The same for the words behind a word that a pattern may follow (`not listen*`)."""

T = TypeVar("T")
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Cue(Generic[T]):
    """One way of saying `means`: words (some of them patterns) in this order."""

    parts: tuple[str, ...]
    means: T
    settled: int
    """Of a cue of one word or two, how many: once its beginning is known to fit there is nothing left to look at. Else 0."""
    third: str
    """The third word, where it is a whole one; else empty. Most longer cues fail at it."""
    must: str
    """Of a cue with a gap, a whole word that has to stand somewhere behind; empty where it has none."""


Found: TypeAlias = tuple[T, int, int]
"""What a cue means, found at words [start, end). Plain, since a review holds a dozen of them."""
K = TypeVar("K")
GoingOn: TypeAlias = tuple[Callable[[str, tuple[Cue[T], ...]], tuple[Cue[T], ...]], tuple[Cue[T], ...]] | None
"""Of a word: how to ask which of its cues go on with the next word, and those that go on with any; None: it begins none."""


class _Kept(dict[K, A]):
    """Answers kept by what was asked; twice as fast to ask as lru_cache, and emptied when full."""

    def __init__(self, answer: Callable[[K], A], most: int) -> None:
        super().__init__()
        self._answer, self._most = answer, most

    def __missing__(self, asked: K) -> A:
        if len(self) >= self._most:
            self.clear()
        self[asked] = answer = self._answer(asked)
        return answer


class Phrases(Generic[T]):
    """A lexicon made searchable. Which cues a word may begin is worked out once per word and kept."""

    def __init__(self, entries: Iterable[tuple[T, str]]) -> None:
        self._exact: dict[str, list[Cue[T]]] = defaultdict(list)
        self._stems: dict[str, list[Cue[T]]] = defaultdict(list)
        self._inside: dict[str, list[Cue[T]]] = defaultdict(list)
        for means, text in entries:
            for parts in _expand(text):
                self._file(Cue(parts, means, _settled(parts), _third(parts), _must(parts)))
        self._longest = max(map(len, self._stems), default=0)
        self._tables = _Kept[tuple[Cue[T], ...], GoingOn[T]](_going_on, MOST_KEPT)
        self._beginning = _Kept[str, GoingOn[T]](lambda word: self._tables[self._begun_by(word)], MOST_KEPT)

    def cues(self) -> tuple[Cue[T], ...]:
        """Every cue on file."""
        shelves = (self._exact, self._stems, self._inside)
        return tuple(cue for shelf in shelves for cues in shelf.values() for cue in cues)

    def every(self, words: Sequence[str]) -> list[Found[T]]:
        """Every match, overlaps included, by where it begins and the longest first."""
        found: list[Found[T]] = []
        present: frozenset[str] | None = None
        begun = list(map(self._beginning.__getitem__, words))
        behind = (*words[1:], "", "")
        starts = compress(range(len(words)), begun)
        for start, (going, anyway) in zip(starts, filter(None, begun), strict=True):
            for cue in going(behind[start], anyway):
                if cue.settled:
                    found.append((cue.means, start, start + cue.settled))
                    continue
                if cue.third and cue.third != behind[start + 1]:
                    continue
                if cue.must:
                    present = present or frozenset(words)
                    if cue.must not in present:
                        continue
                end = _match(cue.parts, words, start)
                if end:
                    found.append((cue.means, start, end))
        return found

    def longest(self, words: Sequence[str]) -> Iterator[Found[T]]:
        """Matches without overlap: at each place the longest, then on behind it."""
        free = 0
        for found in self.every(words):
            if found[1] >= free:
                free = found[2]
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


def _going_on(begun: tuple[Cue[T], ...]) -> GoingOn[T]:
    """Of cues that begin alike, those that go on with the word behind; most words begin none.

    Where only whole words follow, a small table answers, in which most questions end at once.
    """
    if not begun:
        return None
    following = {cue.parts[1] for cue in begun if len(cue.parts) > 1} - {GAP}
    if any("*" in part for part in following):
        kept = _Kept[str, tuple[Cue[T], ...]](lambda next_word: _not_ruled_out(begun, next_word), MOST_FOLLOWING)
        return lambda next_word, _: kept[next_word], ()
    return {part: _not_ruled_out(begun, part) for part in following}.get, _not_ruled_out(begun, "")


def _not_ruled_out(begun: Sequence[Cue[T]], following: str) -> tuple[Cue[T], ...]:
    return tuple(
        cue
        for cue in begun
        if len(cue.parts) == 1 or cue.parts[1] == GAP or (following and _fits(cue.parts[1], following))
    )


def _expand(text: str) -> Iterator[tuple[str, ...]]:
    return product(*(part.split("/") for part in text.split()))


def _settled(parts: tuple[str, ...]) -> int:
    return len(parts) if len(parts) <= 2 and GAP not in parts else 0


def _third(parts: tuple[str, ...]) -> str:
    return parts[2] if len(parts) > 2 and GAP not in parts[:3] and "*" not in parts[2] else ""


def _must(parts: tuple[str, ...]) -> str:
    whole = [part for part in parts[1:] if part != GAP and "*" not in part] if GAP in parts else []
    return max(whole, key=len, default="")


def _fits(part: str, word: str) -> bool:
    if part[0] == "*":
        return part.strip("*") in word if part[-1] == "*" else word.endswith(part[1:])
    return word.startswith(part[:-1]) if part[-1] == "*" else word == part


def _match(parts: tuple[str, ...], words: Sequence[str], start: int) -> int:
    """Where a match that begins at `start` ends, or 0. The first part is known to fit."""
    at, last, count = start + 1, start + 1, len(words)
    for part in parts[1:]:
        if part == GAP:
            last = at + WIDEST_GAP
            continue
        while at <= last and at < count and not _fits(part, words[at]):
            at += 1
        if at > last or at == count:
            return 0
        at = last = at + 1
    return at
