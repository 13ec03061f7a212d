"""The working time of one employer laid on the calendar: its zone, its country's red days, its opening hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import holidays

from service.domain.errors import InvalidInput
from service.domain.month import Month
from service.domain.working_time import STANDARD, WorkingTime

JULY = 7
BY_LAW = frozenset({"public"})
FREE = BY_LAW | {"de_facto"}
"""Categories of days off; in Sweden the eves (Midsummer, Christmas, New Year) are days off in fact, not by law."""


class Works(Protocol):
    """Somebody who works somewhere."""

    @property
    def calendar(self) -> str:
        """ISO 3166 code."""

    @property
    def time_zone(self) -> str:
        """IANA name."""

    @property
    def working_time(self) -> Mapping[str, Any]:
        """As WorkingTime keeps it."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days and hours; `country` is an ISO 3166 code, `zone` an IANA name. Both are checked on creation."""

    country: str
    zone: str
    rules: WorkingTime = STANDARD

    def __post_init__(self) -> None:
        _check_zone(self.zone)
        _days_off(self.country)

    @classmethod
    def of(cls, employer: Works) -> WorkCalendar:
        """An employer's own. Raises InvalidInput."""
        return cls(employer.calendar, employer.time_zone, WorkingTime.of(employer.working_time))

    def local(self, moment: datetime) -> datetime:
        """The moment on the employer's wall clock."""
        return moment.astimezone(ZoneInfo(self.zone))

    def works(self, day: date) -> bool:
        """Whether people work that day."""
        if day in self.rules.open_on:
            return True
        return self._is_usual(day) and not (self.rules.squeeze_days and self._is_squeezed(day))

    def _is_usual(self, day: date) -> bool:
        return day.weekday() < 5 and not self._is_red(day) and day not in self.rules.closed_on

    def _is_red(self, day: date) -> bool:
        return day in _days_off(self.country)

    def _is_squeezed(self, day: date) -> bool:
        """Whether a day lies alone between free ones, of which one is red: the Friday after Ascension Day."""
        before, after = day - timedelta(days=1), day + timedelta(days=1)
        lonely = not self._is_usual(before) and not self._is_usual(after)
        return lonely and (self._is_red(before) or self._is_red(after))

    def opens(self, day: date) -> datetime:
        """When a working day begins, as UTC."""
        return self._at(day, self.rules.opens)

    def closes(self, day: date) -> datetime:
        """When a working day ends, as UTC; sooner before a red day (an eve is itself a day off, and none before it)."""
        half = self.rules.half_days and day + timedelta(days=1) in _days_off(self.country, BY_LAW)
        return self._at(day, self.rules.half_closes if half else self.rules.closes)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += timedelta(days=1)
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def due(self, moment: datetime, days: int) -> datetime:
        """Closing time `days` working days on (0: today, or the next working day when today is over), as UTC."""
        day = self.local(moment).date()
        if not self.works(day) or moment >= self.closes(day):
            day = self.next_working_day(day)
        left = float(days)
        while left > 0:
            day = self.next_working_day(day)
            left -= 0.5 if self.rules.july and day.month == JULY else 1
        return self.closes(day)

    def next_opening(self, moment: datetime) -> datetime:
        """The moment itself while people are at work, else the next time they open, as UTC."""
        day = self.local(moment).date()
        if self.works(day) and moment < self.closes(day):
            return max(moment, self.opens(day))
        return self.opens(self.next_working_day(day))

    def next_day_opening(self, moment: datetime) -> datetime:
        """Opening time of the first working day after the moment's own, as UTC."""
        return self.opens(self.next_working_day(self.local(moment).date()))

    def later(self, moment: datetime, hours: float) -> datetime:
        """The moment so many opening hours on (0: the moment itself), as UTC."""
        while hours > 0:
            moment = self.next_opening(moment)
            closes = self.closes(self.local(moment).date())
            left = (closes - moment).total_seconds() / 3600
            if hours <= left:
                return (moment + timedelta(hours=hours)).astimezone(UTC)
            hours, moment = hours - left, closes
        return moment

    def first_working_day(self, month: Month) -> date:
        """The first day of the month that people work."""
        return month.first if self.works(month.first) else self.next_working_day(month.first)

    def hours_between(self, start: datetime, end: datetime) -> float:
        """Opening hours from `start` to `end`; 0 when `end` is not later."""
        day, last, hours = self.local(start).date(), self.local(end).date(), 0.0
        while day <= last:
            if self.works(day):
                opened, closed = max(start, self.opens(day)), min(end, self.closes(day))
                hours += max(0.0, (closed - opened).total_seconds()) / 3600
            day += timedelta(days=1)
        return hours

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(UTC)


@cache
def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, OSError, ValueError):  # unknown, a folder, or no key at all
        raise InvalidInput(f"{zone[:60]!r} is no time zone: write it like Europe/Stockholm") from None


@cache
def _days_off(country: str, categories: frozenset[str] = FREE) -> holidays.HolidayBase:
    try:
        every = holidays.country_holidays(country)
    except NotImplementedError:
        raise InvalidInput(f"{country[:10]!r} is no country with a known calendar: write it like SE") from None
    return holidays.country_holidays(country, categories=tuple(sorted(categories & set(every.supported_categories))))
