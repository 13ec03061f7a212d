"""Understand what came in: readings beside revisions, tickets where an answer is wanted, alerts in the outbox.

All of a batch is one unit: a process that dies between any two of them leaves the batch unread, never half told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from service.domain import alert
from service.domain.alert import News
from service.domain.calendar import WorkCalendar
from service.domain.priority import sooner
from service.domain.review import TEXT_FIELDS, Reading, ReviewText
from service.domain.ticket import Rank, rank
from service.storage.repositories import outbox, readings, tickets
from service.storage.repositories.readings import Waiting
from service.storage.session import Database
from service.understanding import model_name, read_batch
from service.understanding.searchable import searchable

BATCH = 500
TEXT_MISSING = "text missing: save this page in a browser and import it"


@dataclass(frozen=True, slots=True)
class Understood:
    """What a round of understanding did, in reviews and rows."""

    read: int = 0
    negative: int = 0
    tickets: int = 0
    alerts: int = 0

    def __add__(self, other: Understood) -> Understood:
        return Understood(
            self.read + other.read,
            self.negative + other.negative,
            self.tickets + other.tickets,
            self.alerts + other.alerts,
        )


def understand(database: Database, *, now: datetime, channels: Sequence[str]) -> Understood:
    """Read everything that waits, batch by batch."""
    total = Understood()
    while True:
        with database.write() as session:
            waiting = readings.unread(session, BATCH)
            total += _batch(session, waiting, now, channels)
        if len(waiting) < BATCH:
            return total


def _batch(session: Session, waiting: Sequence[Waiting], now: datetime, channels: Sequence[str]) -> Understood:
    read = [
        or_missing(item, reading)
        for item, reading in zip(waiting, read_batch(list(map(text_of, waiting))), strict=True)
    ]
    readings.record(
        session, [row_of(item, reading) for item, reading in zip(waiting, read, strict=True)], model_name(), now
    )
    wanting = [(item, reading) for item, reading in zip(waiting, read, strict=True) if wants_reply(item, reading)]
    opened = set(
        tickets.open_new(session, [ticket_of(*pair, now) for pair in wanting if pair[0].ticket_id is None], now)
    )
    _renew(session, wanting, now)
    _note_edits(session, waiting, now)
    fresh = [pair for pair in wanting if not pair[0].seeded and (pair[0].review_id in opened or pair[1].urgent)]
    told = outbox.put(session, _alerts(fresh, now, channels), now)
    negative = sum(reading.tone == "neg" for reading in read)
    return Understood(len(waiting), negative, len(opened), told)


def or_missing(item: Waiting, reading: Reading) -> Reading:
    """A review we only heard of (a mail, without stars and text) wants its page saved: nobody can judge it before."""
    revision = item.revision
    if revision.rating is not None or any(getattr(revision, name) for name in TEXT_FIELDS):
        return reading
    return replace(reading, needs_reply=True, reasons=(*reading.reasons, TEXT_MISSING))


def text_of(item: Waiting) -> ReviewText:
    """What is read of a revision."""
    revision = item.revision
    return ReviewText(
        id=str(revision.id),
        rating=revision.rating,
        subratings=revision.subratings,
        language=revision.language,
        reply_from=item.reply_from,
        **{name: getattr(revision, name) for name in TEXT_FIELDS},
    )


def row_of(item: Waiting, reading: Reading) -> dict[str, Any]:
    """A reading as it is kept."""
    plain = ("language", "language_confidence", "score", "p_negative", "needs_reply")
    return {
        "revision_id": item.revision.id,
        **{name: getattr(reading, name) for name in plain},
        "tone": reading.tone.value,
        "basis": reading.basis.value,
        "searched": searchable((getattr(item.revision, name) for name in TEXT_FIELDS), reading.language),
        "reasons": list(reading.reasons),
        "urgent": [kind.value for kind in reading.urgent],
        "also": list(reading.also),
        "themes": [
            {"theme": hit.theme.value, "polarity": hit.polarity, "spans": [list(span) for span in hit.spans]}
            for hit in reading.themes
        ],
    }


def wants_reply(item: Waiting, reading: Reading) -> bool:
    """Ours, about working here, still standing, and not answered yet; an urgent matter even when it is."""
    ours = item.own and item.current and item.audience != "customer"
    return ours and reading.needs_reply and (not item.answered or bool(reading.urgent))


def _place(item: Waiting, reading: Reading, now: datetime) -> dict[str, Any]:
    """Urgent matters are due the same working day; others at the employer's target, sooner where many see them."""
    place = rank(reading.urgent, reading.tone.value, item.revision.rating)
    calendar = WorkCalendar.of(item)
    heavy = item.heavy & {hit.theme.value for hit in reading.themes if hit.polarity < 0}
    hurries = sooner(helpful=item.helpful, front=item.front, heavy=heavy)
    target, overdue = calendar.rules.target_days, calendar.rules.overdue_days
    days = (0, 0) if place is Rank.URGENT else (max(1, target - len(hurries)), overdue)
    return {
        "rank": int(place),
        "reasons": [*reading.reasons, *hurries],
        "urgent": [kind.value for kind in reading.urgent],
        "due_at": calendar.due(now, days[0]),
        "overdue_at": calendar.due(now, days[1]),
    }


def ticket_of(item: Waiting, reading: Reading, now: datetime) -> dict[str, Any]:
    """The ticket of a review that wants an answer."""
    return {"review_id": item.review_id, "employer_id": item.employer_id, **_place(item, reading, now)}


def _renew(session: Session, wanting: Sequence[tuple[Waiting, Reading]], now: datetime) -> None:
    for item, reading in wanting:
        if item.ticket_id is not None:
            tickets.renew(session, item.ticket_id, **_place(item, reading, now))


def _note_edits(session: Session, waiting: Sequence[Waiting], now: datetime) -> None:
    """Whoever holds the ticket must hear that the writer changed the review: the version they read is no more."""
    for item in waiting:
        revision = item.revision
        if item.ticket_id is not None and revision.number > 1 and revision.cause == "seen":
            tickets.note(session, item.review_id, f"the review was edited: revision {revision.number}", now)


def _alerts(fresh: Sequence[tuple[Waiting, Reading]], now: datetime, channels: Sequence[str]) -> list[dict[str, Any]]:
    grouped: dict[int, list[tuple[Waiting, Reading]]] = defaultdict(list)
    for item, reading in fresh:
        grouped[item.employer_id].append((item, reading))
    rows: list[dict[str, Any]] = []
    for pairs in grouped.values():
        first = pairs[0][0]
        who = (first.employer_id, first.employer)
        opening = WorkCalendar.of(first).next_opening(now)
        urgent = [_news(*pair) for pair in pairs if pair[1].urgent]
        negative = [_news(*pair) for pair in pairs if _rank(*pair) is Rank.NEGATIVE]
        rows += alert.tell_urgent(urgent, channels, who) + alert.tell_negative(negative, channels, who, opening)
    return rows


def _rank(item: Waiting, reading: Reading) -> Rank:
    return rank(reading.urgent, reading.tone.value, item.revision.rating)


def _news(item: Waiting, reading: Reading) -> News:
    return News(
        review_id=item.review_id,
        platform=item.platform,
        rating=item.revision.rating,
        published_on=item.published_on,
        urgent=tuple(kind.value for kind in reading.urgent),
        themes=tuple(hit.theme.value for hit in reading.themes),
    )
