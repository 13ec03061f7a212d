"""What a month's audit knows of tickets: how each was answered, and how long that took in opening hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.domain.audit import PromiseFact, TicketFact
from service.domain.calendar import WorkCalendar
from service.domain.ticket import State
from service.storage.tables import Employer, Promise, Reply, Review, Source, Ticket, TicketEvent

SNOOZED = State.SNOOZED.value


def gather(session: Session, employer: Employer, end: datetime) -> tuple[TicketFact, ...]:
    """The tickets opened before `end`."""
    calendar, rests = WorkCalendar.of(employer), _rests(session, employer.id)
    rows = session.execute(
        select(Ticket, Review.platform, Source.way_in, func.max(Reply.digest), func.max(Reply.seen_at))
        .join(Review, Review.id == Ticket.review_id)
        .join(Source, Source.id == Review.source_id)
        .outerjoin(Reply, Reply.ticket_id == Ticket.id)
        .where(Ticket.employer_id == employer.id, Ticket.opened_at < end)
        .group_by(Ticket.id, Review.platform, Source.way_in)
        .order_by(Ticket.id)
    )
    return tuple(
        TicketFact(
            ticket_id=ticket.id,
            platform=platform,
            state=ticket.state,
            opened_at=ticket.opened_at,
            answered_at=ticket.answered_at,
            seen_at=seen_at,
            checkable=way_in == "scrape",
            business_hours=_hours(calendar, ticket, rests.get(ticket.id, ())),
            severe=bool(ticket.urgent) and ticket.state != "dismissed",
            urgent=tuple(ticket.urgent),
            reply_digest=digest,
        )
        for ticket, platform, way_in, digest, seen_at in rows
    )


def promised(session: Session, employer: Employer, end: datetime) -> tuple[PromiseFact, ...]:
    """What was promised before `end`, days on the employer's own calendar."""
    zone = ZoneInfo(employer.time_zone)
    query = select(Promise).where(Promise.employer_id == employer.id, Promise.made_at < end).order_by(Promise.id)
    return tuple(
        PromiseFact(
            one.theme, one.state, one.due_on, one.settled_at.astimezone(zone).date() if one.settled_at else None
        )
        for one in session.scalars(query)
    )


def _hours(calendar: WorkCalendar, ticket: Ticket, rests: Sequence[tuple[datetime, datetime]]) -> float | None:
    """Opening hours from opening to posting, less those in which the ticket rested."""
    end = ticket.answered_at
    if end is None:
        return None
    rested = sum(calendar.hours_between(start, min(stop, end)) for start, stop in rests)
    return max(0.0, calendar.hours_between(ticket.opened_at, end) - rested)


def _rests(session: Session, employer_id: int) -> dict[int, list[tuple[datetime, datetime]]]:
    """By ticket, when it was laid aside and when it came back."""
    moves = session.execute(
        select(TicketEvent.ticket_id, TicketEvent.at, TicketEvent.from_state, TicketEvent.to_state)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(Ticket.employer_id == employer_id)
        .where((TicketEvent.to_state == SNOOZED) | (TicketEvent.from_state == SNOOZED))
        .order_by(TicketEvent.ticket_id, TicketEvent.version)
    )
    laid_aside: dict[int, datetime] = {}
    rests: dict[int, list[tuple[datetime, datetime]]] = {}
    for number, at, before, after in moves:
        if after == SNOOZED:
            laid_aside.setdefault(number, at)
        elif before == SNOOZED and number in laid_aside:
            rests.setdefault(number, []).append((laid_aside.pop(number), at))
    return rests
