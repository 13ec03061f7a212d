"""What happens to a review: seen, missing, removed, back again; every turn is written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.storage.bulk import chunks, core
from service.storage.repositories.held import Held
from service.storage.tables import Review, ReviewEvent, Run, Sighting

REMOVED_AFTER = 2
"""Complete listings in a row without a review before it counts as removed: one may be a slip of the site."""


def write(
    session: Session, run_id: int | None, events: Iterable[tuple[int, str, dict[str, Any]]], now: datetime
) -> None:
    """Add (review, kind, detail) to the book."""
    rows = [
        {"review_id": review_id, "run_id": run_id, "at": now, "kind": kind, "detail": detail}
        for review_id, kind, detail in events
    ]
    if rows:
        session.execute(insert(core(ReviewEvent)), rows)


def of_review(session: Session, review_id: int) -> Sequence[ReviewEvent]:
    """A review's life, first to last."""
    return session.scalars(select(ReviewEvent).where(ReviewEvent.review_id == review_id).order_by(ReviewEvent.id)).all()


def sight(session: Session, source_id: int, capture_id: int | None, review_ids: Sequence[int], now: datetime) -> None:
    """Reviews stand on a capture of this source."""
    build = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = build(core(Sighting))
    renewed = {name: statement.excluded[name] for name in ("capture_id", "last_seen_at", "absent")}
    statement = statement.on_conflict_do_update(index_elements=["source_id", "review_id"], set_=renewed)
    rows = [
        {"source_id": source_id, "review_id": number, "capture_id": capture_id, "last_seen_at": now, "absent": 0}
        for number in dict.fromkeys(review_ids)
    ]
    for part in chunks(rows):
        session.execute(statement, list(part))


def ever_complete(session: Session, review_id: int) -> bool:
    """Whether a way in that shows this review has ever shown its whole list: only then can it be missed."""
    shown = select(Sighting.source_id).where(Sighting.review_id == review_id)
    whole = select(Run.id).where(Run.source_id.in_(shown), Run.complete.is_(True)).limit(1)
    return session.scalar(whole) is not None


_ON_IT = (core(Sighting).c.source_id == bindparam("source"), core(Sighting).c.capture_id == bindparam("capture"))
_SEEN = update(core(Sighting)).where(*_ON_IT).values(last_seen_at=bindparam("now"), absent=0)
_REVIEWS_SEEN = (
    update(core(Review))
    .where(core(Review).c.id.in_(select(core(Sighting).c.review_id).where(*_ON_IT)))
    .values(last_seen_at=bindparam("now"))
)


def still_there(session: Session, source_id: int, capture_id: int, now: datetime) -> None:
    """A page came back as it was: all that stands on it still does."""
    page = {"source": source_id, "capture": capture_id, "now": now}
    session.execute(_REVIEWS_SEEN, page)
    session.execute(_SEEN, page)


def standing_on(session: Session, capture_id: int) -> set[int]:
    """The reviews whose newest page is this capture."""
    return set(session.scalars(select(Sighting.review_id).where(Sighting.capture_id == capture_id)))


def forget_before(session: Session, moment: datetime) -> int:
    """Delete events that are older; how many."""
    old = session.scalars(delete(ReviewEvent).where(ReviewEvent.at < moment).returning(ReviewEvent.id))
    return len(old.all())


def _counts() -> Select[int, int, int]:
    review, sighting = core(Review), core(Sighting)
    since = bindparam("since", type_=sighting.c.last_seen_at.type)
    before, again = review.c.first_seen_at < since, sighting.c.last_seen_at >= since
    counts = (
        func.count().filter(before, review.c.removed_at.is_(None)),
        func.count().filter(before, again),
        func.count().filter(again),
    )
    both = sighting.join(review, review.c.id == sighting.c.review_id)
    return select(*counts).select_from(both).where(sighting.c.source_id == bindparam("source"))


_COUNTS = _counts()


def counted(session: Session, source_id: int, since: datetime) -> tuple[int, int, int]:
    """Of what a source has ever shown: reviews held before a moment that do not count as removed; those held before it
    that were found again from then on; and all that were seen from then on."""
    row = session.execute(_COUNTS, {"source": source_id, "since": since}).one()
    return int(row[0]), int(row[1]), int(row[2])


def held_by_source(session: Session) -> dict[int, int]:
    """Reviews each source has shown, without those that count as removed."""
    query = (
        select(Sighting.source_id, func.count())
        .join(Review, Review.id == Sighting.review_id)
        .where(Review.removed_at.is_(None))
        .group_by(Sighting.source_id)
    )
    return dict(session.execute(query).all())


def missing(session: Session, source_id: int, run_id: int, since: datetime, now: datetime) -> Sequence[int]:
    """A complete listing has ended: count what was not on it; the reviews that count as removed by that.

    A review that another way in has shown in the meantime stays.
    """
    sighting = core(Sighting)
    session.execute(
        update(sighting)
        .where(sighting.c.source_id == source_id, sighting.c.last_seen_at < since)
        .values(absent=sighting.c.absent + 1)
    )
    gone = session.scalars(
        select(Sighting.review_id)
        .join(Review, Review.id == Sighting.review_id)
        .where(Sighting.source_id == source_id, Sighting.absent >= REMOVED_AFTER, Review.removed_at.is_(None))
        .where(Review.last_seen_at == Sighting.last_seen_at)
    ).all()
    for part in chunks(gone):
        session.execute(
            update(Review).where(Review.id.in_(part)).values(removed_at=now),
            execution_options={"synchronize_session": False},
        )
    write(session, run_id, ((number, "removed", {}) for number in gone), now)
    return gone


def seen_again(session: Session, run_id: int | None, rows: Sequence[Held], now: datetime) -> int:
    """Reviews that had counted as removed are back; how many."""
    for part in chunks([row.id for row in rows]):
        session.execute(
            update(Review).where(Review.id.in_(part)).values(removed_at=None),
            execution_options={"synchronize_session": False},
        )
    write(session, run_id, ((row.id, "returned", {}) for row in rows), now)
    return len(rows)
