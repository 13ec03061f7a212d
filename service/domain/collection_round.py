"""Collection round: what a person is asked to open and save, and the receipt of what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

EVERY = timedelta(days=7)
"""How often a round is due."""
PATIENCE = timedelta(days=14)
"""How long what only a person can see may stay unseen without harm: a round comes every week, and people are away for one."""
PAGES = 2
"""Addresses given for a list: a margin of one page beyond what is new in an ordinary week."""
MINUTES_A_LIST, MINUTES_A_PAGE = 2, 1


class Why(StrEnum):
    """Why a page waits for a person."""

    BY_HAND = "by_hand"
    """Its platform is only read from what people save."""
    FORBIDDEN = "forbidden"
    BLIND = "blind"
    TEXT_MISSING = "text_missing"
    """A mail told of the review without its text."""


@dataclass(frozen=True, slots=True)
class LastKnown:
    """The newest review held of a list, so that a person sees when everything newer is on the screen."""

    published_on: date | None
    rating: float | None
    begins: str | None
    """Its title, or how its text begins."""


@dataclass(frozen=True, slots=True)
class Task:
    """One list to open, or single reviews whose text is missing; `addresses` is empty where none is known."""

    platform: str
    why: Why
    addresses: tuple[str, ...]
    last_known: LastKnown | None = None
    replies: tuple[str, ...] = ()
    """Addresses of reviews (or their numbers) where a reply of ours waits to be seen."""

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        if self.why is Why.TEXT_MISSING:
            return MINUTES_A_PAGE * len(self.addresses)
        return MINUTES_A_LIST


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one platform of a round."""

    platform: str
    seen: bool
    """A look since the round began was good."""
    new: int
    edited: int
    replies_seen: int
    replies_waiting: int
    held: int
    declared: int | None
    fine_until: date | None
    """The day after which not having looked counts as blind; none when it was never seen."""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a round brought, platform by platform."""

    lines: tuple[Line, ...]

    @property
    def blind(self) -> tuple[str, ...]:
        """The platforms that were not seen."""
        return tuple(line.platform for line in self.lines if not line.seen)


def is_due(newest_opened_at: datetime | None, now: datetime) -> bool:
    """Whether a new round begins."""
    return newest_opened_at is None or now - newest_opened_at >= EVERY


def minutes(tasks: Iterable[Task]) -> int:
    """About how long a round takes."""
    return sum(task.minutes for task in tasks)


def platforms(tasks: Sequence[Task]) -> tuple[str, ...]:
    """The platforms of a round, each once."""
    return tuple(dict.fromkeys(task.platform for task in tasks))


def fine_until(last_good_at: datetime | None) -> date | None:
    """Until when what was last seen then is fresh enough."""
    return (last_good_at + PATIENCE).date() if last_good_at else None
