"""A source's timetable: "every 6h" or five cron fields, in the employer's zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from service.domain.errors import InvalidInput

DEFAULT = "every 6h"
UNITS = {"m": 1, "h": 60, "d": 1440}
LEAST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Timetable:
    """Either an interval or a crontab expression (minute hour day month weekday)."""

    every: timedelta | None
    cron: str | None

    @classmethod
    def parse(cls, text: str) -> Timetable:
        """Read a timetable. Raises InvalidInput that names the value."""
        found = re.fullmatch(r"every (\d{1,4})([mhd])", text.strip(), re.ASCII)
        if found:
            every = timedelta(minutes=int(found[1]) * UNITS[found[2]])
            if every >= LEAST:
                return cls(every, None)
        elif _is_cron(text):
            return cls(None, text)
        raise InvalidInput(f"{text[:100]!r} is no timetable: write it like 'every 6h' or '0 7 * * mon-fri'")

    def trigger(self, zone: str) -> IntervalTrigger | CronTrigger:
        """As APScheduler wants it, spread by a little jitter so that not all sources wake at once."""
        if self.cron is not None:
            return CronTrigger.from_crontab(self.cron, timezone=zone)
        every = self.every or timedelta(hours=6)
        return IntervalTrigger(
            seconds=int(every.total_seconds()), jitter=int(every.total_seconds() // 20), timezone=UTC
        )

    def next_after(self, moment: datetime, zone: str) -> datetime:
        """The first time due after `moment`, as UTC."""
        if self.every is not None:
            return moment + self.every
        trigger = self.trigger(zone)
        following: datetime | None = trigger.get_next_fire_time(moment, moment + timedelta(seconds=1))
        return (following or moment).astimezone(UTC)


def _is_cron(text: str) -> bool:
    """Five fields with weekdays by name: cron counts them from Sunday and APScheduler from Monday, so numbers mislead."""
    fields = text.split()
    if len(fields) != 5 or re.search(r"\d", fields[4]):
        return False
    try:
        CronTrigger.from_crontab(text)
    except ValueError:
        return False
    return True
