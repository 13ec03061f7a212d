"""Collection rounds: what a person has to open this week, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from service.domain import alert
from service.domain.collection_round import (
    EVERY,
    PAGES,
    LastKnown,
    Line,
    Receipt,
    Task,
    Why,
    fine_until,
    is_due,
    minutes,
    platforms,
)
from service.domain.sight import Sight
from service.domain.ticket import Move, State
from service.storage.repositories import captures, employers, outbox, rounds
from service.storage.session import Database
from service.storage.tables import CollectionRound, Employer, Review, Source
from service.workflows.health import FINE, SourceHealth, source_health
from service.workflows.intake import GOOD
from service.workflows.platforms import known_platform, platform_named

BEGINS = 60
"""Characters of a review that are shown so that it can be recognised on the page."""
CLOSED = {Sight.FORBIDDEN: Why.FORBIDDEN, Sight.BLIND: Why.BLIND}
WAITING = (State.POSTED.value, State.UNVERIFIABLE.value)
SEEN = (Move.SEE.value, Move.SEE_DIFFERENT.value)


def open_due(database: Database, *, now: datetime, channels: Sequence[str]) -> list[int]:
    """Open a round for every own employer whose last is a week old and who has something to look at; their numbers."""
    opened = []
    with database.write() as session:
        for employer in employers.every(session):
            last = rounds.newest(session, employer.id)
            if employer.kind == "own" and is_due(last.opened_at if last else None, now):
                begun = begin(session, employer, now=now, channels=channels)
                opened += [begun.id] if begun else []
    return opened


def current(
    session: Session, employer: Employer, *, now: datetime, channels: Sequence[str] = ()
) -> CollectionRound | None:
    """The employer's open round, begun now where there is none; None when nothing needs a person."""
    last = rounds.newest(session, employer.id)
    if last is not None and last.closed_at is None:
        return last
    return begin(session, employer, now=now, channels=channels)


def begin(session: Session, employer: Employer, *, now: datetime, channels: Sequence[str]) -> CollectionRound | None:
    """Close the open round, if there is one, and begin the next; None when nothing needs a person."""
    last = rounds.newest(session, employer.id)
    if last is not None and last.closed_at is None:
        close(session, last, now=now)
    tasks = tasks_of(session, employer, now)
    if not tasks:
        return None
    begun = rounds.add(session, employer.id, [_record(task) for task in tasks], now, now + EVERY)
    told = {"count": len(platforms(tasks)), "minutes": minutes(tasks), "path": f"/api/v1/rounds/{begun.id}"}
    rows = alert.rows(alert.Kind.ROUND, str(begun.id), channels, (employer.id, employer.name), **told)
    outbox.put(session, rows, now)
    return begun


def close(session: Session, opened: CollectionRound, *, now: datetime) -> Receipt:
    """End a round with its receipt; one that is closed already keeps the receipt it has."""
    receipt = receipt_of(session, opened, now)
    if opened.closed_at is None:
        opened.closed_at, opened.receipt = now, {"lines": [_record(line) for line in receipt.lines]}
    return receipt


def tasks_of(session: Session, employer: Employer, now: datetime) -> list[Task]:
    """What only a person can look at: lists read by hand, lists we may not or cannot read, reviews without text."""
    watched = [item for item in source_health(session, now, employer.id) if known_platform(item.source.platform)]
    seen_by_itself = {item.source.platform for item in watched if _sees(item)}
    tasks = [task for item in watched if item.source.platform not in seen_by_itself for task in _lists(session, item)]
    return [*_one_a_platform(tasks), *_textless(session, employer.id)]


def receipt_of(session: Session, opened: CollectionRound, now: datetime) -> Receipt:
    """What became seen since a round began, which replies were found, what stayed blind and how long that is fine."""
    if opened.receipt is not None:
        return Receipt(tuple(_line(row) for row in opened.receipt["lines"]))
    watched = source_health(session, now, opened.employer_id)
    named = dict.fromkeys(page["platform"] for page in opened.pages)
    return Receipt(tuple(_became(session, opened, slug, watched) for slug in named))


def task_from(record: dict[str, Any]) -> Task:
    """A task as it was kept."""
    known = record["last_known"]
    if known is not None:
        known = LastKnown(_day(known["published_on"]), known["rating"], known["begins"])
    return Task(
        record["platform"], Why(record["why"]), tuple(record["addresses"]), known, replies=tuple(record["replies"])
    )


def _sees(item: SourceHealth) -> bool:
    return item.source.way_in in ("scrape", "api") and item.state in FINE and item.source.last_good_at is not None


def _lists(session: Session, item: SourceHealth) -> Iterator[Task]:
    source = item.source
    if source.way_in == "mailbox":
        return
    why = Why.BY_HAND if source.way_in == "import" else CLOSED.get(item.state)
    if why is not None:
        yield Task(
            source.platform,
            why,
            _addresses(session, source),
            _last_known(session, source),
            tuple(_place(review) for review in rounds.awaiting(session, source.employer_id, source.platform, WAITING)),
        )


def _one_a_platform(tasks: Sequence[Task]) -> list[Task]:
    """A platform that is both closed to us and read by hand is one task; the one that knows its addresses."""
    best: dict[str, Task] = {}
    for task in sorted(tasks, key=lambda task: not task.addresses):
        best.setdefault(task.platform, task)
    return [best[slug] for slug in platforms(tasks)]


def _addresses(session: Session, source: Source) -> tuple[str, ...]:
    url = source.url or captures.last_url(session, source.id)
    if not url:
        return ()
    page_url = platform_named(source.platform).page_url
    return tuple(dict.fromkeys(page_url(url, page) for page in range(1, PAGES + 1)))


def _last_known(session: Session, source: Source) -> LastKnown | None:
    held = rounds.last_known(session, source.employer_id, source.platform)
    if held is None:
        return None
    review, revision = held
    words = revision.title or revision.pros or revision.text or revision.cons
    return LastKnown(review.published_on, revision.rating, words[:BEGINS] if words else None)


def _textless(session: Session, employer_id: int) -> Iterator[Task]:
    found: dict[str, list[str]] = {}
    for review in rounds.textless(session, employer_id):
        found.setdefault(review.platform, []).append(str(review.url))
    for slug, addresses in found.items():
        yield Task(slug, Why.TEXT_MISSING, tuple(addresses))


def _place(review: Review) -> str:
    return review.url or f"review {review.id}"


def _became(session: Session, opened: CollectionRound, platform: str, watched: Sequence[SourceHealth]) -> Line:
    good, new, edited = rounds.counted(session, opened.employer_id, platform, opened.opened_at, GOOD)
    mine = [item for item in watched if item.source.platform == platform]
    looked = {item.source.last_good_at: item for item in mine if item.source.last_good_at}
    last_good = max(looked, default=None)
    return Line(
        platform=platform,
        seen=good > 0,
        new=new,
        edited=edited,
        replies_seen=rounds.replies_seen(session, opened.employer_id, platform, opened.opened_at, SEEN),
        replies_waiting=len(rounds.awaiting(session, opened.employer_id, platform, WAITING)),
        held=rounds.held(session, opened.employer_id, platform),
        declared=looked[last_good].declared if last_good else None,
        fine_until=fine_until(last_good),
        problem=None if good else next((item.reason for item in mine), None),
    )


def _record(value: Task | Line) -> dict[str, Any]:
    return {name: _plain(part) for name, part in asdict(value).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _line(row: dict[str, Any]) -> Line:
    return Line(**{**row, "fine_until": _day(row["fine_until"])})


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
