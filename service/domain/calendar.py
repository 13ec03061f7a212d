"""Working time of one employer: its zone, its country's red days, its opening hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from service.domain.errors import InvalidInput
from service.domain.month import Month

OPENS, CLOSES = time(8), time(17)
FREE = {"public", "de_facto"}
"""Categories of days off; in Sweden the eves (Midsummer, Christmas, New Year) are days off in fact, not by law."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days and hours; `country` is an ISO 3166 code, `zone` an IANA name. Both are checked on creation."""

    country: str
    zone: str

    def __post_init__(self) -> None:
        _check_zone(self.zone)
        _days_off(self.country)

    def local(self, moment: datetime) -> datetime:
        """The moment on the employer's wall clock."""
        return moment.astimezone(ZoneInfo(self.zone))

    def works(self, day: date) -> bool:
        """Whether people work that day."""
        return day.weekday() < 5 and day not in _days_off(self.country)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += timedelta(days=1)
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def due(self, moment: datetime, days: int) -> datetime:
        """Closing time `days` working days on (0: today, or the next working day when today is over), as UTC."""
        local = self.local(moment)
        day = local.date()
        if not self.works(day) or local.time() >= CLOSES:
            day = self.next_working_day(day)
        for _ in range(days):
            day = self.next_working_day(day)
        return self._at(day, CLOSES)

    def next_opening(self, moment: datetime) -> datetime:
        """The moment itself while people are at work, else the next time they open, as UTC."""
        local = self.local(moment)
        day = local.date()
        if self.works(day) and local.time() < CLOSES:
            return max(moment, self._at(day, OPENS))
        return self._at(self.next_working_day(day), OPENS)

    def next_day_opening(self, moment: datetime) -> datetime:
        """Opening time of the first working day after the moment's own, as UTC."""
        return self._at(self.next_working_day(self.local(moment).date()), OPENS)

    def later(self, moment: datetime, hours: float) -> datetime:
        """The moment so many opening hours on (0: the moment itself), as UTC."""
        while hours > 0:
            moment = self.next_opening(moment)
            closes = self._at(self.local(moment).date(), CLOSES)
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
                opened, closed = max(start, self._at(day, OPENS)), min(end, self._at(day, CLOSES))
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
def _days_off(country: str) -> holidays.HolidayBase:
    try:
        every = holidays.country_holidays(country)
    except NotImplementedError:
        raise InvalidInput(f"{country[:10]!r} is no country with a known calendar: write it like SE") from None
    return holidays.country_holidays(country, categories=tuple(sorted(FREE & set(every.supported_categories))))
