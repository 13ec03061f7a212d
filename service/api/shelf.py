"""Tickets as they were written last: a queue that is asked for again and again is mostly the same.

Whether one still stands is asked of the database each time, by its `Mark`; only its writing is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import orjson
from sqlalchemy import Connection

from service.api.lines import ticket_fields
from service.api.written import written
from service.storage.repositories import queue_page
from service.storage.repositories.queue_page import Mark, Page

MOST = 2_000
"""Tickets kept in each language, some three kilobytes each; pages that are remembered to have been asked for."""


class Told(NamedTuple):
    """A ticket on a page."""

    mark: Mark
    json: orjson.Fragment | None


class Shelf:
    """Writings of one process, emptied when it is full and at each new hour, so that nothing erased lies here for long."""

    def __init__(self) -> None:
        """Empty."""
        self._kept: dict[str, dict[Mark, bytes]] = {}
        self._asked: set[tuple[str, Page]] = set()
        self._hour: datetime | None = None

    def page(self, connection: Connection, page: Page, say: str, now: datetime) -> list[Told]:
        """A page's tickets as JSON, in order. One that nobody asked for before is read whole at once."""
        self._forget(say, now)
        if (say, page) in self._asked:
            return self.told(connection, queue_page.marks(connection, page, now), say, now)
        kept, told = self._kept.setdefault(say, {}), []
        for mark, line in queue_page.whole(connection, page, now):
            kept[mark] = one = kept.get(mark) or written(ticket_fields(line, say, now))
            told.append(Told(mark, orjson.Fragment(one)))
        self._asked.add((say, page))
        return told

    def told(self, connection: Connection, marks: Sequence[Mark], say: str, now: datetime) -> list[Told]:
        """Tickets that were found, each with its JSON; one that was erased this moment has none."""
        kept = self._kept.setdefault(say, {})
        found = {mark.ticket_id: kept.get(mark) for mark in marks}
        missing = [number for number, one in found.items() if one is None]
        for mark, line in queue_page.lines(connection, missing, now) if missing else ():
            found[mark.ticket_id] = kept[mark] = written(ticket_fields(line, say, now))
        return [
            Told(mark, None if one is None else orjson.Fragment(one))
            for mark, one in zip(marks, found.values(), strict=True)
        ]

    def _forget(self, say: str, now: datetime) -> None:
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour != self._hour or max(len(self._kept.get(say, ())), len(self._asked)) >= MOST:
            self._kept, self._asked, self._hour = {}, set(), hour
