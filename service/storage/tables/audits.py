"""The month's audit, frozen with its inputs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.base import Base


class Snapshot(Base):
    """One employer's month as it was judged; never changed afterwards."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("employer_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    month: Mapped[str] = mapped_column(String(7))
    formula: Mapped[str] = mapped_column(String(80))
    frozen_at: Mapped[datetime]
    inputs: Mapped[dict[str, Any]]
    results: Mapped[dict[str, Any]]
