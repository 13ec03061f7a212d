"""Standing: per platform, never mixed, silent where there is too little."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from service.domain.audit import Declared, MonthFacts, Panel
from service.domain.month import Month
from service.metrics.standing import METRIC
from tests.service.metrics.making import LOOK, make_facts, make_full_month, make_review

LAST = date(2026, 10, 31)


def month_of(count: int, rating: float = 4.0, **changes: Any) -> MonthFacts:
    return make_facts(*(make_review(n, LAST, rating) for n in range(count)), **changes)


def only(facts: MonthFacts) -> dict[str, Any]:
    (row,) = METRIC.measure(facts)["platforms"]
    found: dict[str, Any] = row
    return found


def test_reviews_of_the_last_day_weigh_one_against_ten_of_the_prior() -> None:
    row = only(month_of(10))
    assert row["mean"] == 3.5  # (10*3 + 10*4)/20
    assert (row["effective_n"], row["reviews"], row["too_few"]) == (10, 10, False)
    assert row["distribution"] == {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0}
    assert row["prior"] == {"mean": 3.0, "spread": 1.4142, "source": "uniform", "reviews": 0, "employers": 0}


def test_too_few_give_an_interval_and_nothing_a_mean_could_be_read_from() -> None:
    row = only(month_of(9, declared=(Declared("glassdoor", LOOK, 30, None, 3.0, None, 9),)))
    assert (row["too_few"], row["mean"], row["sensitivity"], row["bounds"]) == (True, None, [], None)
    assert row["low"] < row["high"]


def test_customers_and_applicants_stand_apart_and_never_move_the_standing() -> None:
    alone = METRIC.measure(month_of(12))
    others = [make_review(50 + n, LAST, 1.0, audience=who) for n in range(9) for who in ("customer", "applicant")]
    mixed = METRIC.measure(make_facts(*month_of(12).reviews, *others))
    assert mixed["platforms"] == alone["platforms"]
    assert [row["audience"] for row in mixed["apart"]] == ["applicant", "customer"]
    assert mixed["new_reviews"] == 12


def test_an_empty_month_says_nothing_and_why() -> None:
    found = METRIC.measure(make_facts())
    assert (found["platforms"], found["apart"], found["combined"]) == ([], [], None)
    assert (found["combined_reason"], found["new_reviews"]) == ("standing.combined.no_panel", 0)


def test_reviews_without_stars_make_no_standing_out_of_the_prior_alone() -> None:
    found = METRIC.measure(make_facts(make_review(rating=None)))
    assert found["platforms"] == []
    assert found["new_reviews"] == 1


def test_reviews_after_the_month_are_left_out() -> None:
    late = make_review(99, LAST + timedelta(days=1), 1.0)
    assert METRIC.measure(make_facts(*month_of(12).reviews, late)) == METRIC.measure(month_of(12))


@pytest.mark.parametrize(
    ("day", "share"), [(date(2026, 2, 1), 1.0), (date(2026, 1, 31), 0.0), (date(2026, 1, 30), 0.0)]
)
def test_a_short_month_does_not_take_the_end_of_the_one_before_for_its_own(day: date, share: float) -> None:
    assert only(make_facts(make_review(day=day), month=Month(2026, 2)))["month_weight_share"] == share


def test_with_one_panel_nothing_is_combined_and_with_two_the_distance_is() -> None:
    assert METRIC.measure(month_of(12, panel={"glassdoor": Panel("glassdoor", 3.5, 1, 90, 3)}))["combined_reason"] == (
        "standing.combined.one_platform"
    )
    found = METRIC.measure(make_full_month())
    assert found["combined_reason"] is None
    assert found["combined"]["weights"] == {"glassdoor": 0.5, "indeed": 0.5}
    means = [row["mean"] - row["prior"]["mean"] for row in found["platforms"]]
    assert found["combined"]["mean_difference"] == pytest.approx(sum(means) / 2, abs=2e-4)


def test_bounds_come_from_what_the_platform_declares() -> None:
    row = only(month_of(10, declared=(Declared("glassdoor", LOOK, 12, 20, 3.9, {"5": 1}, 10),)))
    assert row["bounds"] == [2.25, 4.25]  # half is held: 0.5*3.5 + 0.5*1 and 0.5*5
    assert row["declared"] == {
        "rating": 3.9,
        "total": 12,
        "total_all": 20,
        "distribution": {"5": 1},
        "seen_at": "2026-10-31T18:00:00+00:00",
        "held": 10,
    }


def test_the_sensitivity_line_runs_from_three_to_twelve_months() -> None:
    line = only(month_of(12))["sensitivity"]
    assert [item["half_life_months"] for item in line] == [3, 4, 6, 9, 12]
    assert {item["mean"] for item in line} == {only(month_of(12))["mean"]}  # all of one age: no half-life matters


@pytest.mark.parametrize(("count", "reason"), [(19, "standing.too_few_for_change"), (20, "standing.change_not_judged")])
def test_no_monthly_change_is_ever_claimed(count: int, reason: str) -> None:
    found = METRIC.measure(month_of(count))
    assert (found["monthly_change"], found["monthly_change_reason"]) == (None, reason)
