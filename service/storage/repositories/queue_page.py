"""A page of the queue as plain values, without an object a row, since this is asked most.

A `Line` has what the API shows of a ticket, by `part_column`; a `Mark` is what tells whether it still does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, FromClause, Integer, Row, Select, Text, any_, bindparam, cast, select, type_coerce
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import NullType

from service.storage.repositories.narrowing import (
    EMPLOYER,
    MOMENT,
    READING,
    REVIEW,
    REVISION,
    TICKET,
    Narrow,
    Place,
    asked,
    found,
    joined,
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


NAMES = tuple(f"{part}_{name}" for part, (_, names) in SHOWN.items() for name in names)
_NOW = bindparam("now", type_=MOMENT)


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


class Page(NamedTuple):
    """A page that is asked for, of at most so many."""

    limit: int
    narrow: Narrow
    after: Place | None = None


def marks(connection: Connection, page: Page, now: datetime) -> list[Mark]:
    """A page in the queue's order, without what is shown of it."""
    return [Mark._make(row) for row in _rows(connection, page, now, whole=False)]


def whole(connection: Connection, page: Page, now: datetime) -> list[tuple[Mark, Line]]:
    """The same with what is shown, which takes half as long again."""
    return [_pair(row) for row in _rows(connection, page, now, whole=True)]


def lines(connection: Connection, ticket_ids: Collection[int], now: datetime) -> list[tuple[Mark, Line]]:
    """What is shown of tickets, each with its mark of the same moment: it may have changed since its page was found."""
    rows = connection.execute(_LINES[connection.dialect.name], {"numbers": sorted(ticket_ids), "now": now})
    return [_pair(row) for row in rows.all()]


def place_of(connection: Connection, mark: Mark) -> Place:
    """Where the page after this ticket starts."""
    dialect = connection.dialect
    read: Any = MOMENT.dialect_impl(dialect).result_processor(dialect, None)
    return Place(mark.rank, read(mark.due_at), mark.ticket_id)


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


def _rows(connection: Connection, page: Page, now: datetime, *, whole: bool) -> Sequence[Row[Any]]:
    told = {**asked(page.limit, page.narrow, page.after, now), "now": now}
    return connection.execute(_statement(page.narrow, paged=page.after is not None, whole=whole), told).all()


def _pair(row: Row[Any]) -> tuple[Mark, Line]:
    return Mark._make(row[:_MARKED]), dict(zip(NAMES, row[_MARKED:], strict=True))


_MARKED = len(Mark._fields)


@lru_cache(maxsize=512)
def _statement(narrow: Narrow, *, paged: bool, whole: bool) -> Select[Any]:
    ticket = found(narrow, paged).subquery()
    columns = (*_mark_of(ticket), *_line_of(ticket)) if whole else _mark_of(ticket)
    return select(*columns).select_from(_all_of(ticket)).order_by(ticket.c.rank, ticket.c.due_at, ticket.c.id)


def _mark_of(ticket: FromClause) -> tuple[Any, ...]:
    columns = (
        ticket.c.id,
        ticket.c.rank,
        ticket.c.due_at,
        ticket.c.due_at < _NOW,
        ticket.c.overdue_at < _NOW,
        ticket.c.version,
        REVIEW.c.revision_number,
        REVIEW.c.helpful,
        REVIEW.c.url,
        REVIEW.c.last_seen_at,
        READING.c.read_at,
        EMPLOYER.c.name,
        EMPLOYER.c.time_zone,
        cast(EMPLOYER.c.answering, Text),
    )
    return tuple(type_coerce(column, NullType) for column in columns)  # as the driver gives it: compared, not read


def _line_of(ticket: FromClause) -> tuple[Any, ...]:
    return tuple((ticket if table is TICKET else table).c[name] for table, names in SHOWN.values() for name in names)


def _all_of(ticket: FromClause) -> Any:
    return joined(ticket).join(EMPLOYER, EMPLOYER.c.id == ticket.c.employer_id)


_ALL = select(*_mark_of(TICKET), *_line_of(TICKET)).select_from(_all_of(TICKET))
_LINES = {
    "sqlite": _ALL.where(TICKET.c.id.in_(bindparam("numbers", expanding=True))),
    "postgresql": _ALL.where(TICKET.c.id == any_(bindparam("numbers", type_=ARRAY(Integer)))),  # prepared once
}
