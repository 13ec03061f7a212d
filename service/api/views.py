"""From rows to answers: the shapes that more than one router gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from fastapi import Path

from service.api.cursors import LARGEST
from service.api.schemas import AuditOut, Priority, ReadingOut, ResponseOut, ReviewOut, ReviewWhole, TicketOut
from service.domain.answering import AnsweringRules
from service.domain.priority import Why, why
from service.storage.repositories.tickets import Shown
from service.storage.tables import Reading, Response, Review, Revision, Snapshot
from service.texts import message

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
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


def ticket_out(shown: Shown, say: str, now: datetime) -> TicketOut:
    """A ticket with its review; `say`: the language of the words."""
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
        "overdue_at",
        "answered_at",
        "closed_at",
    )
    return TicketOut(
        **{name: getattr(ticket, name) for name in plain},
        employer=shown.employer.name,
        priority=PRIORITIES[ticket.rank],
        why=[_in_words(one, say, shown) for one in reasons_of(shown, now)],
        review=review_out(shown.review, shown.revision, shown.reading),
    )


def reasons_of(shown: Shown, now: datetime) -> list[Why]:
    """Why a ticket stands where it stands."""
    ticket, heavy = shown.ticket, AnsweringRules.of(shown.employer.answering).heavy_themes
    hits = shown.reading.themes if shown.reading else []
    return why(
        rank=ticket.rank,
        state=ticket.state,
        urgent=ticket.urgent,
        rating=shown.revision.rating,
        helpful=shown.review.helpful,
        reasons=ticket.reasons,
        heavy=sorted({hit["theme"] for hit in hits if hit["polarity"] < 0} & set(heavy)),
        due_at=ticket.due_at,
        overdue_at=ticket.overdue_at,
        now=now,
    )


def _in_words(one: Why, say: str, shown: Shown) -> str:
    zone = ZoneInfo(shown.employer.time_zone)
    values = {
        name: format_datetime(value.astimezone(zone), "EEEE d MMMM HH:mm", locale=LOCALES[say])
        if isinstance(value, datetime)
        else message(say, value)
        if isinstance(value, str) and value.startswith(("theme.", "urgent."))
        else value
        for name, value in one.values.items()
    }
    return message(say, one.key, **values)


def audit_out(snapshot: Snapshot) -> AuditOut:
    """A frozen month."""
    plain = ("id", "employer_id", "month", "formula", "frozen_at", "results")
    return AuditOut(**{name: getattr(snapshot, name) for name in plain})
