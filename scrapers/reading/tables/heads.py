"""Heads of columns: which fields of a review each may mean, and which stand over authors."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from scrapers.reading.tables.words import AUTHOR_PARTS, AUTHORS, EITHER, FIELDS

_LONGEST = 120
_ASIDE = re.compile(r"\([^()]*\)|\[[^][]*\]|/\s?\d{1,3}|\d\s?[-–]\s?\d{1,3}|%")  # notes, and the scale
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])")
_NO_WORD = re.compile(r"[\W_]+")
_MAIL = re.compile(r"e[\W_]?(?:mail|post|mejl)", re.IGNORECASE)
_NO_ANDS = frozenset({"and", "och", "und", "og"})


def key_of(head: str) -> str:
    """A head as it is compared: "Review_Date (UTC)", "reviewDate" and "Review date" are one."""
    return "".join(_tokens(head))


def fields_of(head: str) -> tuple[tuple[str, int], ...]:
    """The fields a head may mean, each with its rank (0 is surest); several where only the cells can tell."""
    return _known().get(key_of(head), ())


def names_author(head: str) -> bool:
    """Whether what stands under this head names, pictures or reaches whoever wrote."""
    if fields_of(head):
        return False
    return key_of(head) in _author_heads() or bool(_author_parts() & set(_tokens(head))) or bool(_MAIL.search(head))


def _tokens(head: str) -> list[str]:
    """The words of a head, without asides in brackets and without "and"."""
    if len(head) > _LONGEST:
        return []
    plain = _ASIDE.sub(" ", unicodedata.normalize("NFC", head)).strip()
    split = _CAMEL.sub(" ", plain) if not plain.isupper() else plain
    return [word for word in _NO_WORD.split(split.casefold()) if word and word not in _NO_ANDS]


def _listed(words: str) -> list[str]:
    return [phrase.strip() for line in words.splitlines() for phrase in line.split(" / ") if phrase.strip()]


@cache
def _known() -> dict[str, tuple[tuple[str, int], ...]]:
    known: dict[str, tuple[tuple[str, int], ...]] = {}
    for field, words in FIELDS.items():
        for rank, head in enumerate(_listed(words)):
            known.setdefault(key_of(head), ((field, rank),))
    for head in _listed(EITHER):
        known[key_of(head)] = (("rating", 99), ("text", 99))
    return known


@cache
def _author_heads() -> frozenset[str]:
    return frozenset(map(key_of, _listed(AUTHORS)))


@cache
def _author_parts() -> frozenset[str]:
    return frozenset(_listed(AUTHOR_PARTS))
