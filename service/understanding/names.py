"""Where a text may name somebody: found to be masked, and never kept, compared or given back.

Rules err on the side of hiding: a firm or a town inside a sentence goes too. No name is a key to anything here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from service.understanding.lexicon import entries

HIDDEN = "[…]"
CAPITAL_NOUNS = frozenset({"de"})
"""Languages in which a capital inside a sentence says nothing: a name needs a second sign there."""
_PIECE = re.compile(
    r"[\w.+-]{1,64}@\S+|(?:https?://|www\.)\S+|[+(]?\d(?:[ ()/-]*\d)*|[^\W\d_](?:[^\W_]|['’-](?=[^\W_]))*|[.!?:;\n•–]"
)
_ENDS = frozenset(".!?:;\n•–")
_FEWEST_DIGITS = 6
"""Of a number: fewer are an amount, a year or a share."""
_TITLES = frozenset({"herr", "frau", "fru", "fröken", "mr", "mrs", "ms", "dr", "prof"})


def name_spans(text: str, language: str | None) -> Iterator[tuple[int, int]]:
    """[start, end) of what may name somebody, in order: names, e-mail addresses, links, long numbers. Linear time."""
    pieces = [*_PIECE.finditer(text), None]
    begins, before = True, ""
    for found, following in pairwise(pieces):
        piece = found[0] if found else ""
        if piece in _ENDS:
            begins, before = True, ""
            continue
        if found and _tells(piece, before, following[0] if following else ".", begins, language):
            yield found.span()
        begins, before = False, piece


def masked(text: str, language: str | None) -> str:
    """The text with a sign in the place of whatever may name somebody."""
    out, at = "", 0
    for start, end in name_spans(text, language):
        joined = at and not text[at:start].strip(" -&")
        out += "" if joined else text[at:start] + HIDDEN
        at = end
    return out + text[at:]


def is_first_name(word: str) -> bool:
    """Whether a word is one of the common first names, however it is written."""
    return word.casefold() in _folded(plain=True) or word.casefold() in _folded(plain=False)


def _tells(piece: str, before: str, following: str, begins: bool, language: str | None) -> bool:
    if not piece[0].isalpha() or "@" in piece or "://" in piece or piece.startswith("www."):
        return "@" in piece or not piece[0].isdigit() or sum(map(str.isdigit, piece)) >= _FEWEST_DIGITS
    if not piece[0].isupper() or piece == "I":
        return False
    if piece.casefold() in _folded(plain=True) or before.casefold().rstrip(".") in _TITLES:
        return True
    if language in CAPITAL_NOUNS:
        known = piece.casefold() in _folded(plain=False)
        return (known and _capital(following)) or before.casefold() in _folded(plain=True)
    if begins:
        return _capital(following) and piece.casefold() not in _openers()
    return not piece.isupper() or _capital(following) or _capital(before)


def _capital(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


@cache
def _openers() -> frozenset[str]:
    """Words that begin a sentence before a name without being one: "Chefen Kim", "Hos Pallvik"."""
    small = {word for _, word in entries("function_words")}
    roles = {word for kind, word in entries("guards") if kind.startswith("role:")}
    return frozenset(small | {role for role in roles if "*" not in role} | _TITLES)


@cache
def _folded(*, plain: bool) -> frozenset[str]:
    words = {name.casefold() for kind, name in entries("first_names") if kind == "word"}
    names = {name.casefold() for kind, name in entries("first_names") if kind != "word"}
    return frozenset(names - words if plain else words)
