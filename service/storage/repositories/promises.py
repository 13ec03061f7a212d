"""What replies promised, who keeps it, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select, update
from sqlalchemy.orm import Session

from service.domain.errors import NotFound
from service.storage.bulk import core, insert_new
from service.storage.tables import Promise, PromiseTicket, Reading, Review, Revision, Ticket

_PROMISE = core(Promise)
_DUE = (
    select(_PROMISE)
    .where(_PROMISE.c.state == "open", _PROMISE.c.due_on <= bindparam("today"))
    .order_by(_PROMISE.c.due_on, _PROMISE.c.id)
)
_DUE_OF = _DUE.where(_PROMISE.c.employer_id.in_(bindparam("reached", expanding=True)))


def add(session: Session, **told: Any) -> Promise:
    """Write a promise down."""
    promise = Promise(state="open", measure=None, settled_at=None, **told)
    session.add(promise)
    session.flush()
    if promise.ticket_id is not None:
        link(session, promise.id, [promise.ticket_id])
    return promise


def get(session: Session, promise_id: int) -> Promise:
    """Raises NotFound."""
    promise = session.get(Promise, promise_id)
    if promise is None:
        raise NotFound(f"there is no promise {promise_id}")
    return promise


def settle(session: Session, promise_id: int, **settled: Any) -> bool:
    """Settle a promise if it is still open; whether it was."""
    done = session.execute(update(Promise).where(Promise.id == promise_id, Promise.state == "open").values(settled))
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult, typed as Result


def listed(
    session: Session, *, employer_id: int | None = None, state: str | None = None, due_by: date | None = None
) -> Sequence[Promise]:
    """Promises, the next due first."""
    query = select(Promise).order_by(Promise.due_on, Promise.id)
    if employer_id is not None:
        query = query.where(Promise.employer_id == employer_id)
    if state is not None:
        query = query.where(Promise.state == state)
    if due_by is not None:
        query = query.where(Promise.due_on <= due_by)
    return session.scalars(query).all()


def of_ticket(session: Session, ticket_id: int) -> Sequence[Promise]:
    """What a ticket's reply promised."""
    return session.scalars(select(Promise).where(Promise.ticket_id == ticket_id).order_by(Promise.id)).all()


def due(
    connection: Connection, employer_id: int | None, employers: Collection[int] | None, today: date
) -> Sequence[Row[Any]]:
    """Open promises whose day has come, of one employer or of those that are reached."""
    reached = [employer_id] if employer_id is not None else employers
    if reached is None:
        return connection.execute(_DUE, {"today": today}).all()
    return connection.execute(_DUE_OF, {"today": today, "reached": sorted(reached)}).all()


def link(session: Session, promise_id: int, ticket_ids: Collection[int]) -> int:
    """Say which complaints a promise answers; how many were not linked before."""
    rows = [{"promise_id": promise_id, "ticket_id": number} for number in sorted(set(ticket_ids))]
    return len(insert_new(session, PromiseTicket, rows, PromiseTicket.ticket_id))


def heard(session: Session, employer_id: int, since: date) -> dict[str, int]:
    """By theme, how many reviews since a day complain of it."""
    counted: Counter[str] = Counter()
    for (themes,) in session.execute(_complaints(employer_id, since, Reading.themes)):
        counted.update({hit["theme"] for hit in themes if hit["polarity"] < 0})
    return dict(counted)


def answered(session: Session, employer_id: int, since: date) -> dict[int, int]:
    """By promise, how many of the reviews that complain of its theme it is linked to."""
    rows = session.execute(
        _complaints(employer_id, since, Promise.id, Promise.theme, Reading.themes)
        .join(Ticket, Ticket.review_id == Review.id)
        .join(PromiseTicket, PromiseTicket.ticket_id == Ticket.id)
        .join(Promise, Promise.id == PromiseTicket.promise_id)
    )
    counted: Counter[int] = Counter()
    for number, theme, themes in rows:
        counted[number] += any(hit["theme"] == theme and hit["polarity"] < 0 for hit in themes)
    return dict(counted)


def _complaints(employer_id: int, since: date, *columns: Any) -> Select[Any]:
    """The readings of an employer's reviews since a day that stand on the page still; customers' are another matter."""
    return (
        select(*columns)
        .select_from(Reading)
        .join(Revision, Revision.id == Reading.revision_id)
        .join(Review, (Review.id == Revision.review_id) & (Review.revision_number == Revision.number))
        .where(
            Review.employer_id == employer_id,
            Review.audience != "customer",
            Review.removed_at.is_(None),
            func.coalesce(Review.published_on, func.date(Review.first_seen_at)) >= since,
        )
    )
