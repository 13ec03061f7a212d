"""Moves that people make on tickets: judged on the state first, then on the version, and won by one of those who try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from service.domain.access import Person
from service.domain.errors import InvalidInput, Stale
from service.domain.identity import reply_digest
from service.domain.ticket import BY_PEOPLE, DISMISS_REASONS, REPLY_LIMIT, Move, State, after, check_actor
from service.storage.repositories import replies, tickets
from service.storage.repositories.tickets import Shown
from service.storage.session import Database
from service.storage.tables import Ticket


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants: a move, the version they decided on (None: whatever it is now), and what goes with it."""

    move: Move
    version: int | None
    reason: str | None = None
    note: str | None = None
    text: str | None = None


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


def make_move(database: Database, ticket_id: int, wish: Wish, person: Person, *, now: datetime) -> Shown:
    """Make one move and give the ticket as it then stands.

    Raises NotFound, NotAllowed, MoveNotAllowed (the state does not permit it), Stale (somebody was quicker), InvalidInput.
    """
    _check(wish)
    with database.write() as session:
        ticket = tickets.get(session, ticket_id)
        to = after(wish.move, State(ticket.state))
        check_actor(wish.move, person.role, person.name, ticket.owner)
        if wish.version is not None and wish.version != ticket.version:
            raise _stale(ticket_id, wish.version)
        event = {"at": now, "actor": person.name, "move": wish.move.value, "to_state": to.value, "note": _note(wish)}
        if not tickets.move(session, ticket, event, **_changes(wish.move, person, now)):
            raise _stale(ticket_id, ticket.version)
        _reply(session, ticket, wish, person, now)
        session.expire_all()
        return tickets.shown(session, ticket_id)


def _check(wish: Wish) -> None:
    if wish.move is Move.ANSWER and not (wish.text or "").strip():
        raise InvalidInput("an answer needs its text: send the reply as it was posted")
    if wish.text and len(wish.text) > REPLY_LIMIT:
        raise InvalidInput(f"the reply has {len(wish.text)} characters; {REPLY_LIMIT} is the most")
    if wish.move is Move.DISMISS and wish.reason not in DISMISS_REASONS:
        raise InvalidInput(f"{wish.reason!r} is no reason to dismiss: choose one of {', '.join(DISMISS_REASONS)}")
    if wish.reason == "other" and not (wish.note or "").strip():
        raise InvalidInput("dismissing for another reason needs a note that says which")


def _note(wish: Wish) -> str | None:
    said = ": ".join(part for part in (wish.reason, wish.note) if part)
    return said[:1000] or None


def _changes(move: Move, person: Person, now: datetime) -> dict[str, Any]:
    match move:
        case Move.CLAIM:
            return {"owner": person.name}
        case Move.ANSWER:
            return {"answered_at": now}
        case Move.DISMISS:
            return {"closed_at": now}
        case _:
            return {"owner": None, "closed_at": None}


def _reply(session: Session, ticket: Ticket, wish: Wish, person: Person, now: datetime) -> None:
    if wish.move is Move.ANSWER and wish.text:
        replies.add(session, ticket.id, wish.text.strip(), reply_digest(wish.text), person.name, now)


def _stale(ticket_id: int, version: int) -> Stale:
    return Stale(f"ticket {ticket_id} has changed since version {version}: read it again and decide anew")
