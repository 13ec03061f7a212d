"""An employer's own working time: half and squeeze days, July, days of its own, and how far targets are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.calendar import WorkCalendar
from service.domain.errors import InvalidInput
from service.domain.working_time import STANDARD, WorkingTime

moments = st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis wants them bare)


def sweden(**rules: Any) -> WorkCalendar:
    return WorkCalendar("SE", "Europe/Stockholm", WorkingTime(**rules))


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (date(2026, 1, 5), 14),  # before Epiphany
        (date(2026, 4, 2), 14),  # Maundy Thursday
        (date(2026, 4, 30), 14),  # Walpurgis Night
        (date(2026, 10, 30), 14),  # the day before All Saints'
        (date(2026, 12, 23), 17),  # before an eve, which is itself a day off
        (date(2026, 6, 18), 17),
        (date(2026, 11, 10), 17),
    ],
)
def test_a_day_before_a_red_day_ends_at_two(day: date, hour: int) -> None:
    calendar = sweden()
    assert calendar.local(calendar.closes(day)).hour == hour
    assert calendar.local(sweden(half_days=False).closes(day)).hour == 17


def test_an_hour_that_begins_before_a_half_day_ends_goes_on_after_the_red_days() -> None:
    maundy = datetime(2026, 4, 2, 11, 30, tzinfo=UTC)  # 13:30 on the wall
    assert sweden().later(maundy, 1) == datetime(2026, 4, 7, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(("rules", "expected"), [({}, True), ({"squeeze_days": True}, False)])
def test_a_squeeze_day_is_free_where_the_employer_says_so(rules: dict[str, Any], expected: bool) -> None:
    assert sweden(**rules).works(date(2026, 5, 15)) is expected, "the Friday after Ascension Day"
    assert sweden(**rules).works(date(2026, 5, 13)), "the Wednesday before it"


def test_no_weekday_between_plain_weekends_is_squeezed() -> None:
    assert all(sweden(squeeze_days=True).works(date(2026, 11, day)) for day in range(9, 14))


def test_in_july_targets_are_twice_as_far() -> None:
    opened = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
    assert sweden().due(opened, 3).date() == date(2026, 7, 9)
    assert sweden(july=True).due(opened, 3).date() == date(2026, 7, 14)
    late = datetime(2026, 7, 29, 8, 0, tzinfo=UTC)  # two half days of July, then August
    assert sweden(july=True).due(late, 3).date() == date(2026, 8, 4)


def test_days_of_its_own() -> None:
    calendar = sweden(closed_on={date(2026, 11, 11)}, open_on={date(2026, 11, 14)})
    assert not calendar.works(date(2026, 11, 11))
    assert calendar.works(date(2026, 11, 14))
    assert calendar.due(datetime(2026, 11, 10, 8, tzinfo=UTC), 1).date() == date(2026, 11, 12)


@pytest.mark.parametrize("start", [date(2026, 3, 27), date(2026, 10, 23)])
def test_a_day_has_as_many_opening_hours_on_both_sides_of_a_clock_change(start: date) -> None:
    """From Friday's opening to Monday's closing are two working days, whatever the clocks do on Sunday."""
    calendar = sweden()
    monday = date.fromordinal(start.toordinal() + 3)
    assert calendar.hours_between(calendar.opens(start), calendar.closes(monday)) == 18
    assert calendar.local(calendar.opens(monday)).time() == time(8)


def test_over_new_year() -> None:
    calendar = sweden()
    assert calendar.due(datetime(2026, 12, 30, 9, tzinfo=UTC), 1) == datetime(2027, 1, 4, 16, tzinfo=UTC)
    assert calendar.later(datetime(2026, 12, 30, 15, 30, tzinfo=UTC), 1) == datetime(2027, 1, 4, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(("opens", "expected"), [(time(8), 8), (time(8, 30), 8.5)])
def test_friday_half_past_four_and_one_hour_more(opens: time, expected: float) -> None:
    """The classic failure: Monday 08:30 or 09:00 by opening time, never Saturday."""
    calendar = sweden(opens=opens)
    done = calendar.local(calendar.later(datetime(2026, 11, 13, 15, 30, tzinfo=UTC), 1))
    assert done.date() == date(2026, 11, 16)
    assert done.hour + done.minute / 60 == expected + 0.5


@given(moments, st.booleans(), st.booleans(), st.booleans())
def test_whatever_the_rules_due_is_later_and_while_people_work(
    moment: datetime, half: bool, squeeze: bool, july: bool
) -> None:
    calendar = sweden(half_days=half, squeeze_days=squeeze, july=july)
    due = calendar.due(moment, 3)
    assert due > moment
    assert calendar.works(calendar.local(due).date())
    assert calendar.hours_between(moment, due) >= 3 * 6 - 0.001 - 9
    assert calendar.due(moment, 5) >= due


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens": "17:00", "closes": "08:00"},
        {"opens": "08:00+02:00"},
        {"target_days": 6},
        {"overdue_days": 0},
        {"colour": "red"},
        {"closed_on": ["not a day"]},
    ],
)
def test_what_is_no_working_time_is_refused_by_name(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="no working time"):
        WorkingTime.of(wrong)


def test_what_is_kept_comes_back() -> None:
    own = WorkingTime(opens=time(7, 30), closed_on=frozenset({date(2026, 12, 23), date(2026, 5, 2)}), july=True)
    assert WorkingTime.of(own.kept()) == own
    assert own.kept()["closed_on"] == ["2026-05-02", "2026-12-23"]
    assert WorkingTime.of({}) is STANDARD
