"""The outbox: messages that must leave the house once; a row stays until it has."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.base import Base

WAITING = text("state IN ('waiting', 'sending')")


class Alert(Base):
    """One message to one channel. `key` says what it tells, so the same thing is never told twice."""

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("channel", "key"),
        Index("ix_alert_waiting", "not_before", "id", postgresql_where=WAITING, sqlite_where=WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20))
    """waiting, sending, sent or refused."""
    attempts: Mapped[int]
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(500))
