"""Reviews coming in: told new from edited from unchanged, and written in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.domain.identity import CONTENT
from service.storage.bulk import chunks, insert_new, insert_new_rows
from service.storage.tables import Response, Review, Revision

REVISION_FIELDS = (*CONTENT, "rating_raw", "rating_scale", "language")


@dataclass(frozen=True, slots=True)
class Record:
    """One review as collected: `identity` and `digest` by domain.identity, `values` by the interchange format's keys.

    `responses` are employer answers as rows of the table, without review_id.
    """

    identity: str
    digest: str
    values: Mapping[str, Any]
    responses: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a batch comes from; `seeded` when the source has had no good run yet.

    `whole`: the pages come complete, so an answer that is not there is gone. A page that a person saved may have lost
    its scripts, and with them the answers.
    """

    employer_id: int
    source_id: int
    platform: str
    seeded: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What a batch brought, in reviews."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)

    @property
    def seen(self) -> int:
        """All of them."""
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class _Held:
    id: int
    number: int
    digest: str


def store(session: Session, origin: Origin, records: Sequence[Record], now: datetime) -> Tally:
    """Put a batch in: new reviews with their first revision, edits as further revisions, answers beside them.

    Racing batches are safe: an identity goes in once, and an edit needs the revision it was told from.
    """
    distinct = {record.identity: record for record in records}
    held = _held(session, origin.platform, list(distinct))
    fresh = [record for key, record in distinct.items() if key not in held]
    edited = [record for key, record in distinct.items() if key in held and held[key].digest != record.digest]
    added = _add(session, origin, fresh, now)
    for record in edited:
        _revise(session, held[record.identity], record, now)
    ids = {key: row.id for key, row in held.items()} | added
    _touch(session, [(ids[key], record) for key, record in distinct.items() if key in held], now)
    _answers(session, {ids[key]: record for key, record in distinct.items() if key in ids}, origin, now)
    return Tally(len(added), len(edited), len(distinct) - len(added) - len(edited))


def _held(session: Session, platform: str, identities: Sequence[str]) -> dict[str, _Held]:
    query = select(Review.identity, Review.id, Review.revision_number, Revision.digest).join(
        Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number)
    )
    found: dict[str, _Held] = {}
    for part in chunks(identities):
        rows = session.execute(query.where(Review.platform == platform, Review.identity.in_(part)))
        found |= {row.identity: _Held(row.id, row.revision_number, row.digest) for row in rows}
    return found


def _add(session: Session, origin: Origin, records: Sequence[Record], now: datetime) -> dict[str, int]:
    if not records:
        return {}
    rows = [_review_row(origin, record, now) for record in records]
    ids: dict[str, int] = dict(insert_new_rows(session, Review, rows, "identity", "id"))
    first = [_revision_row(ids[record.identity], 1, record, now) for record in records if record.identity in ids]
    insert_new(session, Revision, first, Revision.review_id)
    return ids


def _review_row(origin: Origin, record: Record, now: datetime) -> dict[str, Any]:
    shown = ("external_id", "url", "audience", "published_on", "helpful")
    return {
        "employer_id": origin.employer_id,
        "source_id": origin.source_id,
        "platform": origin.platform,
        "identity": record.identity,
        "seeded": origin.seeded,
        "first_seen_at": now,
        "last_seen_at": now,
        "revision_number": 1,
        **{key: record.values.get(key) for key in shown},
    }


def _revision_row(review_id: int, number: int, record: Record, now: datetime) -> dict[str, Any]:
    content = {key: record.values.get(key) for key in REVISION_FIELDS}
    content["subratings"] = content["subratings"] or {}
    return {"review_id": review_id, "number": number, "digest": record.digest, "seen_at": now, **content}


def _revise(session: Session, held: _Held, record: Record, now: datetime) -> None:
    won = session.execute(
        update(Review)
        .where(Review.id == held.id, Review.revision_number == held.number)
        .values(revision_number=held.number + 1)
    )
    if won.rowcount == 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult, typed as Result
        session.add(Revision(**_revision_row(held.id, held.number + 1, record, now)))
        session.flush()


def _touch(session: Session, seen: Sequence[tuple[int, Record]], now: datetime) -> None:
    rows = [{"id": number, "last_seen_at": now, "helpful": record.values.get("helpful")} for number, record in seen]
    if rows:
        session.execute(update(Review), rows)


def _answers(session: Session, records: Mapping[int, Record], origin: Origin, now: datetime) -> None:
    """Add answers that appeared, and mark those that went: on pages that come whole, or that show other answers."""
    rows = [
        {"review_id": number, "first_seen_at": now, **answer}
        for number, record in records.items()
        for answer in record.responses
    ]
    if not rows and not origin.whole:
        return
    if rows:
        insert_new(session, Response, rows, Response.id)
    shown = {(row["review_id"], row["digest"]) for row in rows}
    for part in chunks(list(records)):
        for answer in session.scalars(select(Response).where(Response.review_id.in_(part))):
            there = (answer.review_id, answer.digest) in shown
            if there and answer.gone_at is not None:
                answer.gone_at = None
            elif not there and answer.gone_at is None:
                answer.gone_at = now
    session.flush()


def texts(session: Session, review_ids: Sequence[int]) -> dict[int, str]:
    """The current text of reviews, fields joined by newlines; only for a channel whose operator asked for it."""
    rows = session.execute(
        select(Review.id, Revision.title, Revision.pros, Revision.cons, Revision.advice, Revision.text)
        .join(Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number))
        .where(Review.id.in_(review_ids))
    )
    return {number: "\n".join(part for part in parts if part) for number, *parts in rows}
