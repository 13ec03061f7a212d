"""What single cells say: yes or no, current or former, a band of years, a language, a count, a link."""

from __future__ import annotations

import re

from scrapers.reading.numbers import whole
from scrapers.reading.text import clean

_YES = """
    yes y true 1 ja j x ✓ ✔ positive positiv positivt approve approves recommended recommends rekommenderar empfohlen
    anbefaler sant wahr sand
"""
_NO = "no n false 0 nej nein nei negative negativ negativt disapprove disapproves falskt falsch falsk -1"
_ANSWERS = dict.fromkeys(_YES.split(), True) | dict.fromkeys(_NO.split(), False)
_STATUS = (
    ("applicant", re.compile(r"applicant|candidate|sökande|kandidat|bewerber|søker|ansøger|interview", re.IGNORECASE)),
    ("former", re.compile(r"former|previous|tidigare|ehemalig|früher|tidligere|\bex\b|ex-", re.IGNORECASE)),
    ("current", re.compile(r"current|present|nuvarande|aktuell|derzeit|jetzig|nåværende|nuværende", re.IGNORECASE)),
)
_BANDS = ("<1y", "1-3y", "3-5y", "5-8y", "8-10y", ">10y")
_YEARS = re.compile(
    r"(\d{1,2})(?:[.,]\d)?\s*(?:-|–|to|till|til|bis|\+)?\s*\d{0,2}\s*\+?\s*(?:y|år|jahr)", re.IGNORECASE
)
_LESS = re.compile(r"less|under|mindre|weniger|kortare|kürzer|<", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?$", re.IGNORECASE)
_LONGEST = 60


def opinion(cell: str) -> bool | None:
    """Yes or no in five languages; None for neutral, no opinion or anything else."""
    return _ANSWERS.get(cell.strip().casefold())


def employment(cell: str) -> str | None:
    """`current`, `former`, `applicant`; a plain yes or no answers "current?"."""
    words = cell[:_LONGEST]
    found = next((status for status, form in _STATUS if form.search(words)), None)
    if found is None and (answer := opinion(words)) is not None:
        return "current" if answer else "former"
    return found


def tenure(cell: str) -> str | None:
    """The band of "1-3y", "mindre än 1 år", "more than 10 years"; None when no span of years is told."""
    words = cell.strip()[:_LONGEST]
    if words in _BANDS:
        return words
    found = _YEARS.search(words)
    if found is None:
        return None
    years = int(found[1])
    if years < 1 or (_LESS.search(words) and years == 1):
        return _BANDS[0]
    return next(band for top, band in zip((3, 5, 8, 10, 100), _BANDS[1:], strict=True) if years < top)


def language(cell: str) -> str | None:
    """The two letters of "sv" or "sv-SE"."""
    found = _LANGUAGE.match(cell.strip())
    return found[1].lower() if found else None


def count(cell: str) -> int | None:
    """A whole number that is not negative."""
    found = whole(cell)
    return found if found is not None and found >= 0 else None


def link(cell: str) -> str | None:
    """An address of the web."""
    address = clean(cell)
    return address if address and address.startswith(("http://", "https://")) and " " not in address else None
