"""Tickets as they were written last: a queue that is asked for again and again is mostly the same.

Whether one still stands is asked of the database each time, by its `Mark`; only its writing is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson
from sqlalchemy import Connection

from service.api.lines import ticket_fields
from service.api.written import written
from service.storage.repositories import queue_page
from service.storage.repositories.queue_page import Mark

MOST = 2_000
"""Tickets kept in each language, some three kilobytes each."""


class Shelf:
    """Writings of one process, emptied when it is full and at each new hour, so that nothing erased lies here for long."""

    def __init__(self) -> None:
        """Empty."""
        self._kept: dict[str, dict[Mark, bytes]] = {}
        self._hour: datetime | None = None

    def told(self, connection: Connection, marks: Sequence[Mark], say: str, now: datetime) -> list[orjson.Fragment]:
        """The tickets as JSON, in order; one that was erased this moment is left out."""
        kept = self._fresh(say, now)
        found = {mark.ticket_id: kept.get(mark) for mark in marks}
        missing = [number for number, one in found.items() if one is None]
        for mark, line in queue_page.lines(connection, missing, now) if missing else ():
            found[mark.ticket_id] = kept[mark] = written(ticket_fields(line, say, now))
        return [orjson.Fragment(one) for one in found.values() if one is not None]

    def _fresh(self, say: str, now: datetime) -> dict[Mark, bytes]:
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour != self._hour or len(self._kept.get(say, ())) >= MOST:
            self._kept, self._hour = {}, hour
        return self._kept.setdefault(say, {})
