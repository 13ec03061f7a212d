"""Makers of a month's facts for the metrics and the formats; every name and figure is invented."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from service.domain.audit import FORMULA, Declared, MonthFacts, Panel, ReviewFact, SourceSight, TicketFact
from service.domain.month import Month
from service.metrics import conduct, harm, sight, standing, themes

OCTOBER = Month(2026, 10)
LOOK = datetime(2026, 10, 31, 18, tzinfo=UTC)
METRICS = (standing.METRIC, harm.METRIC, conduct.METRIC, sight.METRIC, themes.METRIC)


def make_review(
    number: int = 1, day: date = date(2026, 10, 15), rating: float | None = 4.0, **changes: Any
) -> ReviewFact:
    """An employee's review on Glassdoor."""
    made = ReviewFact(number, "glassdoor", "employee", day, rating, True, "neu", False, (), {}, False)
    return replace(made, **changes)


def make_ticket(number: int = 1, state: str = "open", **changes: Any) -> TicketFact:
    """A ticket opened at noon on 5 October."""
    opened = datetime(2026, 10, 5, 10, tzinfo=UTC)
    return replace(TicketFact(number, "glassdoor", state, opened, None, None, True, None, False, (), None), **changes)


def make_facts(*reviews: ReviewFact, **changes: Any) -> MonthFacts:
    """October 2026 of an employer without competitors, tickets or sources."""
    empty = MonthFacts(2, "Granbackens Verkstad AB", "Europe/Stockholm", OCTOBER, reviews, {}, (), (), ())
    return replace(empty, **changes)


def make_full_month(**changes: Any) -> MonthFacts:
    """A believable month: two employee platforms, one of customers, a panel, tickets, a blind source."""
    reviews = [
        make_review(
            number,
            date(2026, 10 - number % 9, 1 + number % 27),
            float(1 + number * 7 % 5),
            platform="glassdoor" if number % 3 else "indeed",
            tone=("neg", "neu", "pos")[number % 3],
            themes={"management": (-1, 1, 0)[number % 3], "pay_benefits": 1},
        )
        for number in range(60)
    ]
    customers = [make_review(100 + n, rating=2.0, platform="trustpilot", audience="customer") for n in range(12)]
    states = ("seen", "posted", "unverifiable", "open", "dismissed")
    tickets = [
        make_ticket(n, state, severe=n == 3, urgent=("safety",) if n == 3 else ()) for n, state in enumerate(states)
    ]
    histogram = {"5": 10, "4": 9, "3": 9, "2": 8, "1": 8}
    facts = make_facts(
        *reviews,
        *customers,
        panel={name: Panel(name, 3.5, 1.2, 200, 4) for name in ("glassdoor", "indeed")},
        declared=(
            Declared("glassdoor", LOOK, 44, 48, 3.1, histogram, 40),
            Declared("indeed", LOOK, None, None, None, None, 20),
        ),
        tickets=tuple(tickets),
        sources=(
            SourceSight(1, "glassdoor", "scrape", 31, 30, LOOK, "reviews", None),
            SourceSight(2, "indeed", "import", 4, 2, None, "blocked", datetime(2026, 10, 3, 7, tzinfo=UTC)),
        ),
    )
    return replace(facts, **changes)


def make_snapshot(facts: MonthFacts) -> dict[str, Any]:
    """The frozen month as formats get it, through JSON as storage keeps it."""
    results: Mapping[str, Any] = {
        "formula": FORMULA,
        "employer": {"id": facts.employer_id, "name": facts.employer_name},
        "month": str(facts.month),
        "time_zone": facts.time_zone,
        "frozen_at": "2026-11-02T06:00:00+00:00",
        "metrics": {metric.slug: metric.measure(facts) for metric in METRICS},
    }
    kept: dict[str, Any] = json.loads(json.dumps(results, allow_nan=False))
    return kept
