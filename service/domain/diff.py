"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 3000
"""Beyond this a text is compared sentence by sentence: comparing words takes the square of their number."""
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
    """From one text to the other."""
    old, new = _parts(before), _parts(after)
    if max(len(old), len(new)) > 2 * MOST_WORDS:
        old, new = _SENTENCES.findall(before), _SENTENCES.findall(after)
    pieces = []
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece(Change.SAME, "".join(old[start:end])))
            continue
        pieces += [Piece(Change.GONE, "".join(old[start:end])), Piece(Change.NEW, "".join(new[first:last]))]
    return [piece for piece in pieces if piece.text]


def _parts(text: str) -> list[str]:
    return _WORDS.findall(text)
