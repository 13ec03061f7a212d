"""A calendar month, the unit of an audit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.errors import InvalidInput


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month; `str()` gives "2026-10"."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2026-10". Raises InvalidInput that names the value."""
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
        if not found or not int(found[1]):
            raise InvalidInput(f"{text[:40]!r} is no month: write it as year and month, for example 2026-10")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day falls in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        following = (
            date(self.year + self.number // 12, self.number % 12 + 1, 1)
            if (self.year, self.number) < (9999, 12)
            else None
        )
        return following - timedelta(days=1) if following else date(9999, 12, 31)

    def previous(self) -> Month:
        """The month before."""
        return Month.of(self.first - timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
