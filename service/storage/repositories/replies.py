"""Our answers, and what the public pages show of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.domain.snippet import FROM_PERSON
from service.storage.tables import Draft, Reply, Response, Review, Run, Source, Ticket


@dataclass(frozen=True, slots=True)
class Sight:
    """A ticket, the newest reply we claim to have posted, and the answers the platform shows or once showed."""

    ticket: Ticket
    reply: Reply | None
    answers: tuple[Response, ...]
    looked_at: datetime | None
    """When the review was last seen on a page."""
    way_in: str
    looks: int
    """Healthy looks since posting, up to the last that showed the review."""


def add(session: Session, ticket_id: int, text: str, digest: str, actor: str, now: datetime) -> Reply:
    """Record a reply as posted (claimed)."""
    reply = Reply(
        ticket_id=ticket_id, text=text, digest=digest, written_by=actor, posted_at=now, state="posted", seen_at=None
    )
    session.add(reply)
    session.flush()
    return reply


def propose(session: Session, ticket_id: int, text: str, actor: str, now: datetime, origin: str = FROM_PERSON) -> None:
    """Keep a draft; `origin`: who found the words."""
    session.add(Draft(ticket_id=ticket_id, text=text, written_by=actor, written_at=now, origin=origin))


def proposed(session: Session, ticket_id: int) -> Draft | None:
    """The newest draft of a ticket."""
    return session.scalar(select(Draft).where(Draft.ticket_id == ticket_id).order_by(Draft.id.desc()).limit(1))


def latest(session: Session, employer_id: int, count: int) -> Sequence[str]:
    """The texts of an employer's newest replies."""
    return session.scalars(
        select(Reply.text)
        .join(Ticket, Ticket.id == Reply.ticket_id)
        .where(Ticket.employer_id == employer_id)
        .order_by(Reply.id.desc())
        .limit(count)
    ).all()


def of_ticket(session: Session, ticket_id: int) -> Sequence[Reply]:
    """All replies to a ticket, first to last."""
    return session.scalars(select(Reply).where(Reply.ticket_id == ticket_id).order_by(Reply.id)).all()


def answers(session: Session, review_id: int) -> Sequence[Response]:
    """The employer's public answers to a review, also those that are gone."""
    return session.scalars(select(Response).where(Response.review_id == review_id).order_by(Response.id)).all()


def unsettled(session: Session, states: Sequence[str]) -> list[Sight]:
    """Tickets in `states` whose review has an answer on record, or which claim one; with all of them."""
    claimed = select(Reply.ticket_id)
    answered = select(Response.review_id)
    rows = session.execute(
        select(Ticket, Review.last_seen_at, Source.way_in)
        .join(Review, Review.id == Ticket.review_id)
        .join(Source, Source.id == Review.source_id)
        .where(Ticket.state.in_(states), Ticket.id.in_(claimed) | Ticket.review_id.in_(answered))
        .order_by(Ticket.id)
    ).all()
    ours: dict[int, Reply] = {}
    for reply in session.scalars(
        select(Reply).where(Reply.ticket_id.in_([row[0].id for row in rows])).order_by(Reply.id)
    ):
        ours[reply.ticket_id] = reply
    looks = _looks(session, [reply.id for reply in ours.values()])
    theirs: dict[int, list[Response]] = {}
    for answer in session.scalars(select(Response).where(Response.review_id.in_([row[0].review_id for row in rows]))):
        theirs.setdefault(answer.review_id, []).append(answer)
    return [
        Sight(
            ticket,
            ours.get(ticket.id),
            tuple(theirs.get(ticket.review_id, ())),
            looked_at,
            way_in,
            looks.get(ticket.id, 0),
        )
        for ticket, looked_at, way_in in rows
    ]


def _looks(session: Session, reply_ids: Sequence[int]) -> dict[int, int]:
    """By ticket, how many healthy runs of the review's source began between posting and when it was last seen."""
    rows = session.execute(
        select(Reply.ticket_id, func.count(Run.id))
        .join(Ticket, Ticket.id == Reply.ticket_id)
        .join(Review, Review.id == Ticket.review_id)
        .join(Run, Run.source_id == Review.source_id)
        .where(Reply.id.in_(reply_ids), Ticket.state == "posted", Run.verdict == "reviews")
        .where(Run.started_at >= Reply.posted_at, Run.started_at <= Review.last_seen_at)
        .group_by(Reply.ticket_id)
    )
    return dict(rows.all())
