"""Harm: one-star and negative shares with their intervals, and severe cases by class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from service.domain import score
from service.domain.audit import MonthFacts, ReviewFact, TicketFact


class _Harm:
    slug = "harm"

    def measure(self, facts: MonthFacts) -> Mapping[str, Any]:
        """Shares of the month's and of twelve months' employee reviews. The negative share rests on the classifier and
        is printed as counted: its sensitivity and specificity are not measured here yet, so it is not corrected."""
        month = [review for review in _employees(facts) if review.published_on >= facts.month.first]
        year = [review for review in _employees(facts) if review.published_on >= _year_ago(facts)]
        return {
            "one_star": {"month": _one_star(month), "year": _one_star(year)},
            "negative": {"month": _negative(month), "year": _negative(year), "corrected": False},
            "severe": _severe(facts),
        }


def _employees(facts: MonthFacts) -> list[ReviewFact]:
    return [
        review for review in facts.reviews if review.audience == "employee" and review.published_on <= facts.month.last
    ]


def _year_ago(facts: MonthFacts) -> date:
    """The first day of the twelve months that end with this one."""
    following = facts.month.number % 12 + 1
    return date(facts.month.year - (facts.month.number < 12), following, 1)


def _one_star(reviews: Sequence[ReviewFact]) -> dict[str, Any]:
    rated = [review.rating for review in reviews if review.rating is not None]
    return score.share_of(sum(rating < 1.5 for rating in rated), len(rated))


def _negative(reviews: Sequence[ReviewFact]) -> dict[str, Any]:
    read = [review.tone for review in reviews if review.tone != "unsure"]
    return score.share_of(sum(tone == "neg" for tone in read), len(read))


def _severe(facts: MonthFacts) -> dict[str, Any]:
    """Urgent tickets nobody dismissed, by the month they were opened in (the employer's calendar)."""
    zone = ZoneInfo(facts.time_zone)
    opened = [(ticket.opened_at.astimezone(zone).date(), ticket) for ticket in facts.tickets if ticket.severe]
    year = [ticket for day, ticket in opened if _year_ago(facts) <= day <= facts.month.last]
    month = [ticket for day, ticket in opened if facts.month.first <= day <= facts.month.last]
    return {"month": len(month), "year": len(year), "by_class": _classes(year)}


def _classes(tickets: Iterable[TicketFact]) -> dict[str, int]:
    return dict(sorted(Counter(kind for ticket in tickets for kind in ticket.urgent).items()))


METRIC = _Harm()
