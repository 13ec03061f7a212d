"""What erasing a review needs: everything by which it can be found, and what goes with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from service.domain.review import TEXT_FIELDS
from service.storage.bulk import insert_new
from service.storage.tables import Erased, Response, Review, Revision, Ticket


def at_address(session: Session, url: str) -> Sequence[int]:
    """Reviews that a platform shows at this address."""
    return session.scalars(select(Review.id).where(Review.url == url)).all()


def marks(session: Session, review: Review, piece: int) -> list[bytes]:
    """Bytes by which the review is found in a page: its id, and the beginning of each text, as written and as JSON."""
    found = {review.external_id} if review.external_id else set[str]()
    for revision in session.scalars(select(Revision).where(Revision.review_id == review.id)):
        texts = (getattr(revision, name) for name in TEXT_FIELDS)
        found |= {text[:piece] for text in texts if text and len(text) >= piece // 2}
    written = found | {json.dumps(text)[1:-1] for text in found}
    return [text.encode() for text in written]


def fingerprints(session: Session, review_id: int, digest: Callable[[str], str]) -> set[str]:
    """Digests of what each revision says, for ways in that give no id."""
    said = session.scalars(select(Revision.fingerprint).where(Revision.review_id == review_id)).all()
    return {digest(f"fp:{one}") for one in said if one}


def remember(session: Session, review: Review, digest: str, now: datetime) -> None:
    """Keep the digest of an erased review, so that it stays out."""
    row = {"employer_id": review.employer_id, "platform": review.platform, "digest": digest, "erased_at": now}
    insert_new(session, Erased, [row], Erased.id)


def erased_by_employer(session: Session) -> dict[int, int]:
    """How many reviews were erased on demand, by employer: digests counted once per moment."""
    rows = session.execute(
        select(Erased.employer_id, func.count(Erased.erased_at.distinct())).group_by(Erased.employer_id)
    )
    return dict(rows.all())


def delete_reviews(session: Session, review_ids: Sequence[int]) -> int:
    """Delete reviews with all that hangs on them; how many there were."""
    return len(session.scalars(delete(Review).where(Review.id.in_(review_ids)).returning(Review.id)).all())


def counted(session: Session, review_id: int) -> tuple[int, int, int]:
    """Revisions, public answers and tickets of a review."""
    tables = (Revision, Response, Ticket)
    one, two, three = (
        session.scalar(select(func.count()).select_from(table).where(table.review_id == review_id)) or 0
        for table in tables
    )
    return one, two, three


def older_than(session: Session, moment: datetime, limit: int) -> Sequence[int]:
    """Reviews published (first seen, where the platform gives no date) before a moment."""
    undated = Review.published_on.is_(None) & (Review.first_seen_at < moment)
    old = (Review.published_on < moment.date()) | undated
    return session.scalars(select(Review.id).where(old).order_by(Review.id).limit(limit)).all()
