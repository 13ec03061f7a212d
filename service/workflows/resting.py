"""Tickets that were laid aside come back when their time is up; the due time moves by as much as they rested."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from service.domain.calendar import WorkCalendar
from service.domain.ticket import Move, State, after
from service.storage.repositories import tickets
from service.storage.repositories.tickets import Shown
from service.storage.session import Database

AT_ONCE = 200


def awakened(shown: Shown, now: datetime) -> dict[str, Any]:
    """What changes on a ticket: as many opening hours are left as when it was laid aside."""
    ticket, calendar = shown.ticket, WorkCalendar.of(shown.employer)
    since = ticket.snoozed_at or now

    def moved(moment: datetime | None) -> datetime | None:
        return moment and calendar.later(now, calendar.hours_between(since, moment))

    due_at, overdue_at = moved(ticket.due_at), moved(ticket.overdue_at)
    return {"owner": None, "snoozed_at": None, "snoozed_until": None, "due_at": due_at, "overdue_at": overdue_at}


def wake_due(database: Database, *, now: datetime) -> int:
    """Wake what has rested long enough; how many."""
    with database.write() as session:
        due = tickets.rested(session, now, AT_ONCE)
        to = after(Move.WAKE, State.SNOOZED).value
        event = {"at": now, "actor": tickets.SYSTEM, "move": Move.WAKE.value, "to_state": to, "note": None}
        return sum(tickets.move(session, shown.ticket, dict(event), **awakened(shown, now)) for shown in due)
