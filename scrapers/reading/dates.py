"""The calendar date a page states, in the words and order of its language.

ISO and year-first forms come first, then month names of twelve languages (Unicode CLDR by way of babel), then
numbers in the source's own order, then "3 days ago" where the time of capture is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from functools import cache

from babel import Locale, UnknownLocaleError

from scrapers.reading.relative_dates import days_before

LANGUAGES = ("sv", "no", "da", "fi", "en", "de", "nl", "fr", "es", "it", "pt")
"""Tried in this order, after the page's own language."""

_LONGEST = 120  # characters; a date stands near the start of its field, a novel is no date
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<![\d.,])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d])")
_WORD = r"([^\W\d_]{3,})"
_ORDINAL = r"(?:\.|er|st|nd|rd|th|:e|º|ª)?"
_OF = r"(?:d[e']l?\s+|of\s+)?"
_DAY = rf"(?<!\d)(\d{{1,2}}){_ORDINAL}"
_YEAR = rf"{_OF}(\d{{4}})(?!\d)"
_DAY_MONTH = re.compile(rf"{_DAY}[\s-]*{_OF}{_WORD}\.?,?[\s-]*{_YEAR}", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"{_WORD}\.?\s+{_DAY},?\s+{_YEAR}", re.IGNORECASE)


def calendar_date(
    text: object, *, language: str | None = None, order: str = "DMY", reference: datetime | None = None
) -> date | None:
    """The date `text` states, as the platform states it: no shift between time zones. None for anything else.

    `language` is a hint (any tag such as "nl" or "nl-NL"), `order` the meaning of 05/12/2019 ("DMY", "MDY" or "YMD"),
    `reference` the time of capture that "3 days ago" counts from; without it a relative date stays None.
    """
    if not isinstance(text, str):
        return None
    words = text[:_LONGEST].strip()
    found = _year_first(words) or _named(words, language) or _numbered(words, order)
    if found is None and reference is not None:
        return days_before(words, reference)
    return found


def _year_first(words: str) -> date | None:
    match = _YEAR_FIRST.search(words)
    return _valid(*match.groups()) if match else None


def _named(words: str, language: str | None) -> date | None:
    for match in _DAY_MONTH.finditer(words):
        day, month, year = match.groups()
        if found := _valid(year, _month(month, language), day):
            return found
    for match in _MONTH_DAY.finditer(words):
        month, day, year = match.groups()
        if found := _valid(year, _month(month, language), day):
            return found
    return None


def _numbered(words: str, order: str) -> date | None:
    match = _NUMBERS.search(words)
    if match is None:
        return None
    parts = dict(zip(order, (match[1], match[3], match[4]), strict=False))
    year = parts.get("Y", "")
    return _valid(f"20{year}" if len(year) == 2 else year, parts.get("M"), parts.get("D"))


def _valid(year: str, month: str | int | None, day: str | None) -> date | None:
    with suppress(ValueError):
        return date(int(year), int(month or 0), int(day or 0))
    return None


def _month(word: str, language: str | None) -> int | None:
    """The number of the month `word` names, whole, abbreviated, or cut short but still unmistakable."""
    word = word.casefold()
    for names in _tables(language):
        if found := names.get(word) or _unmistakable(word, names):
            return found
    return None


def _unmistakable(word: str, names: dict[str, int]) -> int | None:
    meant = {month for name, month in names.items() if name.startswith(word)}
    return meant.pop() if len(meant) == 1 else None


def _tables(language: str | None) -> Iterator[dict[str, int]]:
    own = re.split(r"[-_]", language)[0].casefold() if language else ""
    own = "no" if own in ("nb", "nn") else own
    if own:
        yield _month_names(own)
    yield from (_month_names(other) for other in LANGUAGES if other != own)


@cache
def _month_names(language: str) -> dict[str, int]:
    """Month names in lower case and without their full stop, for one language; empty for one babel does not know."""
    try:
        months = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.casefold().rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[context][width].items()
    }
