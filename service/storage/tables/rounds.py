"""Collection rounds: the pages a person is asked to open and save, and the receipt of what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.base import Base


class CollectionRound(Base):
    """One week's task for one employer."""

    __tablename__ = "collection_round"
    __table_args__ = (Index("ix_collection_round_employer_id", "employer_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    pages: Mapped[list[Any]]
    """What to open, as it stood when the round was opened."""
    receipt: Mapped[dict[str, Any] | None]
