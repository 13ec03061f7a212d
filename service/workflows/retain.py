"""Let go of what has had its time, and erase captures on demand."""

from __future__ import annotations

from datetime import datetime, timedelta

from service.storage.repositories import captures
from service.storage.session import Database

BATCH = 200


def retain(database: Database, *, now: datetime, capture_days: int) -> int:
    """Erase captures last fetched more than `capture_days` days ago; how many."""
    gone = 0
    while True:
        with database.write() as session:
            old = captures.older_than(session, now - timedelta(days=capture_days), BATCH)
            gone += captures.erase(session, old)
        if len(old) < BATCH:
            return gone


def erase_captures(database: Database, capture_ids: list[int]) -> int:
    """Erase these captures now, bytes and all; how many there were."""
    with database.write() as session:
        return captures.erase(session, capture_ids)
