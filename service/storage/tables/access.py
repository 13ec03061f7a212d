"""Who may come in, and which of our own processes is alive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.base import Base


class ApiKey(Base):
    """An API key: only its HMAC-SHA-256 is kept, so a stolen table opens nothing."""

    __tablename__ = "api_key"
    __table_args__ = (UniqueConstraint("digest"), UniqueConstraint("name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    """To the hour: more would be a record of somebody's day."""
    employers: Mapped[list[Any] | None]
    """The only employers it reaches; none: all."""


class Once(Base):
    """The answer to a request that carried an idempotency key; kept for a day."""

    __tablename__ = "once"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of the key and who sent it."""
    asked: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    kind: Mapped[str] = mapped_column(String(100))
    headers: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Heartbeat(Base):
    """The last sign of life of a long-running part, e.g. the scheduler."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
