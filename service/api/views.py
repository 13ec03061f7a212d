"""From rows to answers: the shapes that more than one router gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Path

from service.api.cursors import LARGEST
from service.api.schemas import AuditOut, Priority, ReadingOut, ResponseOut, ReviewOut, ReviewWhole, TicketOut
from service.storage.repositories.tickets import Shown
from service.storage.tables import Reading, Response, Review, Revision, Snapshot

PRIORITIES: tuple[Priority, ...] = ("urgent", "negative", "other")
"""Names of domain.ticket's ranks."""
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


def ticket_out(shown: Shown) -> TicketOut:
    """A ticket with its review."""
    ticket = shown.ticket
    plain = (
        "id",
        "employer_id",
        "state",
        "version",
        "owner",
        "reasons",
        "urgent",
        "opened_at",
        "due_at",
        "answered_at",
        "closed_at",
    )
    return TicketOut(
        **{name: getattr(ticket, name) for name in plain},
        employer=shown.employer.name,
        priority=PRIORITIES[ticket.rank],
        review=review_out(shown.review, shown.revision, shown.reading),
    )


def audit_out(snapshot: Snapshot) -> AuditOut:
    """A frozen month."""
    plain = ("id", "employer_id", "month", "formula", "frozen_at", "results")
    return AuditOut(**{name: getattr(snapshot, name) for name in plain})
