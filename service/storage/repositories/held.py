"""Which of the reviews that come in we hold already, by their id or by what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from service.domain.identity import erased_digest
from service.storage.bulk import chunks
from service.storage.tables import Erased, Review, Revision


class Keyed(Protocol):
    """What a review is known again by."""

    @property
    def identity(self) -> str:
        """By domain.identity."""
        ...

    @property
    def fingerprint(self) -> str:
        """By domain.identity."""
        ...


K = TypeVar("K", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Held:
    """A review we hold, with its newest revision."""

    id: int
    identity: str
    number: int
    digest: str
    fingerprint: str | None
    revision_id: int
    source_id: int | None
    removed: bool


def of(session: Session, platform: str, employer_id: int, records: Sequence[Keyed]) -> dict[str, Held]:
    """What we hold, by the identity of the record that it is: the same id, or, where one side has none, the same words."""
    found: dict[str, Held] = {}
    for part in chunks([record.identity for record in records]):
        rows = session.execute(_held().where(Review.platform == platform, Review.identity.in_(part)))
        found |= {row.identity: _row(row) for row in rows}
    unknown = {record.fingerprint: record for record in records if record.identity not in found}
    if unknown:
        _by_words(session, platform, employer_id, unknown, found)
    return found


def _by_words(
    session: Session, platform: str, employer_id: int, unknown: dict[str, Keyed], found: dict[str, Held]
) -> None:
    taken = {row.id for row in found.values()}
    for part in chunks(list(unknown)):
        said = select(Revision.fingerprint, Revision.review_id).where(Revision.fingerprint.in_(part))
        matches = {row.review_id: row.fingerprint for row in session.execute(said)}
        if not matches:
            continue
        query = _held().where(Review.id.in_(matches), Review.platform == platform, Review.employer_id == employer_id)
        for row in map(_row, session.execute(query)):
            record = unknown[matches[row.id]]
            both_named = record.identity.startswith("id:") and row.identity.startswith("id:")
            if not both_named and row.id not in taken and "#" not in record.identity:
                found[record.identity] = row
                taken.add(row.id)


def _held() -> Select[int, str, int, str, str | None, int, int | None, bool]:
    return select(
        Review.id,
        Review.identity,
        Review.revision_number.label("number"),
        Revision.digest,
        Revision.fingerprint,
        Revision.id.label("revision_id"),
        Revision.source_id,
        Review.removed_at.is_not(None).label("removed"),
    ).join(Revision, (Revision.review_id == Review.id) & (Revision.number == Review.revision_number))


def _row(row: Row[int, str, int, str, str | None, int, int | None, bool]) -> Held:
    return Held(*row)


def wanted(session: Session, platform: str, records: Sequence[K]) -> list[K]:
    """The records without those that were erased on demand."""
    gone = set(session.scalars(select(Erased.digest).where(Erased.platform == platform)))
    if not gone:
        return list(records)
    return [
        record
        for record in records
        if gone.isdisjoint({erased_digest(record.identity), erased_digest(f"fp:{record.fingerprint}")})
    ]
