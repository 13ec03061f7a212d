"""What the API says of collection rounds and of files that are sent to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class LastKnownOut(BaseModel):
    """The newest review held of a list: what is above it on the page is new."""

    published_on: date | None
    rating: float | None
    begins: str | None = Field(description="its title, or how its text begins")


class TaskOut(BaseModel):
    """One list to open, or single reviews whose text is missing."""

    platform: str
    why: Literal["by_hand", "forbidden", "blind", "text_missing"]
    addresses: list[str] = Field(description="what to open; empty where no address is known yet")
    last_known: LastKnownOut | None
    replies: list[str] = Field(description="reviews where a reply of ours waits to be seen")


class ReceiptLine(BaseModel):
    """What became of one platform since the round began."""

    model_config = ConfigDict(from_attributes=True)

    platform: str
    seen: bool
    new: int
    edited: int
    replies_seen: int
    replies_waiting: int
    held: int
    declared: int | None
    fine_until: date | None = Field(description="until when what was last seen is fresh enough")
    problem: str | None


class RoundOut(BaseModel):
    """A collection round: what a person opens, and what has become seen so far (or did, once it is closed)."""

    id: int
    employer_id: int
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    minutes: int = Field(description="about how long it takes")
    folder: str = Field(description="where saved pages are dropped; POST …/files does the same")
    tasks: list[TaskOut]
    receipt: list[ReceiptLine]


class Rounds(BaseModel):
    """An employer's rounds, newest first."""

    items: list[RoundOut]
    next_cursor: str | None


class TakenIn(BaseModel):
    """What a file brought."""

    new: int
    changed: int
    unchanged: int
    problem: str | None = Field(description="why no reviews could be taken, in words; null when they were")
