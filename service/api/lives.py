"""A review's life as the API shows it."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from sqlalchemy.orm import Session

from service.api.ledger_schemas import EventOut, Life, PieceOut, RevisionOut
from service.domain.diff import word_diff
from service.domain.review import TEXT_FIELDS
from service.storage.repositories import catalogue, life
from service.storage.tables import Revision


def life_of(session: Session, review_id: int) -> Life:
    """Raises NotFound."""
    review = catalogue.get(session, review_id).review
    revisions = catalogue.revisions(session, review_id)
    known: Literal["known", "unknowable"] = "known" if life.ever_complete(session, review_id) else "unknowable"
    return Life(
        review_id=review.id,
        first_seen_at=review.first_seen_at,
        last_seen_at=review.last_seen_at,
        removed_at=review.removed_at,
        removals=known,
        revisions=[_revision(before, after) for before, after in pairwise([None, *revisions]) if after is not None],
        events=[EventOut.model_validate(event) for event in life.of_review(session, review_id)],
    )


def _revision(before: Revision | None, after: Revision) -> RevisionOut:
    cause: Literal["seen", "reread", "joined"] = "seen"
    if after.cause in ("reread", "joined"):
        cause = "reread" if after.cause == "reread" else "joined"
    return RevisionOut(
        number=after.number,
        seen_at=after.seen_at,
        cause=cause,
        rating=after.rating,
        changes={} if before is None else _changes(before, after),
    )


def _changes(before: Revision, after: Revision) -> dict[str, list[PieceOut]]:
    texts = ((name, getattr(before, name) or "", getattr(after, name) or "") for name in TEXT_FIELDS)
    return {
        name: [PieceOut(change=piece.change.value, text=piece.text) for piece in word_diff(old, new)]
        for name, old, new in texts
        if old != new
    }
