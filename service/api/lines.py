"""Tickets as the queue shows them, from plain values: the same for a page of fifty and for one."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from service.api.schemas import Priority
from service.domain.answering import AnsweringRules
from service.domain.priority import Why, why
from service.storage.repositories.queue_page import SHOWN, Line
from service.texts import message

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
PRIORITIES: tuple[Priority, ...] = ("urgent", "negative", "other")
"""Names of domain.ticket's ranks."""
_TICKET = tuple(name for name in SHOWN["ticket"][1] if name != "rank")
_REVIEW = SHOWN["review"][1]
_WRITTEN = tuple(name for name in SHOWN["revision"][1] if name != "number")


def ticket_fields(line: Line, say: str, now: datetime) -> dict[str, Any]:
    """The fields of `TicketOut`."""
    return {
        **{name: line[f"ticket_{name}"] for name in _TICKET},
        "employer": line["employer_name"],
        "priority": PRIORITIES[line["ticket_rank"]],
        "why": [_in_words(one, say, line["employer_time_zone"]) for one in _reasons(line, now)],
        "review": {
            **{name: line[f"review_{name}"] for name in _REVIEW},
            **{name: line[f"revision_{name}"] for name in _WRITTEN},
            "employer_id": line["ticket_employer_id"],
            "revision": line["revision_number"],
            "reading": _reading(line),
        },
    }


def _reading(line: Line) -> dict[str, Any] | None:
    if line["reading_tone"] is None:
        return None
    return {name: line[f"reading_{name}"] for name in SHOWN["reading"][1]}


def _reasons(line: Line, now: datetime) -> list[Why]:
    """Why a ticket stands where it stands."""
    heavy = AnsweringRules.heavy_in(line["employer_answering"])
    blamed = {hit["theme"] for hit in line["reading_themes"] or () if hit["polarity"] < 0} if heavy else set()
    return why(
        rank=line["ticket_rank"],
        state=line["ticket_state"],
        urgent=line["ticket_urgent"],
        rating=line["revision_rating"],
        helpful=line["review_helpful"],
        reasons=line["ticket_reasons"],
        heavy=sorted(blamed & heavy),
        due_at=line["ticket_due_at"],
        overdue_at=line["ticket_overdue_at"],
        now=now,
    )


def _in_words(one: Why, say: str, zone: str) -> str:
    return message(say, one.key, **{name: _word(value, say, zone) for name, value in one.values.items()})


def _word(value: object, say: str, zone: str) -> object:
    if isinstance(value, datetime):
        return _moment(value, say, zone)
    named = isinstance(value, str) and value.startswith(("theme.", "urgent."))
    return message(say, str(value)) if named else value


@lru_cache(maxsize=4096)
def _moment(moment: datetime, say: str, zone: str) -> str:
    """Due times fall on closing time, so that many tickets share one."""
    return format_datetime(moment.astimezone(ZoneInfo(zone)), "EEEE d MMMM HH:mm", locale=LOCALES[say])
