"""The API's answers and requests. Nothing here, nor anywhere behind it, holds an author."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
]


Priority = Literal["urgent", "negative", "other"]


class _Row(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class EmployerIn(BaseModel):
    """An employer to watch."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "Exempelbolaget AB", "kind": "own", "time_zone": "Europe/Stockholm"}]},
    )

    name: Name
    kind: Literal["own", "competitor"] = "own"
    time_zone: str = "Europe/Stockholm"
    calendar: str = Field("SE", description="ISO 3166 code of the country whose red days apply")
    languages: list[Literal["sv", "en", "de", "no", "da", "fi"]] = Field(["sv", "en"], min_length=1, max_length=6)


class EmployerOut(_Row):
    """A watched employer."""

    id: int
    name: str
    kind: str
    time_zone: str
    calendar: str
    languages: list[str]
    reply_from: dict[str, float]


class Thresholds(BaseModel):
    """An employer's own thresholds."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reply_from": {"sv": 0.3, "en": None}}]})

    reply_from: dict[Literal["sv", "no", "da", "fi", "en", "de", "nl", "fr", "es", "pt"], float | None]


class SourceIn(BaseModel):
    """A way in to one employer's reviews. A `scrape` source does not run without a complete, valid permission."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "employer_id": 1,
                    "platform": "demo",
                    "way_in": "scrape",
                    "url": "http://127.0.0.1:8099/arbetsgivare/exempel",
                    "schedule": "every 6h",
                    "permission_basis": "our own demonstration site",
                    "terms_reviewed_on": "2026-11-01",
                    "terms_reviewed_by": "HR legal",
                    "permission_expires_on": "2027-11-01",
                }
            ]
        },
    )

    employer_id: int = Field(ge=1, le=2**31 - 1)
    platform: str = Field(max_length=40)
    way_in: Literal["scrape", "import", "mailbox"]
    url: str = Field("", max_length=2000)
    schedule: str | None = Field(None, max_length=100)
    permission_basis: str | None = Field(None, max_length=500)
    terms_reviewed_on: date | None = None
    terms_reviewed_by: str | None = Field(None, max_length=200)
    permission_expires_on: date | None = None


class SourceOut(_Row):
    """A source and how it is faring."""

    id: int
    employer_id: int
    platform: str
    way_in: str
    url: str
    audience: str
    schedule: str | None
    permission_basis: str | None
    terms_reviewed_on: date | None
    terms_reviewed_by: str | None
    permission_expires_on: date | None
    last_good_at: datetime | None
    failed_runs: int
    blind_since: datetime | None
    next_try_at: datetime | None
    state: str
    state_since: datetime | None
    state_reason: str | None
    full_every_days: int


class RunOut(_Row):
    """One attempt to collect a source."""

    id: int
    started_at: datetime
    ended_at: datetime | None
    verdict: str | None
    declared_total: int | None
    pages_asked: int
    pages_got: int
    seen: int
    new: int
    edited: int
    unchanged: int
    gone: int
    returned: int
    full: bool
    complete: bool
    next_try_at: datetime | None
    fill: dict[str, float]
    error: str | None


class ReadingOut(_Row):
    """What was understood of a review's newest revision."""

    language: str | None
    language_confidence: float
    tone: str
    score: float
    p_negative: float
    basis: str
    needs_reply: bool
    reasons: list[str]
    urgent: list[str]
    themes: list[dict[str, Any]]
    model: str


class ResponseOut(_Row):
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
    reason: str | None = Field(None, max_length=40, description="with `dismiss`, or why it rests")
    note: str | None = Field(None, max_length=700)
    until: AwareDatetime | None = Field(None, description="with `snooze`: when it comes back")
    owner: str | None = Field(None, max_length=100, description="with `assign`: the name of a key")
    receiver: str | None = Field(
        None, max_length=100, description="with a dismissal for whistleblowing: the function that acknowledged it"
    )


class EventOut(_Row):
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


class Employers(BaseModel):
    """All watched employers."""

    items: list[EmployerOut]


class Sources(BaseModel):
    """All sources."""

    items: list[SourceOut]


class Runs(BaseModel):
    """A page of runs, newest first."""

    items: list[RunOut]
    next_cursor: str | None


class Reviews(BaseModel):
    """A page of reviews, newest first."""

    items: list[ReviewOut]
    next_cursor: str | None


class Tickets(BaseModel):
    """A page of the queue, most pressing first."""

    items: list[TicketOut]
    next_cursor: str | None


class Events(BaseModel):
    """All moves of a ticket, first to last."""

    items: list[EventOut]


class Audits(BaseModel):
    """A page of frozen months, newest first."""

    items: list[AuditOut]
    next_cursor: str | None


class Collected(BaseModel):
    """How a run that was asked for went."""

    run_id: int
    verdict: str
    new: int
    changed: int
    unchanged: int
    error: str | None
