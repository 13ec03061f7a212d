"""Read history again with today's model: what would read differently, which tickets would open or close; then do it.

Old reviews are no news: a ticket that opens here raises no alert, and only one that nobody has touched is closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from service.domain.review import Reading
from service.domain.ticket import Move, State, after
from service.storage.repositories import readings, tickets
from service.storage.repositories.readings import Waiting
from service.storage.session import Database
from service.storage.tables import Reading as Held
from service.understanding import model_name, read_batch
from service.workflows.understand import or_missing, row_of, text_of, ticket_of, wants_reply

BATCH = 500
EXAMPLES = 20
"""Reviews and tickets that are named; the rest is a number."""


@dataclass(slots=True)
class Reread:
    """What changed, or would."""

    read: int = 0
    tones: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By language: the tone before and now."""
    needs_reply: Counter[tuple[str, bool, bool]] = field(default_factory=Counter)
    urgent: Counter[tuple[str, bool, bool]] = field(default_factory=Counter)
    opens: list[int] = field(default_factory=list)
    """Reviews whose ticket opens."""
    closes: list[int] = field(default_factory=list)
    """Tickets nobody has touched that are no longer wanted."""


def reread(
    database: Database,
    *,
    now: datetime,
    dry_run: bool,
    most: int | None = None,
    tell: Callable[[int], object] = lambda _count: None,
) -> Reread:
    """Read what another model has read, oldest first, at most so many, batch by batch; `tell` hears how many so far."""
    found, behind = Reread(), 0
    while most is None or found.read < most:
        size = BATCH if most is None else min(BATCH, most - found.read)
        with database.read() if dry_run else database.write() as session:
            batch = readings.outdated(session, model_name(), behind, size)
            _batch(session, batch, found, now, dry_run=dry_run)
            behind = batch[-1][0].revision.id if batch else behind
        tell(found.read)
        if len(batch) < size:
            break
    return found


def _batch(
    session: Session, batch: Sequence[tuple[Waiting, Held]], found: Reread, now: datetime, *, dry_run: bool
) -> None:
    items = [item for item, _ in batch]
    today = [
        or_missing(item, reading) for item, reading in zip(items, read_batch(list(map(text_of, items))), strict=True)
    ]
    opening = [
        (item, reading)
        for item, reading in zip(items, today, strict=True)
        if item.ticket_id is None and wants_reply(item, reading)
    ]
    closing = [item for item, reading in zip(items, today, strict=True) if _unwanted(session, item, reading)]
    for (_, before), reading in zip(batch, today, strict=True):
        _count(found, before, reading)
    found.opens += [item.review_id for item, _ in opening]
    found.closes += [item.ticket_id for item in closing if item.ticket_id is not None]
    if not dry_run:
        rows = [row_of(item, reading) for item, reading in zip(items, today, strict=True)]
        readings.replace(session, rows, model_name(), now)
        tickets.open_new(session, [ticket_of(item, reading, now) for item, reading in opening], now)
        for item in closing:
            _close(session, item, now)


def _count(found: Reread, before: Held, reading: Reading) -> None:
    language = reading.language or "?"
    found.read += 1
    found.tones[language, before.tone, reading.tone.value] += 1
    found.needs_reply[language, before.needs_reply, reading.needs_reply] += 1
    found.urgent[language, bool(before.urgent), bool(reading.urgent)] += 1


def _unwanted(session: Session, item: Waiting, reading: Reading) -> bool:
    if item.ticket_id is None or not item.current or reading.needs_reply:
        return False
    ticket = tickets.get(session, item.ticket_id)
    return ticket.state == State.OPEN and ticket.version == 1


def _close(session: Session, item: Waiting, now: datetime) -> None:
    ticket = tickets.get(session, item.ticket_id or 0)
    to = after(Move.DISMISS, State(ticket.state))
    note = f"read again by {model_name()}: no answer is wanted"
    event = {"at": now, "actor": tickets.SYSTEM, "move": Move.DISMISS.value, "to_state": to.value, "note": note}
    tickets.move(session, ticket, event, closed_at=now)
