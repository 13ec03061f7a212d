"""Read history again with today's parsers, and say what would change before anything does.

Only what a review last stood on is compared with it: an older page tells nothing of what it says now. What is no longer
read from a page is told as lost and stays in the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from service.domain.identity import CONTENT
from service.storage.repositories import captures, employers, held, life, reviews, sources
from service.storage.repositories.captures import Stored
from service.storage.repositories.held import Held
from service.storage.repositories.reviews import Origin, Record
from service.storage.session import Database
from service.storage.tables import Revision
from service.workflows.intake import GOOD, RECOGNISER, Arrival, Desk, records_of, understood
from service.workflows.platforms import known_platform

BATCH = 50


@dataclass(slots=True)
class Replayed:
    """What reading again found, in captures and reviews; `fields` counts the fields of reviews that read differently."""

    captures: int = 0
    new: int = 0
    changed: int = 0
    lost: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    """Verdicts that became others, e.g. "layout_changed → reviews"."""
    examples: list[dict[str, Any]] = field(default_factory=list)
    """The first changes: review, field, before, now."""


EXAMPLES = 20


def replay(
    database: Database,
    *,
    now: datetime,
    dry_run: bool,
    platform: str | None = None,
    since: datetime | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> Replayed:
    """Read captures again, oldest first, each in a unit of its own; `tell` hears how many are done."""
    found, last = Replayed(), 0
    while True:
        with database.read() as session:
            batch = captures.after(session, last, BATCH, platform=platform, since=since)
        for stored in batch:
            with database.read() if dry_run else database.write() as session:
                _again(session, stored, found, dry_run=dry_run, now=now)
            found.captures += 1
            last = stored.id
            tell(found.captures)
        if len(batch) < BATCH:
            return found


def _again(session: Session, stored: Stored, found: Replayed, *, dry_run: bool, now: datetime) -> None:
    source = sources.get(session, stored.source_id)
    origin = Origin(source.employer_id, source.id, source.platform, news_since=None, whole=False)
    columns = employers.get(session, source.employer_id).columns
    desk = Desk(origin, stored.run_id, known_platform(source.platform), columns=columns)
    page, quality, _ = understood(
        desk, captures.body(session, stored.id), Arrival(b"", stored.fetched_at, stored.url, scrubbed=True)
    )
    if stored.verdict not in (None, quality.verdict.value, "moved"):
        found.verdicts[f"{stored.verdict} → {quality.verdict.value}"] += 1
    if stored.verdict == "moved" or quality.verdict not in GOOD:
        found.lost += len(life.standing_on(session, stored.id)) if quality.verdict not in GOOD else 0
        return
    records = held.wanted(session, source.platform, records_of(page.reviews, origin))
    _compare(session, origin, stored, records, found, dry_run=dry_run, now=now)
    if not dry_run:
        captures.was_read(session, stored.id, parser=page.parser or RECOGNISER, verdict=quality.verdict.value)


def _compare(
    session: Session,
    origin: Origin,
    stored: Stored,
    records: list[Record],
    found: Replayed,
    *,
    dry_run: bool,
    now: datetime,
) -> None:
    standing = life.standing_on(session, stored.id)
    known = held.of(session, origin.platform, origin.employer_id, records)
    fresh = [record for record in records if record.identity not in known]
    for record in records:
        row = known.get(record.identity)
        if row is not None and row.id in standing and row.source_id in (None, origin.source_id):
            _reread(session, origin, row, record, found, dry_run=dry_run, now=now)
    found.new += len(fresh)
    found.lost += len(standing - {row.id for row in known.values()})
    if fresh and not dry_run:
        reviews.store(session, origin, fresh, stored.id, stored.fetched_at)


def _reread(
    session: Session, origin: Origin, row: Held, record: Record, found: Replayed, *, dry_run: bool, now: datetime
) -> None:
    if row.digest == record.digest:
        return
    shown = session.get_one(Revision, row.revision_id)
    differing = [name for name in CONTENT if (getattr(shown, name) or None) != (record.values.get(name) or None)]
    found.changed += 1
    found.fields.update(differing)
    for name in differing[: max(0, EXAMPLES - len(found.examples))]:
        found.examples.append(
            {"review": row.id, "field": name, "before": getattr(shown, name), "now": record.values.get(name)}
        )
    if not dry_run:
        reviews.revise(session, origin, row, record, "reread", now)
