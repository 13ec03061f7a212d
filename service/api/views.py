"""From rows to answers: the shapes that more than one router gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import Path

from service.api.cursors import LARGEST
from service.api.lines import ticket_fields
from service.api.schemas import AuditOut, ReadingOut, ResponseOut, ReviewOut, ReviewWhole, TicketOut
from service.storage.repositories.queue_page import line_of
from service.storage.repositories.tickets import Shown
from service.storage.tables import Reading, Response, Review, Revision, Snapshot

Id = Annotated[int, Path(ge=1, le=LARGEST)]


def review_fields(review: Review, revision: Revision, reading: Reading | None) -> dict[str, Any]:
    """The fields of a review as it stands."""
    lasting = (
        "id",
        "employer_id",
        "platform",
        "url",
        "audience",
        "published_on",
        "helpful",
        "first_seen_at",
        "last_seen_at",
    )
    written = ("rating", "title", "pros", "cons", "advice", "text")
    return {
        **{name: getattr(review, name) for name in lasting},
        **{name: getattr(revision, name) for name in written},
        "revision": revision.number,
        "reading": ReadingOut.model_validate(reading) if reading is not None else None,
    }


def review_out(review: Review, revision: Revision, reading: Reading | None) -> ReviewOut:
    """A review as it stands."""
    return ReviewOut(**review_fields(review, revision, reading))


def whole(fields: dict[str, Any], answers: Sequence[Response]) -> ReviewWhole:
    """A review with its public answers."""
    return ReviewWhole(**fields, responses=[ResponseOut.model_validate(answer) for answer in answers])


def ticket_out(shown: Shown, say: str, now: datetime) -> TicketOut:
    """A ticket with its review; `say`: the language of the words."""
    return TicketOut.model_validate(ticket_fields(line_of(shown), say, now))


def audit_out(snapshot: Snapshot) -> AuditOut:
    """A frozen month."""
    plain = ("id", "employer_id", "month", "formula", "frozen_at", "results")
    return AuditOut(**{name: getattr(snapshot, name) for name in plain})
