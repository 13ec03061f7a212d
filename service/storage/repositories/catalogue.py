"""Reviews as they stand, newest found first, each with its newest revision and what was understood of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.domain.errors import NotFound
from service.storage.tables import Reading, Review, Revision


class Standing(NamedTuple):
    """A review, its newest revision and that one's reading."""

    review: Review
    revision: Revision
    reading: Reading | None


def _standing() -> Select[Review, Revision, Reading]:
    return (
        select(Review, Revision, Reading)
        .join(Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number))
        .outerjoin(Reading, Reading.revision_id == Revision.id)
    )


def page(
    session: Session, *, limit: int, employer_id: int | None = None, before_id: int | None = None
) -> list[Standing]:
    """Reviews by falling id."""
    query = _standing().order_by(Review.id.desc()).limit(limit)
    if employer_id is not None:
        query = query.where(Review.employer_id == employer_id)
    if before_id is not None:
        query = query.where(Review.id < before_id)
    return [Standing(*row) for row in session.execute(query)]


def get(session: Session, review_id: int) -> Standing:
    """One review. Raises NotFound."""
    row = session.execute(_standing().where(Review.id == review_id)).first()
    if row is None:
        raise NotFound(f"there is no review {review_id}")
    return Standing(*row)


def revisions(session: Session, review_id: int) -> Sequence[Revision]:
    """All revisions of a review, first to last."""
    return session.scalars(select(Revision).where(Revision.review_id == review_id).order_by(Revision.number)).all()
