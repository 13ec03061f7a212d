"""What all sources of one host share, in every process: whose turn it is, how much was asked today, how long it rests."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.base import Base


class Host(Base):
    """One host's turns. A turn is taken by a conditional update, so that two processes never hold it together."""

    __tablename__ = "host"

    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    busy_until: Mapped[datetime | None]
    """Somebody is asking; a process that died with the turn loses it then, or as soon as its death is known."""
    holder: Mapped[str | None] = mapped_column(String(200))
    """Which process has the turn: machine and process number."""
    next_at: Mapped[datetime | None]
    day: Mapped[date | None]
    used: Mapped[int] = mapped_column(default=0)
    """Requests on `day` (UTC)."""
    rests_until: Mapped[datetime | None]
    refusals: Mapped[int] = mapped_column(default=0)
    """Refusals in a row; each makes the rest longer."""
    reason: Mapped[str | None] = mapped_column(String(300))
