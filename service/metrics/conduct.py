"""Conduct: how the month's tickets were answered. Effort, reported as effort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from service.domain import score
from service.domain.audit import MonthFacts, TicketFact

ANSWERED = {"posted", "seen", "seen_different", "gone", "unverifiable"}


class _Conduct:
    slug = "conduct"

    def measure(self, facts: MonthFacts) -> Mapping[str, Any]:
        """Of the tickets opened in the month: answered, seen, not checkable; hours are the employer's opening hours."""
        zone = ZoneInfo(facts.time_zone)
        tickets = [
            ticket
            for ticket in facts.tickets
            if facts.month.first <= ticket.opened_at.astimezone(zone).date() <= facts.month.last
        ]
        answered = [ticket for ticket in tickets if ticket.state in ANSWERED]
        dismissed = sum(ticket.state == "dismissed" for ticket in tickets)
        hours = [ticket.business_hours for ticket in answered if ticket.business_hours is not None]
        return {
            "tickets": len(tickets),
            "answered": len(answered),
            "seen": sum(ticket.state == "seen" for ticket in answered),
            "not_checkable": sum(not ticket.checkable for ticket in answered),
            "dismissed": dismissed,
            "open": len(tickets) - len(answered) - dismissed,
            "response_rate": score.share_of(len(answered), len(tickets) - dismissed),
            "median_business_hours": round(median(hours), 2) if hours else None,
            "near_identical_share": _sameness(answered),
            "promises": _promises(facts),
        }


def _promises(facts: MonthFacts) -> dict[str, int]:
    """Kept and broken in the month; at its end still open, and of those how many whose day has passed."""
    month = facts.month
    settled = Counter(
        one.state
        for one in facts.promises
        if one.settled_on is not None and month.first <= one.settled_on <= month.last
    )
    waiting = [one for one in facts.promises if one.settled_on is None or one.settled_on > month.last]
    late = sum(one.due_on <= month.last for one in waiting)
    return {"kept": settled["kept"], "broken": settled["broken"], "open": len(waiting), "overdue": late}


def _sameness(answered: Sequence[TicketFact]) -> float | None:
    """Share of replies whose normalised text another reply has too; none with fewer than two replies."""
    digests = Counter(ticket.reply_digest for ticket in answered if ticket.reply_digest)
    replies = sum(digests.values())
    return round(sum(n for n in digests.values() if n > 1) / replies, 4) if replies > 1 else None


METRIC = _Conduct()
