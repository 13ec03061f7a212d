"""What is watched and how it fares: employers, sources and their runs, as asked for and answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.api.schemas import Row

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
]


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


class EmployerOut(Row):
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


class SourceOut(Row):
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


class RunOut(Row):
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


class Collected(BaseModel):
    """How a run that was asked for went."""

    run_id: int
    verdict: str
    new: int
    changed: int
    unchanged: int
    error: str | None
