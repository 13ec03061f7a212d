"""Due replies as iCalendar: when, whose and where to open it; nothing of what was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from service.domain.priority import RUNNING
from service.storage.repositories.tickets import Shown

LENGTH = timedelta(minutes=15)


def calendar_of(shown: Sequence[Shown], public_url: str, now: datetime) -> bytes:
    """A calendar with an event for each ticket whose clock runs."""
    calendar = Calendar()
    calendar.add("prodid", "-//omdome//reply queue//EN")
    calendar.add("version", "2.0")
    for one in shown:
        if one.ticket.state in RUNNING:
            calendar.add_component(_event(one, public_url, now))
    body: bytes = calendar.to_ical()
    return body


def _event(one: Shown, public_url: str, now: datetime) -> Event:
    ticket, event = one.ticket, Event()
    owner = f" ({ticket.owner})" if ticket.owner else ""
    event.add("uid", f"ticket-{ticket.id}@omdome")
    event.add("dtstamp", now)
    event.add("sequence", ticket.version)
    event.add("dtstart", ticket.due_at - LENGTH)
    event.add("dtend", ticket.due_at)
    event.add("summary", f"{one.employer.name}: reply due, {one.review.platform}{owner}")
    event.add("url", f"{public_url}/api/v1/tickets/{ticket.id}")
    return event
