"""The outbox: put in once by key, claimed by one sender at a time, kept until delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from service.storage.bulk import insert_new
from service.storage.tables import Alert


def put(session: Session, rows: Sequence[dict[str, Any]], now: datetime) -> int:
    """Add alerts that have not been told before (by channel and key); how many went in."""
    fresh = [{"state": "waiting", "attempts": 0, "created_at": now, "not_before": now, **row} for row in rows]
    return len(insert_new(session, Alert, fresh, Alert.id))


def claim(session: Session, channels: Sequence[str], now: datetime, stale: datetime) -> Alert | None:
    """Take the next due alert of these channels for sending, also one whose sender died before `stale`."""
    due = (Alert.state == "waiting") & (Alert.not_before <= now)
    abandoned = (Alert.state == "sending") & (Alert.claimed_at < stale)
    query = (
        select(Alert).where(Alert.channel.in_(channels), due | abandoned).order_by(Alert.not_before, Alert.id).limit(1)
    )
    alert = session.scalar(query.with_for_update(skip_locked=True))
    if alert is None:
        return None
    won = session.execute(
        update(Alert)
        .where(Alert.id == alert.id, Alert.state == alert.state, Alert.attempts == alert.attempts)
        .values(state="sending", claimed_at=now, attempts=Alert.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return alert if won.rowcount == 1 else None  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult


def settle(session: Session, alert_id: int, **outcome: Any) -> None:
    """Record how a sending ended."""
    session.execute(update(Alert).where(Alert.id == alert_id).values(**outcome))


def count(session: Session, state: str) -> int:
    """Alerts in a state."""
    return session.scalar(select(func.count()).select_from(Alert).where(Alert.state == state)) or 0
