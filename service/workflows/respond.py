"""Moves that people make on tickets: judged on the state first, then on the version, and won by one of those who try."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from service.domain.access import Person
from service.domain.answering import AnsweringRules, check_approver, goes_unread
from service.domain.calendar import WorkCalendar
from service.domain.errors import InvalidInput, NotFound
from service.domain.identity import reply_digest
from service.domain.snippet import FROM_SNIPPET
from service.domain.ticket import Move, State, after, check_actor
from service.storage.repositories import replies, tickets
from service.storage.repositories.tickets import SYSTEM, Shown
from service.storage.session import Database
from service.workflows.checking import context_of, refuse_blocked
from service.workflows.filling import filled
from service.workflows.resting import awakened
from service.workflows.wishes import LONGEST_REST, Wish, check_wish

NO_LIMITS: Mapping[str, int] = MappingProxyType({})


def make_move(
    database: Database,
    ticket_id: int,
    wish: Wish,
    person: Person,
    *,
    now: datetime,
    reply_limits: Mapping[str, int] = NO_LIMITS,
) -> Shown:
    """Make one move and give the ticket as it then stands. `reply_limits`: characters by platform, where it states any.

    Raises NotFound, NotAllowed, MoveNotAllowed (the state does not permit it), Stale (somebody was quicker), InvalidInput,
    ReplyBlocked (the safety check forbids the reply).
    """
    check_wish(wish, now)
    with database.write() as session:
        shown = tickets.shown(session, ticket_id)
        if not person.reaches(shown.ticket.employer_id):
            raise NotFound(f"there is no ticket {ticket_id}")
        move_in(session, shown, wish, person, now=now, reply_limits=reply_limits)
        session.expire_all()
        return tickets.shown(session, ticket_id)


def move_in(
    session: Session, shown: Shown, wish: Wish, person: Person, *, now: datetime, reply_limits: Mapping[str, int]
) -> None:
    """The same inside somebody else's unit of work."""
    ticket = shown.ticket
    to = after(wish.move, State(ticket.state))
    check_actor(wish.move, person.role, person.name, ticket.owner)
    tickets.demand_version(ticket, wish.version)
    noted = _judge_reply(session, shown, wish.move, person, now, reply_limits)
    event = {
        "at": now,
        "actor": person.name,
        "move": wish.move.value,
        "to_state": to.value,
        "note": _note(wish, noted),
    }
    if not tickets.move(session, ticket, event, **_changes(wish, shown, person, now)):
        raise tickets.stale(ticket)
    _write(session, shown, wish, person, now)
    if wish.move is Move.SUBMIT:
        _wave_through(session, shown, now)


def _judge_reply(
    session: Session, shown: Shown, move: Move, person: Person, now: datetime, limits: Mapping[str, int]
) -> str | None:
    """The safety check before a reply is submitted and approved, and who may approve it; what to note of it."""
    if move not in (Move.SUBMIT, Move.APPROVE, Move.POST):
        return None
    proposed = replies.proposed(session, shown.ticket.id)
    if proposed is None:
        raise InvalidInput("there is no draft: write one first")
    refuse_blocked(proposed.text, context_of(session, shown, now, limits), ready=move is not Move.SUBMIT)
    if move is not Move.APPROVE:
        return None
    calendar = WorkCalendar.of(shown.employer)
    rules = AnsweringRules.of(shown.employer.answering)
    return check_approver(
        person.name,
        proposed.written_by,
        shown.revision.rating,
        rules,
        calendar,
        written_at=proposed.written_at,
        now=now,
    )


def _wave_through(session: Session, shown: Shown, now: datetime) -> None:
    """A snippet that was approved beforehand, word for word, needs no second reader where the employer says so."""
    proposed = replies.proposed(session, shown.ticket.id)
    rules = AnsweringRules.of(shown.employer.answering)
    if proposed is None or proposed.origin != FROM_SNIPPET:
        return
    if not goes_unread(rules, shown.revision.rating, urgent=bool(shown.ticket.urgent)):
        return
    event = {"at": now, "actor": SYSTEM, "move": Move.APPROVE.value, "note": "a snippet that was approved beforehand"}
    to = after(Move.APPROVE, State.SUBMITTED)
    tickets.move(session, tickets.get(session, shown.ticket.id), {**event, "to_state": to.value})


def _note(wish: Wish, noted: str | None) -> str | None:
    until = f"until {wish.until:%Y-%m-%d %H:%M} UTC" if wish.until else None
    to = f"to {wish.owner}" if wish.move is Move.ASSIGN else None
    received = f"acknowledged by {wish.receiver}" if wish.receiver else None
    said = ": ".join(part for part in (wish.reason, to, until, received, wish.note, noted) if part)
    return said[:1000] or None


def _changes(wish: Wish, shown: Shown, person: Person, now: datetime) -> dict[str, Any]:
    if wish.move is Move.WAKE:
        return awakened(shown, now)
    changes: dict[Move, dict[str, Any]] = {
        Move.CLAIM: {"owner": person.name, "closed_at": None},
        Move.ASSIGN: {"owner": wish.owner},
        Move.POST: {"answered_at": now},
        Move.DISMISS: {"closed_at": now},
        Move.SNOOZE: {"snoozed_at": now, "snoozed_until": _back_at(wish, shown, now)},
        Move.RELEASE: {"owner": None},
        Move.REOPEN: {"owner": None, "closed_at": None},
    }
    return changes.get(wish.move, {})


def _back_at(wish: Wish, shown: Shown, now: datetime) -> datetime:
    """A ticket comes back while people are at work, or when they next are."""
    return WorkCalendar.of(shown.employer).next_opening(wish.until or now + LONGEST_REST)


def _write(session: Session, shown: Shown, wish: Wish, person: Person, now: datetime) -> None:
    number = shown.ticket.id
    if wish.move is Move.DRAFT and wish.snippet is not None:
        text, origin = filled(session, shown, wish.snippet, person)
        replies.propose(session, number, text, person.name, now, origin)
    elif wish.move is Move.DRAFT and wish.text:
        replies.propose(session, number, wish.text.strip(), person.name, now)
    if wish.move is Move.POST:
        proposed = replies.proposed(session, number)
        if proposed is not None:
            replies.add(session, number, proposed.text, reply_digest(proposed.text), proposed.written_by, now)
