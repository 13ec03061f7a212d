"""Let go of what has had its time, and erase captures on demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.storage.repositories import captures, erasing, life
from service.storage.session import Database

BATCH = 200
MONTH = timedelta(days=30.4375)


@dataclass(frozen=True, slots=True)
class Retained:
    """How much was let go."""

    captures: int
    reviews: int
    events: int


def retain(
    database: Database,
    *,
    now: datetime,
    capture_days: int,
    review_months: int | None = None,
    event_months: int | None = None,
) -> Retained:
    """Let go of captures, reviews (with all that hangs on them) and events of reviews, each by its own rule."""
    return Retained(
        _captures(database, now - timedelta(days=capture_days)),
        _reviews(database, now - review_months * MONTH) if review_months else 0,
        _events(database, now - event_months * MONTH) if event_months else 0,
    )


def _captures(database: Database, moment: datetime) -> int:
    gone = 0
    while True:
        with database.write() as session:
            old = captures.older_than(session, moment, BATCH)
            gone += captures.erase(session, old)
        if len(old) < BATCH:
            return gone


def _reviews(database: Database, moment: datetime) -> int:
    gone = 0
    while True:
        with database.write() as session:
            old = erasing.older_than(session, moment, BATCH)
            gone += erasing.delete_reviews(session, old)
        if len(old) < BATCH:
            return gone


def _events(database: Database, moment: datetime) -> int:
    with database.write() as session:
        return life.forget_before(session, moment)


def erase_captures(database: Database, capture_ids: list[int]) -> int:
    """Erase these captures now, bytes and all; how many there were."""
    with database.write() as session:
        return captures.erase(session, capture_ids)
