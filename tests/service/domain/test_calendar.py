"""Working time: red days, eves, both clock changes, and the cases that broke others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.calendar import WorkCalendar
from service.domain.errors import InvalidInput
from service.domain.month import Month

SWEDEN = WorkCalendar("SE", "Europe/Stockholm")
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis wants them bare)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 10), True),
        (date(2026, 11, 11), True),  # St Martin's Day is no day off
        (date(2026, 11, 14), False),  # Saturday
        (date(2026, 6, 19), False),  # Midsummer's Eve
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 31), False),
        (date(2026, 5, 1), False),
    ],
)
def test_who_works_when(day: date, works: bool) -> None:
    assert SWEDEN.works(day) is works


@pytest.mark.parametrize(
    ("opened", "days", "due"),
    [
        (datetime(2026, 11, 10, 8, 0, tzinfo=UTC), 0, datetime(2026, 11, 10, 16, 0, tzinfo=UTC)),
        (datetime(2026, 11, 10, 16, 0, tzinfo=UTC), 0, datetime(2026, 11, 11, 16, 0, tzinfo=UTC)),
        (datetime(2026, 11, 13, 15, 30, tzinfo=UTC), 3, datetime(2026, 11, 18, 16, 0, tzinfo=UTC)),  # Friday 16:30
        (datetime(2026, 12, 23, 8, 0, tzinfo=UTC), 3, datetime(2026, 12, 30, 16, 0, tzinfo=UTC)),
        (datetime(2026, 3, 27, 9, 0, tzinfo=UTC), 1, datetime(2026, 3, 30, 15, 0, tzinfo=UTC)),  # over the clock change
        (datetime(2026, 10, 23, 9, 0, tzinfo=UTC), 1, datetime(2026, 10, 26, 16, 0, tzinfo=UTC)),
    ],
)
def test_due_at_closing_time_after_working_days(opened: datetime, days: int, due: datetime) -> None:
    assert SWEDEN.due(opened, days) == due


@given(moments, st.integers(0, 10))
def test_due_is_later_and_on_a_working_day(moment: datetime, days: int) -> None:
    due = SWEDEN.due(moment, days)
    assert due > moment
    assert SWEDEN.works(SWEDEN.local(due).date())


@given(moments)
def test_next_opening_is_in_working_hours_and_never_earlier(moment: datetime) -> None:
    opening = SWEDEN.next_opening(moment)
    local = SWEDEN.local(opening)
    assert opening >= moment
    assert SWEDEN.works(local.date())
    assert 8 <= local.hour < 17


@given(moments, st.timedeltas(timedelta(0), timedelta(days=60)), st.timedeltas(timedelta(0), timedelta(days=60)))
def test_hours_add_up(start: datetime, first: timedelta, second: timedelta) -> None:
    middle, end = start + first, start + first + second
    whole = SWEDEN.hours_between(start, end)
    assert whole == pytest.approx(SWEDEN.hours_between(start, middle) + SWEDEN.hours_between(middle, end))
    assert 0 <= whole <= (end - start).total_seconds() / 3600


def test_hours_of_a_weekend_are_none() -> None:
    assert SWEDEN.hours_between(datetime(2026, 11, 14, tzinfo=UTC), datetime(2026, 11, 15, tzinfo=UTC)) == 0
    assert SWEDEN.hours_between(datetime(2026, 11, 15, tzinfo=UTC), datetime(2026, 11, 14, tzinfo=UTC)) == 0


def test_first_working_day() -> None:
    assert SWEDEN.first_working_day(Month(2027, 1)) == date(2027, 1, 4)
    assert SWEDEN.first_working_day(Month(2026, 12)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("country", "zone"), [("XX", "Europe/Stockholm"), ("SE", "Nowhere/Land"), ("SE", "../etc/passwd"), ("", "UTC")]
)
def test_what_is_no_calendar_is_named(country: str, zone: str) -> None:
    with pytest.raises(InvalidInput):
        WorkCalendar(country, zone)
