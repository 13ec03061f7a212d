"""Collection rounds: opened, looked up, closed; and what of an employer's reviews a round needs to know."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.domain.errors import NotFound
from service.domain.review import TEXT_FIELDS
from service.storage.tables import CollectionRound, Review, Revision, Run, Source, Ticket, TicketEvent


def add(
    session: Session, employer_id: int, pages: list[dict[str, Any]], now: datetime, due_at: datetime
) -> CollectionRound:
    """Open a round."""
    opened = CollectionRound(
        employer_id=employer_id, opened_at=now, due_at=due_at, closed_at=None, pages=pages, receipt=None
    )
    session.add(opened)
    session.flush()
    return opened


def get(session: Session, round_id: int) -> CollectionRound:
    """Raises NotFound."""
    found = session.get(CollectionRound, round_id)
    if found is None:
        raise NotFound(f"there is no collection round {round_id}; `omdome round` shows the newest")
    return found


def of_employer(
    session: Session, employer_id: int, limit: int, before_id: int | None = None
) -> Sequence[CollectionRound]:
    """An employer's rounds, newest first."""
    query = select(CollectionRound).where(CollectionRound.employer_id == employer_id)
    query = query.order_by(CollectionRound.id.desc()).limit(limit)
    return session.scalars(query if before_id is None else query.where(CollectionRound.id < before_id)).all()


def newest(session: Session, employer_id: int) -> CollectionRound | None:
    """The newest round, open or closed."""
    return next(iter(of_employer(session, employer_id, 1)), None)


def last_known(session: Session, employer_id: int, platform: str) -> tuple[Review, Revision] | None:
    """The newest review held that the platform still shows."""
    row = session.execute(
        select(Review, Revision)
        .join(Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number))
        .where(Review.employer_id == employer_id, Review.platform == platform, Review.removed_at.is_(None))
        .order_by(Review.published_on.desc().nulls_last(), Review.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def held(session: Session, employer_id: int, platform: str) -> int:
    """How many reviews of a platform are held that do not count as removed."""
    query = select(func.count()).where(
        Review.employer_id == employer_id, Review.platform == platform, Review.removed_at.is_(None)
    )
    return session.scalar(query) or 0


def textless(session: Session, employer_id: int) -> Sequence[Review]:
    """Reviews that were only heard of: neither stars nor a word; with an address where they can be read."""
    unsaid = [getattr(Revision, name).is_(None) for name in TEXT_FIELDS]
    return session.scalars(
        select(Review)
        .join(Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number))
        .where(Review.employer_id == employer_id, Review.url.is_not(None), Review.removed_at.is_(None))
        .where(Revision.rating.is_(None), *unsaid)
        .order_by(Review.id.desc())
        .limit(50)
    ).all()


def awaiting(session: Session, employer_id: int, platform: str, states: Collection[str]) -> Sequence[Review]:
    """Reviews whose ticket is in one of `states`: a reply of ours waits to be seen there."""
    return session.scalars(
        select(Review)
        .join(Ticket, Ticket.review_id == Review.id)
        .where(Review.employer_id == employer_id, Review.platform == platform, Ticket.state.in_(states))
        .order_by(Ticket.id)
    ).all()


def counted(
    session: Session, employer_id: int, platform: str, since: datetime, good: Collection[str]
) -> tuple[int, int, int]:
    """Good runs, new and edited reviews of a platform from a moment on, through any way in."""
    row = session.execute(
        select(func.count(), func.coalesce(func.sum(Run.new), 0), func.coalesce(func.sum(Run.edited), 0))
        .join(Source, Source.id == Run.source_id)
        .where(Source.employer_id == employer_id, Source.platform == platform)
        .where(Run.started_at >= since, Run.verdict.in_(good))
    ).one()
    return int(row[0]), int(row[1]), int(row[2])


def replies_seen(session: Session, employer_id: int, platform: str, since: datetime, moves: Collection[str]) -> int:
    """Tickets of a platform whose reply was found on the page from a moment on."""
    query = (
        select(func.count(func.distinct(TicketEvent.ticket_id)))
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .join(Review, Review.id == Ticket.review_id)
        .where(Review.employer_id == employer_id, Review.platform == platform)
        .where(TicketEvent.at >= since, TicketEvent.move.in_(moves))
    )
    return session.scalar(query) or 0
