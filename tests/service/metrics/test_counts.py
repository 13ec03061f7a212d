"""Harm, conduct, sight and themes: what is counted, of what, and what is left unsaid."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from service.domain.audit import Declared, PromiseFact
from service.domain.month import Month
from service.domain.score import wilson
from service.metrics import conduct, harm, sight, themes
from tests.service.metrics.making import LOOK, make_facts, make_full_month, make_review, make_ticket


def test_one_star_shares_count_only_rated_employee_reviews_of_the_period() -> None:
    facts = make_facts(
        make_review(1, rating=1.0),
        make_review(2, rating=4.0),
        make_review(3, rating=None),
        make_review(4, rating=1.0, audience="customer"),
        make_review(5, date(2025, 11, 1), 1.0),
        make_review(6, date(2025, 10, 31), 1.0),
        make_review(7, date(2026, 11, 1), 1.0),
    )
    found = harm.METRIC.measure(facts)["one_star"]
    assert (found["month"]["count"], found["month"]["of"]) == (1, 2)
    assert (found["year"]["count"], found["year"]["of"]) == (2, 3)
    assert (found["year"]["low"], found["year"]["high"]) == pytest.approx(wilson(2, 3), abs=1e-4)


def test_the_negative_share_leaves_the_unsure_out_and_says_it_is_not_corrected() -> None:
    tones = ("neg", "neg", "pos", "neu", "unsure")
    found = harm.METRIC.measure(make_facts(*(make_review(n, tone=tone) for n, tone in enumerate(tones))))
    assert (found["negative"]["month"]["count"], found["negative"]["month"]["of"]) == (2, 4)
    assert found["negative"]["corrected"] is False


def test_severe_cases_are_counted_by_class_and_by_the_employers_calendar() -> None:
    midnight = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # already November in Stockholm
    cases = (
        make_ticket(1, severe=True, urgent=("safety", "harassment")),
        make_ticket(2, severe=True, urgent=("safety",), opened_at=datetime(2026, 3, 1, tzinfo=UTC)),
        make_ticket(3, severe=True, urgent=("data_leak",), opened_at=midnight),
        make_ticket(4, severe=False, urgent=("data_leak",)),
    )
    found = harm.METRIC.measure(make_facts(tickets=cases))["severe"]
    assert found == {"month": 1, "year": 2, "by_class": {"harassment": 1, "safety": 2}}


def test_december_takes_its_twelve_months_from_january() -> None:
    facts = make_facts(
        make_review(1, date(2025, 12, 31), 1.0), make_review(2, date(2026, 1, 1), 1.0), month=Month(2026, 12)
    )
    assert harm.METRIC.measure(facts)["one_star"]["year"]["of"] == 1
    assert themes.METRIC.measure(facts)["from"] == "2026-01-01"


def test_an_empty_month_has_counts_and_no_shares() -> None:
    facts = make_facts()
    assert harm.METRIC.measure(facts)["one_star"]["month"]["share"] is None
    assert conduct.METRIC.measure(facts)["response_rate"]["share"] is None
    assert sight.METRIC.measure(facts) == {
        "platforms": [],
        "sources": [],
        "with_text": {"count": 0, "of": 0, "share": None},
    }
    assert themes.METRIC.measure(facts)["themes"] == []


def test_conduct_tells_seen_from_claimed_and_what_cannot_be_checked() -> None:
    cases = (
        make_ticket(1, "seen", business_hours=4.0, reply_digest="a"),
        make_ticket(2, "posted", business_hours=10.0, reply_digest="a"),
        make_ticket(3, "unverifiable", business_hours=6.0, reply_digest="b", checkable=False),
        make_ticket(4, "dismissed"),
        make_ticket(5, "claimed"),
        make_ticket(6, "open", opened_at=datetime(2026, 9, 30, 12, tzinfo=UTC)),
    )
    found = dict(conduct.METRIC.measure(make_facts(tickets=cases)))
    rate = found.pop("response_rate")
    assert (rate["count"], rate["of"], rate["share"]) == (3, 4, 0.75)
    assert found == {
        "tickets": 5,
        "answered": 3,
        "seen": 1,
        "not_checkable": 1,
        "dismissed": 1,
        "open": 1,
        "median_business_hours": 6.0,
        "near_identical_share": 0.6667,
        "promises": {"kept": 0, "broken": 0, "open": 0, "overdue": 0},
    }


def test_one_reply_alone_is_like_no_other() -> None:
    found = conduct.METRIC.measure(make_facts(tickets=(make_ticket(1, "seen", reply_digest="a"),)))
    assert found["near_identical_share"] is None


def test_coverage_is_what_we_hold_of_what_the_platform_shows_and_never_above_one() -> None:
    looks = (
        Declared("a", LOOK, 44, 60, None, None, 41),
        Declared("b", LOOK, None, 10, None, None, 12),
        Declared("c", LOOK, None, None, None, None, 3),
    )
    found = sight.METRIC.measure(make_facts(declared=looks))["platforms"]
    assert [row["coverage"] for row in found] == [0.9318, 1.0, None]
    assert [row["declared"] for row in found] == [44, 10, None]


def test_a_blind_source_is_told_with_the_time_since() -> None:
    seen, blind = sight.METRIC.measure(make_full_month())["sources"]
    assert (seen["last_good_at"], seen["blind_since"]) == ("2026-10-31T18:00:00+00:00", None)
    assert (blind["last_good_at"], blind["blind_since"]) == (None, "2026-10-03T07:00:00+00:00")


def test_the_share_with_text_looks_no_further_than_the_month() -> None:
    late = make_review(3, date(2026, 11, 1))
    found = sight.METRIC.measure(make_facts(make_review(1), make_review(2, has_text=False), late))["with_text"]
    assert found == {"count": 1, "of": 2, "share": 0.5}


def test_a_theme_that_fewer_than_five_touch_is_hidden_and_counted() -> None:
    five = [make_review(n, themes={"culture": 1 if n else -1}) for n in range(5)]
    four = [make_review(10 + n, themes={"management": -1}) for n in range(4)]
    outside = [make_review(20, date(2025, 10, 31), themes={"management": -1})]
    customers = [make_review(30, audience="customer", themes={"management": -1})]
    found = themes.METRIC.measure(make_facts(*five, *four, *outside, *customers))
    assert found["themes"] == [{"theme": "culture", "reviews": 5, "positive": 4, "negative": 1, "neutral": 0}]
    assert (found["hidden"], found["minimum"]) == (1, 5)
    assert "management" not in repr(found)


def test_themes_stand_with_the_most_touched_first() -> None:
    reviews = [make_review(n, themes={"culture": 0, **({"pay_benefits": 1} if n else {})}) for n in range(7)]
    assert [row["theme"] for row in themes.METRIC.measure(make_facts(*reviews))["themes"]] == [
        "culture",
        "pay_benefits",
    ]


def test_promises_are_counted_as_they_stood_at_the_months_end() -> None:
    day = date(2026, 10, 20)
    held = (
        PromiseFact("management", "kept", day, day),
        PromiseFact("management", "kept", day, date(2026, 9, 30)),
        PromiseFact("culture", "broken", day, date(2026, 10, 31)),
        PromiseFact("culture", "kept", day, date(2026, 11, 1)),
        PromiseFact("culture", "open", date(2026, 11, 20), None),
    )
    found = conduct.METRIC.measure(make_facts(promises=held))["promises"]
    assert found == {"kept": 1, "broken": 1, "open": 2, "overdue": 1}
