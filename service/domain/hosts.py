"""Manners towards a host that all its sources share: how long it rests after it said no, and how much a day holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

RESTS = (timedelta(hours=6), timedelta(days=1), timedelta(days=3))
"""After the first, the second, and every further refusal in a row."""


@dataclass(frozen=True, slots=True)
class HostRest:
    """Why a host is left alone, and until when."""

    until: datetime
    why: str


def rest_after(refusals: int) -> timedelta:
    """How long a host rests that has refused so many times in a row (1 or more)."""
    return RESTS[min(refusals, len(RESTS)) - 1]


def tomorrow(now: datetime) -> datetime:
    """When the day's budget is new: midnight UTC."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)
