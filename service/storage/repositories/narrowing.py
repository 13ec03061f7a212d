"""What a view of the queue is narrowed to, and the statement that finds a page's tickets, made once for each kind of view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, Select, String, and_, bindparam, cast, select, tuple_

from service.domain.priority import RUNNING
from service.storage.base import UtcMoment
from service.storage.bulk import core
from service.storage.tables import Employer, Reading, Review, Revision, Ticket

TICKET, REVIEW, REVISION, READING, EMPLOYER = map(core, (Ticket, Review, Revision, Reading, Employer))
ORDER = (TICKET.c.rank, TICKET.c.due_at, TICKET.c.id)
"""The queue's order."""
MOMENT = UtcMoment()


@dataclass(frozen=True, slots=True)
class Place:
    """A position in the queue's order, for the next page to start after."""

    rank: int
    due_at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a view is narrowed to; nothing of it speaks of the writer."""

    states: tuple[str, ...] = ()
    employer_id: int | None = None
    platform: str | None = None
    owner: str | None = None
    overdue: bool = False
    urgent: bool | None = None
    theme: str | None = None
    language: str | None = None
    stars: tuple[float, float] | None = None
    """From, and below."""
    words: str | None = None
    """What the text says, as service.understanding.searchable writes it."""

    @property
    def of_the_review(self) -> bool:
        """Whether more than the ticket itself has to be looked at."""
        return any(value is not None for value in (self.platform, self.language, self.theme, self.stars, self.words))

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """As SQL; `now` is given with each asking."""
        equal = (
            (TICKET.c.employer_id, self.employer_id),
            (REVIEW.c.platform, self.platform),
            (TICKET.c.owner, self.owner),
            (READING.c.language, self.language),
        )
        yield from (column == value for column, value in equal if value is not None)
        if len(self.states) == 1:
            yield TICKET.c.state == self.states[0]  # said so, the index has the order too
        elif self.states:
            yield TICKET.c.state.in_(self.states)
        if self.overdue:
            late = TICKET.c.overdue_at < bindparam("now", type_=MOMENT)
            yield and_(late, TICKET.c.state.in_(sorted(RUNNING)))
        if self.urgent is not None:
            yield TICKET.c.rank == 0 if self.urgent else TICKET.c.rank > 0
        if self.theme is not None:
            yield cast(READING.c.themes, String).contains(f'"theme": "{self.theme}"', autoescape=True)
        if self.words is not None:
            yield says(self.words)
        if self.stars is not None:
            yield and_(REVISION.c.rating >= self.stars[0], REVISION.c.rating < self.stars[1])


EVERYTHING = Narrow()


def says(words: str) -> ColumnElement[bool]:
    """That a review's searchable words hold these."""
    return READING.c.searched.contains(words, autoescape=True)


@lru_cache(maxsize=512)
def found(narrow: Narrow, paged: bool) -> Select[Any]:
    """The tickets of a page. Row comparison keeps it on the index at any depth.

    The page is found among tickets alone where nothing of the review is asked, and joined afterwards: PostgreSQL thinks
    that a row comparison leaves one row, and would join and sort the whole rest of the queue.
    """
    query = (
        select(TICKET)
        .where(*narrow.conditions())
        .order_by(*ORDER)
        .limit(bindparam("most", type_=Integer(), literal_execute=True))
    )
    if narrow.of_the_review:
        query = query.select_from(joined())
    if paged:
        query = query.where(tuple_(*ORDER) > tuple_(*map(_unseen, ORDER)))
    return query


def _unseen(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A page's place as a query of its own: PostgreSQL would look at the values to plan anew for each, which takes longer
    than the page."""
    return select(bindparam(column.key, type_=column.type)).scalar_subquery()


def joined(ticket: FromClause = TICKET) -> Any:
    """Tickets with their reviews as they stand, and what was understood of them."""
    return (
        ticket.join(REVIEW, REVIEW.c.id == ticket.c.review_id)
        .join(REVISION, (REVISION.c.review_id == REVIEW.c.id) & (REVISION.c.number == REVIEW.c.revision_number))
        .outerjoin(READING, READING.c.revision_id == REVISION.c.id)
    )


def asked(limit: int, narrow: Narrow, after: Place | None, now: datetime | None) -> Mapping[str, Any]:
    """What goes with `found`."""
    place = {"rank": after.rank, "due_at": after.due_at, "id": after.id} if after else {}
    return {"most": limit, **place, **({"now": now} if narrow.overdue else {})}
