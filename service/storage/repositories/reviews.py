"""Reviews coming in: told new from edited from unchanged, however many ways in show them, and written in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from service.domain.identity import CONTENT, content_digest, joined
from service.domain.review import TEXT_FIELDS
from service.storage.bulk import core, insert_new, insert_new_rows
from service.storage.repositories import answers, held, life
from service.storage.repositories.held import Held
from service.storage.tables import Reading, Review, Revision

REVISION_FIELDS = (*CONTENT, "rating_raw", "rating_scale", "language")


@dataclass(frozen=True, slots=True)
class Record:
    """One review as collected: keys by domain.identity, `values` by the interchange format's keys.

    `answers` are the employer's public answers as rows of the table, without review_id.
    """

    identity: str
    fingerprint: str
    digest: str
    values: Mapping[str, Any]
    answers: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a batch comes from. What was written before `news_since` is history; all is while that is none.

    `whole`: the pages come complete, so an answer that is not there is gone. A page that a person saved may have lost
    its scripts, and with them the answers.
    """

    employer_id: int
    source_id: int
    platform: str
    news_since: date | None
    whole: bool
    run_id: int | None = None

    def is_history(self, published_on: date | None) -> bool:
        """Whether a review was there before we looked, so that finding it raises no alert."""
        return self.news_since is None or (published_on is not None and published_on < self.news_since)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a batch brought, in reviews."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    returned: int = 0
    """Of the unchanged and changed ones: those that had counted as removed."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.returned + other.returned,
        )

    @property
    def seen(self) -> int:
        """All of them."""
        return self.new + self.changed + self.unchanged


def store(session: Session, origin: Origin, records: Sequence[Record], capture_id: int | None, now: datetime) -> Tally:
    """Put a batch in: new reviews with their first revision, edits as further revisions, answers and sightings beside.

    Racing batches are safe: an identity goes in once, and an edit needs the revision it was told from. What was erased
    on demand stays out.
    """
    distinct = held.wanted(session, origin.platform, _distinct(records))
    known = held.of(session, origin.platform, origin.employer_id, distinct)
    added = _add(session, origin, [record for record in distinct if record.identity not in known], now)
    edited = sum(_renew(session, origin, known[r.identity], r, now) for r in distinct if r.identity in known)
    ids = {key: row.id for key, row in known.items()} | added
    seen = [(ids[record.identity], record) for record in distinct if record.identity in ids]
    returned = life.seen_again(session, origin.run_id, [row for row in known.values() if row.removed], now)
    _touch(session, [pair for pair in seen if pair[1].identity in known], now)
    life.sight(session, origin.source_id, capture_id, [number for number, _ in seen], now)
    answers.store(session, {number: r.answers for number, r in seen}, whole=origin.whole, run_id=origin.run_id, now=now)
    return Tally(len(added), edited, len(distinct) - len(added) - edited, returned)


def _distinct(records: Sequence[Record]) -> list[Record]:
    """Each review once; one that has an id on the page stands for its twin without one."""
    by_identity = {record.identity: record for record in records}
    told = {r.fingerprint for r in by_identity.values() if r.identity.startswith("id:")}
    return [r for r in by_identity.values() if r.identity.startswith("id:") or r.fingerprint not in told]


def _add(session: Session, origin: Origin, records: Sequence[Record], now: datetime) -> dict[str, int]:
    if not records:
        return {}
    rows = [_review_row(origin, record, now) for record in records]
    ids: dict[str, int] = dict(insert_new_rows(session, Review, rows, "identity", "id"))
    first = [
        {"review_id": ids[record.identity], "number": 1, **revision_row(origin.source_id, record, now)}
        for record in records
        if record.identity in ids
    ]
    insert_new(session, Revision, first, Revision.review_id)
    return ids


def _review_row(origin: Origin, record: Record, now: datetime) -> dict[str, Any]:
    shown = ("external_id", "url", "audience", "published_on", "helpful")
    return {
        "employer_id": origin.employer_id,
        "source_id": origin.source_id,
        "platform": origin.platform,
        "identity": record.identity,
        "seeded": origin.is_history(record.values.get("published_on")),
        "first_seen_at": now,
        "last_seen_at": now,
        "revision_number": 1,
        **{key: record.values.get(key) for key in shown},
    }


def revision_row(source_id: int | None, record: Record, now: datetime) -> dict[str, Any]:
    """A revision's columns, but for the review and the number."""
    content = {key: record.values.get(key) for key in REVISION_FIELDS}
    content["subratings"] = content["subratings"] or {}
    keys = {"digest": record.digest, "fingerprint": record.fingerprint}
    return {"source_id": source_id, "seen_at": now, "cause": "seen", **keys, **content}


