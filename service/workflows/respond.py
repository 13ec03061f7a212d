"""Moves that people make on tickets: judged on the state first, then on the version, and won by one of those who try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from service.domain.access import Person
from service.domain.answering import AnsweringRules, check_approver
from service.domain.calendar import WorkCalendar
from service.domain.errors import InvalidInput, NotFound, Stale
from service.domain.identity import reply_digest
from service.domain.ticket import (
    BY_PEOPLE,
    DISMISS_REASONS,
    FOR_LEGAL,
    REPLY_LIMIT,
    REST_REASONS,
    WHISTLEBLOWING,
    Move,
    State,
    after,
    check_actor,
)
from service.storage.repositories import replies, tickets
from service.storage.repositories.tickets import Shown
from service.storage.session import Database
from service.storage.tables import Ticket
from service.workflows.checking import context_of, refuse_blocked
from service.workflows.resting import awakened

LONGEST_REST = timedelta(days=92)
NO_LIMITS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants: a move, the version they decided on (None: whatever it is now), and what goes with it."""

    move: Move
    version: int | None
    reason: str | None = None
    note: str | None = None
    text: str | None = None
    until: datetime | None = None
    """Until when to snooze."""
    owner: str | None = None
    """Whom to assign to."""
    receiver: str | None = None
    """The function that received a whistleblowing matter and acknowledged it."""


def parse_move(name: str) -> Move:
    """A move people make, by name. Raises InvalidInput."""
    if name not in {move.value for move in BY_PEOPLE}:
        known = ", ".join(sorted(move.value for move in BY_PEOPLE))
        raise InvalidInput(f"{name[:40]!r} is no move: choose one of {known}")
    return Move(name)


def parse_state(name: str) -> str:
    """A ticket's state, by name. Raises InvalidInput."""
    if name not in {state.value for state in State}:
        raise InvalidInput(f"{name[:40]!r} is no state: choose one of {', '.join(state.value for state in State)}")
    return name


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
    _check(wish, now)
    with database.write() as session:
        shown = tickets.shown(session, ticket_id)
        ticket = shown.ticket
        if not person.reaches(ticket.employer_id):
            raise NotFound(f"there is no ticket {ticket_id}")
        to = after(wish.move, State(ticket.state))
        check_actor(wish.move, person.role, person.name, ticket.owner)
        if wish.version is not None and wish.version != ticket.version:
            raise _stale(ticket_id, wish.version)
        noted = _judge_reply(session, shown, wish.move, person, now, reply_limits)
        event = {
            "at": now,
            "actor": person.name,
            "move": wish.move.value,
            "to_state": to.value,
            "note": _note(wish, noted),
        }
        if not tickets.move(session, ticket, event, **_changes(wish, shown, person, now)):
            raise _stale(ticket_id, ticket.version)
        _write(session, ticket, wish, person, now)
        session.expire_all()
        return tickets.shown(session, ticket_id)


def _check(wish: Wish, now: datetime) -> None:
    if wish.move is Move.DRAFT and not (wish.text or "").strip():
        raise InvalidInput("a draft needs its text: send the reply as it shall stand")
    if wish.text and len(wish.text) > REPLY_LIMIT:
        raise InvalidInput(f"the reply has {len(wish.text)} characters; {REPLY_LIMIT} is the most")
    if wish.move is Move.DISMISS:
        _check_dismissal(wish)
    if wish.move is Move.RETURN and not (wish.note or "").strip():
        raise InvalidInput("sending a reply back needs a note that says what to change")
    if wish.move is Move.ASSIGN and not (wish.owner or "").strip():
        raise InvalidInput("assigning needs an owner: the name of a key")
    if wish.move is Move.SNOOZE:
        _check_rest(wish, now)


def _check_rest(wish: Wish, now: datetime) -> None:
    if wish.reason is not None and wish.reason not in REST_REASONS:
        raise InvalidInput(f"{wish.reason!r} is no reason to rest: choose one of {', '.join(REST_REASONS)}, or none")
    if wish.until is None and wish.reason == FOR_LEGAL:
        return
    if wish.until is None or not now < wish.until <= now + LONGEST_REST:
        raise InvalidInput(f"snoozing needs `until`, a moment to come within {LONGEST_REST.days} days")


def _check_dismissal(wish: Wish) -> None:
    if wish.reason not in DISMISS_REASONS:
        raise InvalidInput(f"{wish.reason!r} is no reason to dismiss: choose one of {', '.join(DISMISS_REASONS)}")
    if wish.reason == "other" and not (wish.note or "").strip():
        raise InvalidInput("dismissing for another reason needs a note that says which")
    if wish.reason == WHISTLEBLOWING and not (wish.receiver or "").strip():
        raise InvalidInput(
            "a whistleblowing matter leaves the queue only for a function that has acknowledged it: name it as `receiver`"
        )


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


def _write(session: Session, ticket: Ticket, wish: Wish, person: Person, now: datetime) -> None:
    if wish.move is Move.DRAFT and wish.text:
        replies.propose(session, ticket.id, wish.text.strip(), person.name, now)
    if wish.move is Move.POST:
        proposed = replies.proposed(session, ticket.id)
        if proposed is not None:
            replies.add(session, ticket.id, proposed.text, reply_digest(proposed.text), proposed.written_by, now)


def _stale(ticket_id: int, version: int) -> Stale:
    return Stale(f"ticket {ticket_id} has changed since version {version}: read it again and decide anew")
