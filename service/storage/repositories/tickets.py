"""The queue: opened in bulk, listed by keyset, moved by conditional update, every move written down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, update
from sqlalchemy.orm import Session

from service.domain.errors import NotFound, Stale
from service.storage.bulk import core, insert_new
from service.storage.repositories.narrowing import Narrow, Place, asked, found, says
from service.storage.tables import Employer, Reading, Review, Revision, Sighting, Ticket, TicketEvent

UNANSWERED = ("open", "claimed", "drafted", "submitted", "approved", "snoozed")
SYSTEM = "omdome"
"""The actor of moves nobody makes by hand."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A ticket with the review it is about, as the queue shows it."""

    ticket: Ticket
    review: Review
    revision: Revision
    reading: Reading | None
    employer: Employer


def open_new(session: Session, rows: Sequence[dict[str, Any]], now: datetime) -> list[int]:
    """Open tickets for reviews that have none; the review ids of those opened."""
    opened = insert_new(
        session, Ticket, [{"state": "open", "version": 1, "opened_at": now, **row} for row in rows], Ticket.id
    )
    tickets = session.execute(select(Ticket.id, Ticket.review_id).where(Ticket.id.in_(opened))).all() if opened else []
    events = [
        {"ticket_id": row.id, "version": 1, "at": now, "actor": SYSTEM, "move": "open", "to_state": "open"}
        for row in tickets
    ]
    insert_new(session, TicketEvent, events, TicketEvent.id)
    return [row.review_id for row in tickets]


def _shown() -> Select[Ticket, Review, Revision, Reading, Employer]:
    return (
        select(Ticket, Review, Revision, Reading, Employer)
        .join(Review, Review.id == Ticket.review_id)
        .join(Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number))
        .join(Employer, Employer.id == Ticket.employer_id)
        .outerjoin(Reading, Reading.revision_id == Revision.id)
    )


def queue(
    session: Session, *, limit: int, narrow: Narrow, now: datetime | None = None, after: Place | None = None
) -> list[Shown]:
    """A page of the queue, most pressing first."""
    page = found(narrow, after is not None).with_only_columns(Ticket.id).subquery()
    query = _shown().where(Ticket.id.in_(select(page.c.id))).order_by(Ticket.rank, Ticket.due_at, Ticket.id)
    return [Shown(*row) for row in session.execute(query, asked(limit, narrow, after, now))]


def saying(session: Session | Connection, words: str, employers: Collection[int] | None, most: int) -> int:
    """How many reviews (at most so many) say these words; of all employers when none are named."""
    query = (
        select(Reading.revision_id)
        .join(Revision, Revision.id == Reading.revision_id)
        .join(Review, (Review.id == Revision.review_id) & (Review.revision_number == Revision.number))
        .where(says(words))
        .limit(most)
    )
    if employers is not None:
        query = query.where(Review.employer_id.in_(employers))
    return len(session.execute(query).all())


def shown(session: Session, ticket_id: int) -> Shown:
    """One ticket with its review. Raises NotFound."""
    row = session.execute(_shown().where(Ticket.id == ticket_id)).first()
    if row is None:
        raise NotFound(f"there is no ticket {ticket_id}")
    return Shown(*row)


def rested(session: Session, now: datetime, limit: int) -> list[Shown]:
    """Tickets laid aside whose time is up."""
    query = _shown().where(Ticket.state == "snoozed", Ticket.snoozed_until <= now).order_by(Ticket.id).limit(limit)
    return [Shown(*row) for row in session.execute(query)]


def get(session: Session, ticket_id: int) -> Ticket:
    """One ticket as it stands now. Raises NotFound."""
    ticket = session.get(Ticket, ticket_id, populate_existing=True)
    if ticket is None:
        raise NotFound(f"there is no ticket {ticket_id}")
    return ticket


_POSTED = (
    select(core(Ticket).c.id)
    .join(core(Sighting), core(Sighting).c.review_id == core(Ticket).c.review_id)
    .where(core(Sighting).c.source_id == bindparam("source"), core(Ticket).c.state == "posted")
    .limit(1)
)


def any_posted(session: Session, source_id: int) -> bool:
    """Whether a reply to one of a source's reviews waits to be seen."""
    return session.scalar(_POSTED, {"source": source_id}) is not None


def move(session: Session, ticket: Ticket, event: dict[str, Any], **changes: Any) -> bool:
    """Make a move if the ticket is still at the version it was judged on; whether it was.

    `event` has at, actor, move, to_state and note; the event is written only with a move that won.
    """
    following = ticket.version + 1
    won = session.execute(
        update(Ticket)
        .where(Ticket.id == ticket.id, Ticket.version == ticket.version)
        .values(version=following, state=event["to_state"], **changes)
        .execution_options(synchronize_session=False)
    )
    if won.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult, typed as Result
        return False
    session.add(TicketEvent(ticket_id=ticket.id, version=following, from_state=ticket.state, **event))
    session.flush()
    return True


def demand_version(ticket: Ticket, version: int | None) -> None:
    """Whether a move was decided on the ticket as it stands; None: whatever it is. Raises Stale."""
    if version is not None and version != ticket.version:
        raise stale(ticket, version)


def stale(ticket: Ticket, version: int | None = None) -> Stale:
    """Somebody was quicker."""
    known = ticket.version if version is None else version
    return Stale(f"ticket {ticket.id} has changed since version {known}: read it again and decide anew")


def renew(session: Session, ticket_id: int, *, rank: int, **place: Any) -> None:
    """Bring what an unanswered ticket says up to date with an edited review; it only ever becomes more pressing."""
    session.execute(
        update(Ticket)
        .where(Ticket.id == ticket_id, Ticket.state.in_(UNANSWERED), Ticket.rank > rank)
        .values(rank=rank, **place)
    )


def note(session: Session, review_id: int, what: str, now: datetime) -> None:
    """Write down on a review's ticket, if it has one, what happened to the review; the state stays."""
    ticket = session.scalar(
        select(Ticket).where(Ticket.review_id == review_id).execution_options(populate_existing=True)
    )
    if ticket is not None:
        move(session, ticket, {"at": now, "actor": SYSTEM, "move": "note", "to_state": ticket.state, "note": what})


def events(session: Session, ticket_id: int) -> Sequence[TicketEvent]:
    """All moves of a ticket, first to last."""
    return session.scalars(
        select(TicketEvent).where(TicketEvent.ticket_id == ticket_id).order_by(TicketEvent.version)
    ).all()
