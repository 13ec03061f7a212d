"""What replies promised, who keeps it, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from service.domain.errors import NotFound
from service.storage.tables import Promise, Reading, Review, Revision


def add(session: Session, **told: Any) -> Promise:
    """Write a promise down."""
    promise = Promise(state="open", measure=None, settled_at=None, **told)
    session.add(promise)
    session.flush()
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


def due(session: Session, employer_id: int | None, employers: Collection[int] | None, today: date) -> Sequence[Promise]:
    """Open promises whose day has come, of one employer or of those that are reached."""
    query = select(Promise).where(Promise.state == "open", Promise.due_on <= today).order_by(Promise.due_on, Promise.id)
    reached = [employer_id] if employer_id is not None else employers
    if reached is not None:
        query = query.where(Promise.employer_id.in_(reached))
    return session.scalars(query).all()


def heard(session: Session, employer_id: int, since: date) -> dict[str, int]:
    """By theme, how many reviews since a day complain of it."""
    rows = session.execute(
        select(Reading.themes)
        .join(Revision, Revision.id == Reading.revision_id)
        .join(Review, (Review.id == Revision.review_id) & (Review.revision_number == Revision.number))
        .where(
            Review.employer_id == employer_id,
            Review.audience != "customer",
            Review.removed_at.is_(None),
            func.coalesce(Review.published_on, func.date(Review.first_seen_at)) >= since,
        )
    )
    counted: dict[str, int] = {}
    for (themes,) in rows:
        for theme in {hit["theme"] for hit in themes if hit["polarity"] < 0}:
            counted[theme] = counted.get(theme, 0) + 1
    return counted
