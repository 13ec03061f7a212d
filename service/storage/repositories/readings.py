"""Revisions waiting to be understood, with all that is needed to judge them, and the readings given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, select, update
from sqlalchemy.orm import Session

from service.storage.bulk import insert_new
from service.storage.tables import Capture, Employer, Reading, Response, Review, Revision, Sighting, Source, Ticket


@dataclass(frozen=True, slots=True)
class Waiting:
    """One unread revision and where it stands."""

    revision: Revision
    review_id: int
    employer_id: int
    employer: str
    own: bool
    audience: str
    platform: str
    url: str | None
    published_on: date | None
    seeded: bool
    current: bool
    """Whether it is still the review's newest revision."""
    answered: bool
    ticket_id: int | None
    time_zone: str
    calendar: str
    working_time: dict[str, Any]
    heavy: frozenset[str]
    """Themes that weigh more for this employer."""
    helpful: int | None
    front: bool
    """Whether it stands on a list's first page."""
    reply_from: dict[str, float]


def unread(session: Session, limit: int) -> list[Waiting]:
    """The oldest revisions nobody has read yet."""
    query = _placed().where(Revision.read_by.is_(None)).order_by(Revision.id).limit(limit)
    return [_waiting(*row) for row in session.execute(query.with_for_update(of=Revision, skip_locked=True))]


def outdated(session: Session, model: str, behind: int, limit: int) -> list[tuple[Waiting, Reading]]:
    """Revisions behind an id that another model has read, oldest first, each with that reading."""
    query = (
        _placed()
        .add_columns(Reading)
        .join(Reading, Reading.revision_id == Revision.id)
        .where(Revision.id > behind, Revision.read_by.is_not(None), Revision.read_by != model)
        .order_by(Revision.id)
        .limit(limit)
    )
    return [(_waiting(*row[:-1]), row[-1]) for row in session.execute(query)]


def replace(session: Session, rows: Sequence[dict[str, Any]], model: str, now: datetime) -> None:
    """Put new readings in the place of old ones."""
    if rows:
        session.execute(update(Reading), [{**row, "model": model, "read_at": now} for row in rows])
        session.execute(update(Revision), [{"id": row["revision_id"], "read_by": model} for row in rows])


def _placed() -> Select[Revision, Review, Employer, bool, bool, int]:
    answered = exists().where(Response.review_id == Review.id, Response.gone_at.is_(None))
    front = exists().where(
        Sighting.review_id == Review.id,
        Capture.id == Sighting.capture_id,
        Source.id == Sighting.source_id,
        Capture.url == Source.url,
    )
    return (
        select(Revision, Review, Employer, answered, front, Ticket.id)
        .join(Review, Review.id == Revision.review_id)
        .join(Employer, Employer.id == Review.employer_id)
        .outerjoin(Ticket, Ticket.review_id == Review.id)
    )


def _waiting(
    revision: Revision, review: Review, employer: Employer, answered: bool, front: bool, ticket_id: int | None
) -> Waiting:
    return Waiting(
        revision=revision,
        review_id=review.id,
        employer_id=employer.id,
        employer=employer.name,
        own=employer.kind == "own",
        audience=review.audience,
        platform=review.platform,
        url=review.url,
        published_on=review.published_on,
        seeded=review.seeded,
        current=revision.number == review.revision_number,
        answered=answered,
        ticket_id=ticket_id,
        time_zone=employer.time_zone,
        calendar=employer.calendar,
        working_time=employer.working_time,
        heavy=frozenset(employer.answering.get("heavy_themes", ())),
        helpful=review.helpful,
        front=front,
        reply_from=employer.reply_from,
    )


def record(session: Session, rows: Sequence[dict[str, Any]], model: str, now: datetime) -> None:
    """Put readings beside their revisions, which then wait no longer."""
    insert_new(session, Reading, [{**row, "model": model, "read_at": now} for row in rows], Reading.revision_id)
    session.execute(update(Revision), [{"id": row["revision_id"], "read_by": model} for row in rows])
