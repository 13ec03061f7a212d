"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

MOST_PARTS, MOST_PAIRS = 6_000, 2_000_000
"""Parts of both texts together, and pairs of equal ones: a comparison costs the pairs, and at worst the square of the parts. Beyond either
sentences are compared instead of words, and beyond it again what lies between a common head and tail counts as rewritten. Two
texts of a thousand words stay below."""
_WORDS = re.compile(r"\s+|[^\s]+")
_SENTENCES = re.compile(r"[^.!?\n]*(?:[.!?\n]+|$)")


class Change(StrEnum):
    """What became of a piece."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that share their fate. The pieces without the gone ones are the new text, to the letter."""

    change: Change
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """From one text to the other, within about a second however long they are and however often they repeat themselves."""
    for cut in (_WORDS, _SENTENCES):
        old, new = cut.findall(before), cut.findall(after)
        head = _alike(old, new)
        tail = _alike(old[head:][::-1], new[head:][::-1])
        middles = old[head : len(old) - tail], new[head : len(new) - tail]
        if sum(map(len, middles)) <= MOST_PARTS and _pairs(*middles) <= MOST_PAIRS:
            changed = list(_compared(*middles))
            break
    else:
        changed = list(_rewritten(*middles))
    pieces = [Piece(Change.SAME, "".join(old[:head])), *changed, Piece(Change.SAME, "".join(old[len(old) - tail :]))]
    return [piece for piece in pieces if piece.text]


def _alike(old: list[str], new: list[str]) -> int:
    """How many parts both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _pairs(old: list[str], new: list[str]) -> int:
    often = Counter(new)
    return sum(times * often[part] for part, times in Counter(old).items())


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece(Change.SAME, "".join(old[start:end]))
        else:
            yield from _rewritten(old[start:end], new[first:last])


def _rewritten(old: list[str], new: list[str]) -> tuple[Piece, Piece]:
    return Piece(Change.GONE, "".join(old)), Piece(Change.NEW, "".join(new))
