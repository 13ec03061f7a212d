"""What people said of readings, and which readings are worth asking them about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from service.storage.tables import Employer, Label, Reading, Review, Revision


class Asked(NamedTuple):
    """A review as it stands, how it was read, and whose it is."""

    review: Review
    revision: Revision
    reading: Reading
    employer: Employer


def unsaid(session: Session, limit: int, employer_id: int | None = None) -> list[Asked]:
    """Standing reviews of our own employers that nobody has said anything of, newest first."""
    query = (
        select(Review, Revision, Reading, Employer)
        .join(Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number))
        .join(Reading, Reading.revision_id == Revision.id)
        .join(Employer, Employer.id == Review.employer_id)
        .where(
            Employer.kind == "own",
            Review.audience != "customer",
            Review.removed_at.is_(None),
            ~exists().where(Label.revision_id == Revision.id),
        )
        .order_by(Review.id.desc())
        .limit(limit)
    )
    if employer_id is not None:
        query = query.where(Review.employer_id == employer_id)
    return [Asked(*row) for row in session.execute(query)]


def say(session: Session, revision_id: int, said_by: str, **told: Any) -> None:
    """Keep what somebody said of a revision; saying it again replaces it."""
    label = session.scalar(select(Label).where(Label.revision_id == revision_id, Label.said_by == said_by))
    if label is None:
        session.add(Label(revision_id=revision_id, said_by=said_by, **told))
        return
    for name, value in told.items():
        setattr(label, name, value)


def every(session: Session, employer_id: int | None = None) -> Sequence[Label]:
    """All labels, oldest first."""
    query = select(Label).order_by(Label.said_at, Label.id)
    if employer_id is not None:
        query = (
            query.join(Revision, Revision.id == Label.revision_id)
            .join(Review, Review.id == Revision.review_id)
            .where(Review.employer_id == employer_id)
        )
    return session.scalars(query).all()
