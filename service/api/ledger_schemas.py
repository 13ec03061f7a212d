"""What the API says of collection: how sources fare, day by day, and what happened to a review."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Row(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class SightOut(BaseModel):
    """How a source is faring: its state in a word, since when, why, and how much of the list is held."""

    source_id: int
    employer_id: int
    employer: str
    platform: str
    way_in: str
    state: Literal["healthy", "degraded", "blind", "forbidden", "unproven"]
    since: datetime | None
    reason: str
    held: int = Field(description="reviews this source has shown that do not count as removed")
    declared: int | None = Field(description="reviews the platform says it shows, summed over the lists seen")
    coverage: str = Field(examples=["41 of 44 the platform says it shows"])
    last_verdict: str | None
    last_good_at: datetime | None
    next_try_at: datetime | None
    proven_at: datetime | None = Field(description="when a real page first passed quality")


class Ledger(BaseModel):
    """Every source."""

    items: list[SightOut]


class DayOut(BaseModel):
    """One day of a source, in its employer's time zone."""

    day: date
    runs: int
    good_runs: int
    declared: int | None
    seen: int
    new: int
    edited: int
    gone: int
    pages_asked: int
    pages_got: int
    fill: dict[str, float]
    verdicts: list[str]
    reason: str | None


class Days(BaseModel):
    """A source, day by day, newest first."""

    items: list[DayOut]


class LookOut(_Row):
    """What a platform declared on one look."""

    id: int
    listing: str
    seen_at: datetime
    declared_total: int | None
    declared_total_all: int | None
    declared_rating: float | None
    declared_distribution: dict[str, int] | None
    declared_subratings: dict[str, float]


class Looks(BaseModel):
    """Looks, newest first."""

    items: list[LookOut]
    next_cursor: str | None


class NetChangeOut(BaseModel):
    """What came less what went on one list between two looks."""

    listing: str
    since: datetime
    until: datetime
    reviews: int | None
    stars: dict[str, int] | None
    mean_low: float | None
    mean_high: float | None
    says: str


class NetChanges(BaseModel):
    """By list."""

    items: list[NetChangeOut]


class PieceOut(BaseModel):
    """A run of words that stayed, went, or came."""

    change: Literal["same", "gone", "new"]
    text: str


class RevisionOut(BaseModel):
    """A review as it stood from a moment on, and how it differs from the one before."""

    number: int
    seen_at: datetime
    cause: Literal["seen", "reread", "joined"]
    rating: float | None
    changes: dict[str, list[PieceOut]] = Field(description="texts that changed since the revision before, word by word")


class EventOut(_Row):
    """One turn in a review's life."""

    at: datetime
    kind: str
    detail: dict[str, Any]


class Life(BaseModel):
    """A review's life: its revisions and everything that happened to it, first to last."""

    review_id: int
    first_seen_at: datetime
    last_seen_at: datetime
    removed_at: datetime | None
    removals: Literal["known", "unknowable"] = Field(
        description="whether a way in ever shows the whole list, so that a missing review is known to be gone"
    )
    revisions: list[RevisionOut]
    events: list[EventOut]


class ErasureOut(_Row):
    """What was erased."""

    review_id: int
    revisions: int
    answers: int
    tickets: int
    captures: int
    cache: bool
