"""What a person wants done with a ticket, and whether it says all that such a move needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.errors import InvalidInput
from service.domain.ticket import (
    BY_PEOPLE,
    DISMISS_REASONS,
    FOR_LEGAL,
    NEED_A_NOTE,
    REPLY_LIMIT,
    REST_REASONS,
    WHISTLEBLOWING,
    Move,
    State,
)

LONGEST_REST = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants: a move, the version they decided on (None: whatever it is now), and what goes with it."""

    move: Move
    version: int | None
    reason: str | None = None
    note: str | None = None
    text: str | None = None
    snippet: int | None = None
    """The number of a snippet to draft with, in the place of a text."""
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


def check_wish(wish: Wish, now: datetime) -> None:
    """Raises InvalidInput that says what is missing."""
    if wish.move is Move.DRAFT:
        _check_draft(wish)
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


def _check_draft(wish: Wish) -> None:
    if wish.snippet is None and not (wish.text or "").strip():
        raise InvalidInput("a draft needs its text, or the number of a snippet: send the reply as it shall stand")
    if wish.snippet is not None and wish.text is not None:
        raise InvalidInput("a draft is a text or a snippet, not both")


def _check_dismissal(wish: Wish) -> None:
    if wish.reason not in DISMISS_REASONS:
        raise InvalidInput(f"{wish.reason!r} is no reason to dismiss: choose one of {', '.join(DISMISS_REASONS)}")
    if wish.reason in NEED_A_NOTE and not (wish.note or "").strip():
        raise InvalidInput(f"dismissing as {wish.reason} needs a note: {NEED_A_NOTE[wish.reason]}")
    if wish.reason == WHISTLEBLOWING and not (wish.receiver or "").strip():
        raise InvalidInput(
            "a whistleblowing matter leaves the queue only for a function that has acknowledged it: name it as `receiver`"
        )


def _check_rest(wish: Wish, now: datetime) -> None:
    if wish.reason is not None and wish.reason not in REST_REASONS:
        raise InvalidInput(f"{wish.reason!r} is no reason to rest: choose one of {', '.join(REST_REASONS)}, or none")
    if wish.until is None and wish.reason == FOR_LEGAL:
        return
    if wish.until is None or not now < wish.until <= now + LONGEST_REST:
        raise InvalidInput(f"snoozing needs `until`, a moment to come within {LONGEST_REST.days} days")