def _renew(session: Session, origin: Origin, row: Held, record: Record, now: datetime) -> bool:
    """Whether the writer changed the review since; what another way in adds is joined, and is no edit."""
    if row.identity != record.identity and record.identity.startswith("id:"):
        _name(session, origin, row, record, now)
    if row.digest == record.digest:
        return False
    if row.source_id in (None, origin.source_id):
        return revise(session, origin, row, record, "seen", now)
    shown = session.get_one(Revision, row.revision_id)
    values = joined(record.values, {name: getattr(shown, name) for name in REVISION_FIELDS})
    whole = replace(record, values=values, digest=content_digest(values), fingerprint=record.fingerprint)
    if whole.digest == row.digest:
        return False
    same_words = record.fingerprint == row.fingerprint or all(values[n] == getattr(shown, n) for n in _written(shown))
    revised = revise(session, origin, row, whole, "joined" if same_words else "seen", now)
    return revised and not same_words


def _written(shown: Revision) -> list[str]:
    """The fields of a revision that say something."""
    return [name for name in CONTENT if getattr(shown, name) not in (None, "", {}, [])]


def _name(session: Session, origin: Origin, row: Held, record: Record, now: datetime) -> None:
    """A review that came without an id has met itself with one: from now on it goes by that."""
    lasting = {"external_id": record.values.get("external_id"), "url": record.values.get("url")}
    session.execute(update(Review).where(Review.id == row.id).values(identity=record.identity, **lasting))
    life.write(session, origin.run_id, [(row.id, "merged", {"source": origin.source_id})], now)


def revise(session: Session, origin: Origin, row: Held, record: Record, cause: str, now: datetime) -> bool:
    """Add a revision if the one it was told from is still the newest; whether it was."""
    review, number = core(Review), row.number + 1
    won = session.execute(
        update(review)
        .where(review.c.id == row.id, review.c.revision_number == row.number)
        .values(revision_number=number)
    )
    if won.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult, typed as Result
        return False
    columns = {"review_id": row.id, "number": number, **revision_row(origin.source_id, record, now), "cause": cause}
    session.execute(insert(core(Revision)), [columns])
    kind = {"seen": "edited", "joined": "merged"}.get(cause, cause)
    life.write(session, origin.run_id, [(row.id, kind, {"revision": number})], now)
    return True


def _touch(session: Session, seen: Sequence[tuple[int, Record]], now: datetime) -> None:
    rows = [{"id": number, "last_seen_at": now} for number, _ in seen]
    voted = [{"id": n, "helpful": r.values["helpful"]} for n, r in seen if r.values.get("helpful") is not None]
    for part in (rows, voted):
        if part:
            session.execute(update(Review), part)


def texts(session: Session, review_ids: Sequence[int]) -> dict[int, tuple[str, str | None]]:
    """The current text of reviews, fields joined by newlines, and its language; only for who was told to pass it on."""
    rows = session.execute(
        select(Review.id, Reading.language, *(getattr(Revision, name) for name in TEXT_FIELDS))
        .join(Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number))
        .outerjoin(Reading, Reading.revision_id == Revision.id)
        .where(Review.id.in_(review_ids))
    )
    return {number: ("\n".join(part for part in parts if part), language) for number, language, *parts in rows}
