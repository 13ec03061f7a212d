"""Who is watched, through which way in, what came in, and how each attempt went."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.base import Base


class Employer(Base):
    """An organisation whose brand is watched: our own, or a competitor."""

    __tablename__ = "employer"
    __table_args__ = (UniqueConstraint("name"), CheckConstraint("kind IN ('own', 'competitor')", name="kind"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    time_zone: Mapped[str] = mapped_column(String(64))
    calendar: Mapped[str] = mapped_column(String(8))
    languages: Mapped[list[Any]]
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Heads of this employer's own tables to fields of a review, where looking at them is not enough."""
    reply_from: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """By language, from which probability of a negative text on this employer wants to answer; empty: as measured."""
    answering: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Its rules for answering (domain.answering.AnsweringRules); empty: the defaults."""
    working_time: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """When it works and how soon it answers (domain.working_time.WorkingTime); empty: the defaults."""
    created_at: Mapped[datetime]


class Source(Base):
    """One employer on one platform through one way in, with its timetable and its permission."""

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("employer_id", "platform", "way_in", "url"),
        CheckConstraint("way_in IN ('scrape', 'api', 'import', 'mailbox')", name="way_in"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    platform: Mapped[str] = mapped_column(String(40))
    way_in: Mapped[str] = mapped_column(String(20))
    url: Mapped[str] = mapped_column(String(2000))
    """Empty for ways in that have no address (an import)."""
    audience: Mapped[str] = mapped_column(String(20))
    schedule: Mapped[str | None] = mapped_column(String(100))
    permission_basis: Mapped[str | None] = mapped_column(String(500))
    terms_reviewed_on: Mapped[date | None]
    terms_reviewed_by: Mapped[str | None] = mapped_column(String(200))
    permission_expires_on: Mapped[date | None]
    created_at: Mapped[datetime]
    seeded_at: Mapped[datetime | None]
    """When the first good run ended; until then everything found is history and raises no alert."""
    last_good_at: Mapped[datetime | None]
    failed_runs: Mapped[int] = mapped_column(default=0)
    blind_since: Mapped[datetime | None]
    next_try_at: Mapped[datetime | None]
    """Set when the site asked us to stay away; the scheduler does not come earlier."""
    full_every_days: Mapped[int] = mapped_column(default=7, server_default="7")
    """How often the whole list is read again, without the cache; other looks stop at known ground."""
    last_full_at: Mapped[datetime | None]
    proven_at: Mapped[datetime | None]
    """When a real page first passed quality; until then the adapter is a promise."""
    state: Mapped[str] = mapped_column(String(20), default="unproven", server_default="unproven")
    state_since: Mapped[datetime | None]
    state_reason: Mapped[str | None] = mapped_column(String(500))
    cursor: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Where a mailbox was read to."""


class Run(Base):
    """One attempt to collect a source."""

    __tablename__ = "run"
    __table_args__ = (Index("ix_run_source_started", "source_id", "started_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    verdict: Mapped[str | None] = mapped_column(String(40))
    """The library's verdict of the worst page, or why there was no page to judge; none while it runs."""
    declared_total: Mapped[int | None]
    pages_asked: Mapped[int] = mapped_column(default=0)
    pages_got: Mapped[int] = mapped_column(default=0)
    seen: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    edited: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    gone: Mapped[int] = mapped_column(default=0, server_default="0")
    returned: Mapped[int] = mapped_column(default=0, server_default="0")
    full: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Asked for the whole list anew; otherwise it may have stopped at known ground."""
    complete: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Saw the list to its proven end, so that what is not on it is gone."""
    next_try_at: Mapped[datetime | None]
    fill: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Field to share of the run's reviews that have it, 0 to 1."""
    error: Mapped[str | None] = mapped_column(String(1000))


class Capture(Base):
    """One page or file as received, authors blanked. The same bytes are kept once per source."""

    __tablename__ = "capture"
    __table_args__ = (
        UniqueConstraint("source_id", "digest"),
        Index("ix_capture_fetched_at", "fetched_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    url: Mapped[str | None] = mapped_column(String(2000))
    status: Mapped[int | None]
    content_type: Mapped[str | None] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    fetched_at: Mapped[datetime]
    parser: Mapped[str | None] = mapped_column(String(60))
    """Who read it, e.g. "indeed/3"; none until its reviews are stored."""
    verdict: Mapped[str | None] = mapped_column(String(40))
    reviews: Mapped[int] = mapped_column(default=0)
    next_url: Mapped[str | None] = mapped_column(String(2000))
    """Kept, as is the total, so that an unchanged page need not be parsed again to know how the listing stands."""
    declared_total: Mapped[int | None]


class CaptureBody(Base):
    """The bytes of a capture, zstandard-compressed; apart, so that no ledger query ever drags them along."""

    __tablename__ = "capture_body"

    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id", ondelete="CASCADE"), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Look(Base):
    """What a platform declared about the employer on one look: kept long after the capture is gone."""

    __tablename__ = "look"
    __table_args__ = (Index("ix_look_source_seen", "source_id", "seen_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    platform: Mapped[str] = mapped_column(String(40))
    listing: Mapped[str] = mapped_column(String(300), default="", server_default=text("''"))
    """Whose list it is, as the platform calls the employer: one source may hold pages of several."""
    seen_at: Mapped[datetime]
    declared_total: Mapped[int | None]
    declared_total_all: Mapped[int | None]
    declared_rating: Mapped[float | None]
    declared_distribution: Mapped[dict[str, Any] | None]
    declared_subratings: Mapped[dict[str, Any]]
