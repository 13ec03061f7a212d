"""Why a ticket stands where it stands: what makes it press, as keys that every language has words for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from service.domain.review import LOW_STARS
from service.domain.ticket import UNANSWERED, Rank, State

VISIBLE_FROM = 5
"""Votes as helpful from which many read a review."""
RUNNING = frozenset(one.value for one in UNANSWERED - {State.SNOOZED})
"""States in which the clock runs."""
FRONT = "visible: on the first page"


class Why(NamedTuple):
    """One reason: the key of its text, and what goes into it."""

    key: str
    values: dict[str, object]


def sooner(*, helpful: int | None, front: bool, heavy: Iterable[str]) -> list[str]:
    """What makes a reply due a working day sooner: that many see the review, that its theme weighs for the employer."""
    votes = [f"visible: {helpful} found it helpful"] if (helpful or 0) >= VISIBLE_FROM else []
    seen = votes or ([FRONT] if front else [])
    weighs = sorted(heavy)
    return [*seen, *([f"weighs for this employer: {', '.join(weighs)}"] if weighs else [])]


def why(
    *,
    rank: int,
    state: str,
    urgent: Sequence[str],
    rating: float | None,
    helpful: int | None,
    reasons: Sequence[str],
    heavy: Sequence[str],
    due_at: datetime,
    overdue_at: datetime | None,
    now: datetime,
) -> list[Why]:
    """The reasons, most pressing first."""
    found = [Why("priority.urgent", {"kind": f"urgent.{kind}"}) for kind in urgent]
    if rating is not None and rating <= LOW_STARS:
        found.append(Why("priority.stars", {"stars": f"{rating:g}"}))
    elif rank == Rank.NEGATIVE:
        found.append(Why("priority.negative", {}))
    if (helpful or 0) >= VISIBLE_FROM:
        found.append(Why("priority.helpful", {"count": helpful}))
    elif FRONT in reasons:
        found.append(Why("priority.front", {}))
    found += [Why("priority.heavy", {"theme": f"theme.{theme}"}) for theme in heavy]
    if state in RUNNING:
        found += _timing(due_at, overdue_at, now)
    return found


def _timing(due_at: datetime, overdue_at: datetime | None, now: datetime) -> list[Why]:
    if overdue_at is not None and now > overdue_at:
        return [Why("priority.overdue", {})]
    return [Why("priority.late", {})] if now > due_at else [Why("priority.due", {"at": due_at})]
