"""The reply queue: tickets, every move made on them, and our answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.base import Base


class Ticket(Base):
    """A review that wants an answer. `version` rises with every move; a move names the version it was decided on."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("review_id"),
        Index("ix_ticket_queue", "employer_id", "rank", "due_at", "id"),
        Index("ix_ticket_order", "rank", "due_at", "id"),
        Index("ix_ticket_state", "state", "rank", "due_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    rank: Mapped[int]
    """0 urgent, 1 negative, 2 other; the queue is ordered by rank, due time, id."""
    owner: Mapped[str | None] = mapped_column(String(100))
    reasons: Mapped[list[Any]]
    urgent: Mapped[list[Any]]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    overdue_at: Mapped[datetime | None]
    """Always given; the column is younger than the table."""
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    snoozed_at: Mapped[datetime | None]
    """Since when the clock has stood still; none while it runs."""
    snoozed_until: Mapped[datetime | None]


class TicketEvent(Base):
    """One move: who, when, from where to where, and why. Rows are only ever added."""

    __tablename__ = "ticket_event"
    __table_args__ = (UniqueConstraint("ticket_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    version: Mapped[int]
    """The ticket's version after the move."""
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))
    move: Mapped[str] = mapped_column(String(20))
    from_state: Mapped[str | None] = mapped_column(String(20))
    to_state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(String(1000))


class Draft(Base):
    """What somebody proposes to answer. Rows are only ever added; the newest of a ticket counts."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_ticket_id", "ticket_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(100))
    written_at: Mapped[datetime]
    origin: Mapped[str] = mapped_column(String(10), default="person", server_default="person")
    """Who found the words: a `person`, or a `snippet` that was approved beforehand, word for word."""


class Snippet(Base):
    """A text kept to be used again; shared, or one person's own."""

    __tablename__ = "snippet"
    __table_args__ = (Index("ix_snippet_employer_id", "employer_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    name: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    private_to: Mapped[str | None] = mapped_column(String(100))
    written_by: Mapped[str] = mapped_column(String(100))
    written_at: Mapped[datetime]
    approved_by: Mapped[str | None] = mapped_column(String(100))
    approved_at: Mapped[datetime | None]


class Posting(Base):
    """An approved reply on its way to a platform's API. One draft is sent once."""

    __tablename__ = "posting"
    __table_args__ = (UniqueConstraint("draft_id"), Index("ix_posting_due", "state", "next_try_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    asked_by: Mapped[str] = mapped_column(String(100))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    """`waiting`, `sent` or `failed` (for good: a person has to look)."""
    tries: Mapped[int]
    next_try_at: Mapped[datetime]
    error: Mapped[str | None] = mapped_column(String(500))
    sent_at: Mapped[datetime | None]


class Promise(Base):
    """What a reply commits us to: who keeps it, by when, and whether it was kept."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_employer", "employer_id", "state", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"))
    theme: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(500))
    owner: Mapped[str] = mapped_column(String(100))
    """A function or a key's name, never a reviewer."""
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    """`open`, `kept` or `broken`."""
    measure: Mapped[str | None] = mapped_column(String(500))
    """What was done, in words that may be shown to everybody."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(100))
    settled_at: Mapped[datetime | None]


class PromiseTicket(Base):
    """A complaint that a promise answers: the one it was made to, and others that were linked to it since."""

    __tablename__ = "promise_ticket"
    __table_args__ = (Index("ix_promise_ticket_ticket_id", "ticket_id"),)

    promise_id: Mapped[int] = mapped_column(ForeignKey("promise.id", ondelete="CASCADE"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True)


class Reply(Base):
    """Our answer to a review, claimed as posted until it was read back from the public page."""

    __tablename__ = "reply"
    __table_args__ = (Index("ix_reply_ticket_id", "ticket_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    """Of the normalised text: a public answer with the same digest is this reply, seen."""
    written_by: Mapped[str] = mapped_column(String(100))
    posted_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    seen_at: Mapped[datetime | None]
