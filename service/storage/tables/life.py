"""The life of a review between its first and its last sight: where it was seen, what happened to it, what was erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.base import Base


class Sighting(Base):
    """A review as one source shows it; the same review may be seen through several ways in."""

    __tablename__ = "sighting"
    __table_args__ = (Index("ix_sighting_capture_id", "capture_id"), Index("ix_sighting_review_id", "review_id"))

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), primary_key=True)
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("capture.id", ondelete="SET NULL"))
    """The newest capture it stands on: what replay reads again, and what an unchanged page proves to be still there."""
    last_seen_at: Mapped[datetime]
    absent: Mapped[int] = mapped_column(default=0)
    """Complete listings in a row that did not hold it; at two it counts as removed."""


class ReviewEvent(Base):
    """One turn in a review's life; rows are only ever added."""

    __tablename__ = "review_event"
    __table_args__ = (Index("ix_review_event_review_id", "review_id", "id"), Index("ix_review_event_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    """edited, reread, merged, answered, answer_edited, answer_gone, removed or returned."""
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Erased(Base):
    """A review that was erased on demand: only a digest of its identity, so that the next look does not bring it back."""

    __tablename__ = "erased"
    __table_args__ = (UniqueConstraint("platform", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    platform: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))
    erased_at: Mapped[datetime]
