"""Replies on their way to a platform's API: each draft is sent once, by one of those who try."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.storage.tables import Posting

WAITING = "waiting"


def ask(session: Session, ticket_id: int, draft_id: int, actor: str, now: datetime) -> Posting:
    """Put a draft in line; one that failed or was cancelled goes in line again. The one that stands is given back."""
    held = session.scalar(select(Posting).where(Posting.draft_id == draft_id))
    if held is None:
        held = Posting(
            ticket_id=ticket_id,
            draft_id=draft_id,
            asked_by=actor,
            asked_at=now,
            state=WAITING,
            tries=0,
            next_try_at=now,
        )
        session.add(held)
    elif held.state in ("failed", "cancelled"):
        held.state, held.asked_by, held.asked_at, held.tries, held.next_try_at = WAITING, actor, now, 0, now
        held.error = None
    session.flush()
    return held


def newest(session: Session, ticket_id: int) -> Posting | None:
    """The newest of a ticket."""
    return session.scalar(select(Posting).where(Posting.ticket_id == ticket_id).order_by(Posting.id.desc()).limit(1))


def claim(session: Session, now: datetime, until: datetime) -> Posting | None:
    """Take the next that is due; nobody else does before `until`."""
    due = select(Posting).where(Posting.state == WAITING, Posting.next_try_at <= now)
    posting = session.scalar(due.order_by(Posting.next_try_at, Posting.id).limit(1).with_for_update(skip_locked=True))
    if posting is None:
        return None
    mine = (Posting.id == posting.id) & (Posting.state == WAITING) & (Posting.tries == posting.tries)
    won = session.execute(
        update(Posting)
        .where(mine)
        .values(tries=Posting.tries + 1, next_try_at=until)
        .execution_options(synchronize_session=False)
    )
    session.refresh(posting)
    return posting if won.rowcount == 1 else None  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult


def settle(session: Session, number: int, **outcome: Any) -> None:
    """Record how it went."""
    session.execute(update(Posting).where(Posting.id == number).values(**outcome))
