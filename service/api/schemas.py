"""The API's answers and requests. Nothing here, nor anywhere behind it, holds an author."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Priority = Literal["urgent", "negative", "other"]


class Row(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ReadingOut(Row):
    """What was understood of a review's newest revision."""

    language: str | None
    language_confidence: float
    also: list[str] = Field(description="other languages the writer switches to")
    tone: str
    score: float
    p_negative: float
    basis: str
    needs_reply: bool
    reasons: list[str]
    urgent: list[str]
    themes: list[dict[str, Any]]
    model: str


class ResponseOut(Row):
    """An employer's public answer."""

    text: str
    published_on: date | None
    author_title: str | None
    first_seen_at: datetime
    gone_at: datetime | None


class ReviewOut(BaseModel):
    """A review as it stands, with what was understood of it."""

    id: int
    employer_id: int
    platform: str
    url: str | None
    audience: str
    published_on: date | None
    rating: float | None
    title: str | None
    pros: str | None
    cons: str | None
    advice: str | None
    text: str | None
    helpful: int | None
    revision: int
    first_seen_at: datetime
    last_seen_at: datetime
    reading: ReadingOut | None


class ReviewWhole(ReviewOut):
    """A review with the employer's public answers."""

    responses: list[ResponseOut]


class TicketOut(BaseModel):
    """A review that wants an answer. Send `version` back as `If-Match` with a move."""

    id: int
    employer_id: int
    employer: str
    state: str
    version: int
    priority: Priority
    owner: str | None
    reasons: list[str]
    urgent: list[str]
    opened_at: datetime
    due_at: datetime
    overdue_at: datetime | None
    why: list[str] = Field(description="why it stands where it stands, most pressing first, in words")
    answered_at: datetime | None
    closed_at: datetime | None
    review: ReviewOut


class MoveIn(BaseModel):
    """What goes with a move: the reply's text with `draft`, a reason with `dismiss`, a note with any."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"text": "Tack för att du berättar. Hör gärna av dig till hr@exempel.se."}]},
    )

    text: str | None = Field(None, max_length=20_000, description="the reply, with `draft`")
    snippet: int | None = Field(None, ge=1, le=2**31 - 1, description="with `draft`, instead of a text: its number")
    reason: str | None = Field(None, max_length=40, description="with `dismiss`, or why it rests")
    note: str | None = Field(None, max_length=700)
    until: AwareDatetime | None = Field(
        None, description="with `snooze`: when it comes back; none is needed with the reason waiting_for_legal"
    )
    owner: str | None = Field(None, max_length=100, description="with `assign`: the name of a key")
    receiver: str | None = Field(
        None, max_length=100, description="with a dismissal for whistleblowing: the function that acknowledged it"
    )


class EventOut(Row):
    """One move on a ticket."""

    version: int
    at: datetime
    actor: str
    move: str
    from_state: str | None
    to_state: str
    note: str | None


class AuditOut(BaseModel):
    """A frozen month."""

    id: int
    employer_id: int
    month: str
    formula: str
    frozen_at: datetime
    results: dict[str, Any]


class Reviews(BaseModel):
    """A page of reviews, newest first."""

    items: list[ReviewOut]
    next_cursor: str | None


class PromiseOut(Row):
    """A promise."""

    id: int
    employer_id: int
    ticket_id: int | None
    theme: str
    text: str
    owner: str
    due_on: date
    state: Literal["open", "kept", "broken"]
    measure: str | None


class Tickets(BaseModel):
    """A page of the queue, most pressing first; the first page has the promises whose day has come too."""

    items: list[TicketOut]
    promises_due: list[PromiseOut]
    next_cursor: str | None


class Events(BaseModel):
    """All moves of a ticket, first to last."""

    items: list[EventOut]


class Audits(BaseModel):
    """A page of frozen months, newest first."""

    items: list[AuditOut]
    next_cursor: str | None
