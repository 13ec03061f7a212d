"""A page of the queue as plain values, without an object a row, since this is asked most.

A `Line` has what the API shows of a ticket, by `part_column`; a `Mark` is what tells whether it still does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Text, bindparam, cast, select, type_coerce
from sqlalchemy.types import NullType

from service.storage.repositories.narrowing import (
    EMPLOYER,
    MOMENT,
    ORDER,
    READING,
    REVIEW,
    REVISION,
    TICKET,
    Narrow,
    Place,
    asked,
    joined,
    numbers,
)
from service.storage.repositories.tickets import Shown

Line = Mapping[str, Any]
SHOWN: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "ticket": (
        TICKET,
        (
            "id",
            "employer_id",
            "state",
            "version",
            "rank",
            "owner",
            "reasons",
            "urgent",
            "opened_at",
            "due_at",
            "overdue_at",
            "answered_at",
            "closed_at",
        ),
    ),
    "employer": (EMPLOYER, ("name", "time_zone", "answering")),
    "review": (
        REVIEW,
        ("id", "platform", "url", "audience", "published_on", "helpful", "first_seen_at", "last_seen_at"),
    ),
    "revision": (REVISION, ("number", "rating", "title", "pros", "cons", "advice", "text")),
    "reading": (
        READING,
        (
            "language",
            "language_confidence",
            "also",
            "tone",
            "score",
            "p_negative",
            "basis",
            "needs_reply",
            "reasons",
            "urgent",
            "themes",
            "model",
        ),
    ),
}
"""Each part's table, and the columns that are shown of it."""


def _whole() -> Any:
    return joined().join(EMPLOYER, EMPLOYER.c.id == TICKET.c.employer_id)


NAMES = tuple(f"{part}_{name}" for part, (_, names) in SHOWN.items() for name in names)
_NOW = bindparam("now", type_=MOMENT)
_MARKS: tuple[Any, ...] = tuple(
    type_coerce(column, NullType)  # as the driver gives it: they are compared, not read
    for column in (
        TICKET.c.id,
        TICKET.c.rank,
        TICKET.c.due_at,
        TICKET.c.due_at < _NOW,
        TICKET.c.overdue_at < _NOW,
        TICKET.c.version,
        REVIEW.c.revision_number,
        REVIEW.c.helpful,
        REVIEW.c.url,
        REVIEW.c.last_seen_at,
        READING.c.read_at,
        EMPLOYER.c.name,
        EMPLOYER.c.time_zone,
        cast(EMPLOYER.c.answering, Text),
    )
)


_LINES = (
    select(*_MARKS, *(table.c[name] for table, names in SHOWN.values() for name in names))
    .select_from(_whole())
    .where(TICKET.c.id.in_(bindparam("numbers", expanding=True)))
)


class Mark(NamedTuple):
    """Where a ticket stands, and what changes whenever something of its line does."""

    ticket_id: int
    rank: int
    """Falls without a new version where a review became more pressing."""
    due_at: Any
    late: bool
    overdue: bool | None
    version: int
    revision: int
    helpful: int | None
    url: str | None
    last_seen_at: Any
    read_at: Any
    employer: str
    time_zone: str
    answering: str


def page(
    connection: Connection, *, limit: int, narrow: Narrow, now: datetime, after: Place | None = None
) -> list[Mark]:
    """A page in the queue's order, of at most so many."""
    told = {**asked(limit, narrow, after, now), "now": now}
    rows = connection.execute(_statement(narrow, paged=after is not None), told)
    return [Mark._make(row) for row in rows]


def place_of(connection: Connection, mark: Mark) -> Place:
    """Where the page after this ticket starts."""
    dialect = connection.dialect
    read: Any = MOMENT.dialect_impl(dialect).result_processor(dialect, None)
    return Place(mark.rank, read(mark.due_at), mark.ticket_id)


def lines(connection: Connection, ticket_ids: Collection[int], now: datetime) -> list[tuple[Mark, Line]]:
    """What is shown of tickets, each with its mark of the same moment: it may have changed since its page was found."""
    rows = connection.execute(_LINES, {"numbers": sorted(ticket_ids), "now": now})
    return [(Mark._make(row[: len(_MARKS)]), dict(zip(NAMES, row[len(_MARKS) :], strict=True))) for row in rows]


def line_of(shown: Shown) -> Line:
    """The same values of one ticket that was read whole."""
    held = {
        "ticket": shown.ticket,
        "employer": shown.employer,
        "review": shown.review,
        "revision": shown.revision,
        "reading": shown.reading,
    }
    return {f"{part}_{name}": getattr(held[part], name, None) for part, (_, names) in SHOWN.items() for name in names}


@lru_cache(maxsize=512)
def _statement(narrow: Narrow, *, paged: bool) -> Select[Any]:
    found = numbers(narrow, paged).subquery()
    return select(*_MARKS).select_from(_whole()).where(TICKET.c.id.in_(select(found.c.id))).order_by(*ORDER)
