"""Dates in a column: the order of day and month decided once for all its cells, serial numbers of workbooks read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scrapers.reading.dates import calendar_date

_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_CLOCK_OF_TWELVE = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d{1,12})?$")
_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of workbooks, as they count a 29 February 1900 that never was
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Dating:
    """How the dates of one column are read; `undecided` where day and month could be either and nothing tells."""

    order: str = "DMY"
    undecided: bool = False
    reference: datetime | None = None

    def read(self, cell: str) -> date | None:
        """The calendar date of one cell."""
        cell = cell.strip()
        if _SERIAL.match(cell):
            return _SERIAL_ZERO + timedelta(days=int(float(cell)))
        return calendar_date(cell, order=self.order, reference=self.reference)


def dating_of(cells: Iterable[str], reference: datetime | None = None) -> Dating:
    """Look at all cells: the order that reads most of them wins; a tie is broken by what the cells look like."""
    numbered = sorted({cell[:_LONGEST] for cell in cells if _NUMBERS.search(cell[:_LONGEST])})
    if not numbered:
        return Dating(reference=reference)
    counts = {order: _readable(numbered, order) for order in ("DMY", "MDY", "YMD")}
    best = max(counts.values())
    if counts["DMY"] == counts["MDY"] == best:
        return _tied(numbered, reference)
    order = next(order for order, count in counts.items() if count == best)
    return Dating(order, reference=reference)


def _tied(numbered: list[str], reference: datetime | None) -> Dating:
    """Full stops are never American, a clock of twelve hours nearly always is, slashes and dashes tell nothing."""
    if any(_CLOCK_OF_TWELVE.search(cell) for cell in numbered):
        return Dating("MDY", reference=reference)
    marks = [match for match in map(_NUMBERS.search, numbered) if match]
    dotted = all(match[2] == "." for match in marks)
    same = all(match[1].zfill(2) == match[3].zfill(2) for match in marks)
    return Dating("DMY", undecided=not (dotted or same), reference=reference)


def _readable(cells: list[str], order: str) -> int:
    read: Callable[[str], date | None] = Dating(order).read
    return sum(read(cell) is not None for cell in cells)
