"""Shapes of an answer to one review: its draft, what was posted, what the page shows; snippets; a notice to a platform."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.api.ledger_schemas import PieceOut
from service.api.schemas import ResponseOut, Row

Language = Literal["sv", "en", "de", "no", "da", "fi"]


class DraftOut(Row):
    """A proposed answer. `origin`: whose words they are, a person's or a snippet's that was approved beforehand."""

    text: str
    written_by: str
    written_at: datetime
    origin: Literal["person", "snippet"]


class ReplyOut(Row):
    """An answer that somebody says was posted, and what the public page said of it since."""

    text: str
    written_by: str
    posted_at: datetime
    state: str
    seen_at: datetime | None


class PostingOut(Row):
    """An answer on its way to the platform's API."""

    state: Literal["waiting", "sent", "failed", "cancelled"]
    asked_by: str
    asked_at: datetime
    tries: int
    next_try_at: datetime
    error: str | None
    sent_at: datetime | None


class PromiseHeard(BaseModel):
    """A sentence that promises something: write it down, with who keeps it and by when."""

    text: str
    theme: str | None = Field(description="what the review blames most, as a guess")


class WhereOut(BaseModel):
    """Where the answer goes: the page to open, how many characters it may have, whether we can post it ourselves."""

    page: str | None
    limit: int | None
    by_api: bool


class AnswerOut(BaseModel):
    """Everything there is of an answer to one review."""

    draft: DraftOut | None
    posted: list[ReplyOut]
    public: list[ResponseOut]
    difference: list[PieceOut] | None = Field(
        description="from what was posted to what the page shows, word by word, where another text stands there"
    )
    posting: PostingOut | None
    promises: list[PromiseHeard] = Field(description="promises heard in the newest text and not written down yet")
    where: WhereOut


class SnippetIn(BaseModel):
    """A text to keep. Variables: `{hr_route}`, `{anonymous_route}`, `{signature}`, `{employer}`, `{good}`, `{bad}`, each
    with a default after a bar if you like: `{hr_route|hr@exempel.se}`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"name": "Tack", "language": "sv", "text": "Tack för att du berättar. {signature|HR}", "private": False}
            ]
        },
    )

    name: str = Field(min_length=1, max_length=100)
    language: Language
    text: str = Field(min_length=1, max_length=5_000)
    private: bool = Field(False, description="only yours; a private one cannot be approved")


class SnippetChange(BaseModel):
    """What a snippet says from now on; an approval ends with it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=100)
    language: Language
    text: str = Field(min_length=1, max_length=5_000)


class ApproveIn(BaseModel):
    """The text that was read and is approved."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=5_000)


class SnippetOut(Row):
    """A snippet."""

    id: int
    employer_id: int
    name: str
    language: str
    text: str
    private_to: str | None
    written_by: str
    written_at: datetime
    approved_by: str | None
    approved_at: datetime | None


class Snippets(BaseModel):
    """Snippets, by name."""

    items: list[SnippetOut]


class NoticeOut(BaseModel):
    """Something that was told, without a word of any review."""

    kind: str
    employer_id: int | None
    day: date = Field(description="the day alone: an hour would say something of who wrote")
    says: str


class Notices(BaseModel):
    """What was told, newest first."""

    items: list[NoticeOut]
    next_cursor: str | None
