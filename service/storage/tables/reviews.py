"""What was written, in which revisions, how it was read, and what the employer answered. No column for an author."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.base import Base

UNREAD = text("read_by IS NULL")


class Review(Base):
    """The lasting identity of what somebody wrote: platform plus the platform's id, or a content fingerprint."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("platform", "identity"),
        Index("ix_review_employer_published", "employer_id", "published_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    platform: Mapped[str] = mapped_column(String(40))
    identity: Mapped[str] = mapped_column(String(200))
    external_id: Mapped[str | None] = mapped_column(String(200))
    url: Mapped[str | None] = mapped_column(String(2000))
    audience: Mapped[str] = mapped_column(String(20))
    published_on: Mapped[date | None]
    helpful: Mapped[int | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    seeded: Mapped[bool]
    """Found before the source's first good run ended: history, so it raises no alert."""
    revision_number: Mapped[int]
    removed_at: Mapped[datetime | None]
    """When it was missing from a complete listing for the second time; none while it stands, or nobody can know."""


class Revision(Base):
    """The content of a review as it stood from `seen_at` until the next revision."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("review_id", "number"),
        Index("ix_revision_unread", "id", postgresql_where=UNREAD, sqlite_where=UNREAD),
        Index("ix_revision_fingerprint", "fingerprint"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    """By what was written, for ways in that give no id; none for revisions older than this column."""
    cause: Mapped[str] = mapped_column(String(12), default="seen", server_default="seen")
    """`seen` on the platform; or the writer changed nothing, and it was `reread` from a capture by a newer parser, or
    `joined` with what another way in told."""
    source_id: Mapped[int | None]
    """Which way in told it (no constraint: SQLite cannot add one); none for revisions older than this column."""
    seen_at: Mapped[datetime]
    rating: Mapped[float | None]
    rating_raw: Mapped[float | None]
    rating_scale: Mapped[list[Any] | None]
    title: Mapped[str | None] = mapped_column(Text)
    pros: Mapped[str | None] = mapped_column(Text)
    cons: Mapped[str | None] = mapped_column(Text)
    advice: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(8))
    employment: Mapped[str | None] = mapped_column(String(20))
    job_title: Mapped[str | None] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(Text)
    tenure: Mapped[str | None] = mapped_column(String(20))
    recommends: Mapped[bool | None]
    ceo_approval: Mapped[bool | None]
    outlook: Mapped[bool | None]
    subratings: Mapped[dict[str, Any]]
    read_by: Mapped[str | None] = mapped_column(String(80))
    """The model whose reading stands beside it; none while it waits to be understood."""


class Response(Base):
    """An employer's public answer as a platform shows it."""

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("review_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    external_id: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    published_on: Mapped[date | None]
    author_title: Mapped[str | None] = mapped_column(String(300))
    first_seen_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


class Reading(Base):
    """What was understood of one revision, by which model."""

    __tablename__ = "reading"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str] = mapped_column(String(80))
    read_at: Mapped[datetime]
    language: Mapped[str | None] = mapped_column(String(8))
    language_confidence: Mapped[float]
    tone: Mapped[str] = mapped_column(String(10))
    score: Mapped[float]
    p_negative: Mapped[float]
    basis: Mapped[str] = mapped_column(String(20))
    needs_reply: Mapped[bool]
    reasons: Mapped[list[Any]]
    urgent: Mapped[list[Any]]
    themes: Mapped[list[Any]]
    also: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """Other languages the writer switches to."""
    searched: Mapped[str | None] = mapped_column(Text)
    """The words that may be searched for: without names, in lower case; none for readings older than this column."""


class Label(Base):
    """What a person said of one revision, beside what had been read of it then. Nothing learns from it by itself."""

    __tablename__ = "label"
    __table_args__ = (UniqueConstraint("revision_id", "said_by"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    said_by: Mapped[str] = mapped_column(String(100))
    said_at: Mapped[datetime]
    tone: Mapped[str] = mapped_column(String(10))
    needs_reply: Mapped[bool]
    urgent: Mapped[list[Any]]
    drawn: Mapped[bool]
    """Whether the review was on the list by lot: only those tell how the whole is read."""
    model: Mapped[str] = mapped_column(String(80))
    language: Mapped[str | None] = mapped_column(String(8))
    read_tone: Mapped[str] = mapped_column(String(10))
    read_needs_reply: Mapped[bool]
    read_urgent: Mapped[list[Any]]
