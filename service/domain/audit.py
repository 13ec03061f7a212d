"""The inputs of a month's audit: everything the metrics may know, and nothing that points at a writer.

`MonthFacts` is built once by storage, given to every metric, and frozen beside the results, so that a month can be
recomputed by a later formula. Reviews are known by id, platform, date, stars and what was read; never by text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from service.domain.month import Month

FORMULA = "standing/1+harm/1+conduct/2+sight/1"


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """One current review: stars 1-5 or none, how it was read, when it was published."""

    review_id: int
    platform: str
    audience: str
    published_on: date
    rating: float | None
    has_text: bool
    tone: str
    needs_reply: bool
    urgent: tuple[str, ...]
    themes: Mapping[str, int]
    """Theme id to polarity (-1, 0, 1)."""
    answered: bool
    """The platform shows an employer's answer."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Stars of the competitors on one platform: mean, spread and number; the prior a standing leans on."""

    platform: str
    mean: float
    spread: float
    reviews: int
    employers: int


@dataclass(frozen=True, slots=True)
class Declared:
    """What a platform itself showed about the employer at its last look on or before the month's end."""

    platform: str
    seen_at: datetime
    total: int | None
    total_all: int | None
    rating: float | None
    distribution: Mapping[str, int] | None
    held: int
    """Reviews we hold of this platform at the month's end."""


@dataclass(frozen=True, slots=True)
class TicketFact:
    """The life of one ticket: times are aware UTC; `business_hours` from opening to posting, none when not posted."""

    ticket_id: int
    platform: str
    state: str
    opened_at: datetime
    answered_at: datetime | None
    seen_at: datetime | None
    checkable: bool
    """The platform's pages show answers, so a reply can be read back."""
    business_hours: float | None
    severe: bool
    """A human confirmed an urgent matter (first form: the ticket is urgent and was not dismissed)."""
    urgent: tuple[str, ...]
    reply_digest: str | None
    """A digest of the normalised reply, so that near-copies can be counted without keeping text."""


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """What a reply promised, and what became of it by the month's end: `open`, `kept` or `broken`."""

    theme: str
    state: str
    due_on: date
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class SourceSight:
    """How well one source was watched through the month."""

    source_id: int
    platform: str
    way_in: str
    runs: int
    good_runs: int
    last_good_at: datetime | None
    last_verdict: str | None
    blind_since: datetime | None
    state: str = "unproven"
    """As the ledger has it when the month is frozen: healthy, degraded, blind, forbidden or unproven."""
    since: datetime | None = None
    reason: str = ""
    held: int = 0
    declared: int | None = None


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """One employer's month. `reviews` holds all current reviews published on or before the month's last day."""

    employer_id: int
    employer_name: str
    time_zone: str
    month: Month
    reviews: tuple[ReviewFact, ...]
    panel: Mapping[str, Panel]
    declared: tuple[Declared, ...]
    tickets: tuple[TicketFact, ...]
    sources: tuple[SourceSight, ...]
    promises: tuple[PromiseFact, ...] = ()
