"""The life of a ticket: its states, the one table of allowed moves, who may make them, and where it stands in line."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, StrEnum

from service.domain.errors import InvalidInput, MoveNotAllowed, NotAllowed


class State(StrEnum):
    """Where a ticket is. `POSTED` is a claim; only `SEEN` was read back from the public page."""

    OPEN = "open"
    CLAIMED = "claimed"
    POSTED = "posted"
    SEEN = "seen"
    SEEN_DIFFERENT = "seen_different"
    GONE = "gone"
    UNVERIFIABLE = "unverifiable"
    DISMISSED = "dismissed"


class Move(StrEnum):
    """What can happen to a ticket: the first five by a person, the others by a look at the public page."""

    CLAIM = "claim"
    RELEASE = "release"
    ANSWER = "answer"
    DISMISS = "dismiss"
    REOPEN = "reopen"
    SEE = "see"
    SEE_DIFFERENT = "see_different"
    VANISH = "vanish"
    REST = "rest"


UNANSWERED = frozenset({State.OPEN, State.CLAIMED})
CLOSED = frozenset({State.SEEN, State.UNVERIFIABLE, State.DISMISSED})

ALLOWED: dict[Move, tuple[frozenset[State], State]] = {
    Move.CLAIM: (frozenset({State.OPEN}), State.CLAIMED),
    Move.RELEASE: (frozenset({State.CLAIMED}), State.OPEN),
    Move.ANSWER: (frozenset({State.CLAIMED}), State.POSTED),
    Move.DISMISS: (UNANSWERED, State.DISMISSED),
    Move.REOPEN: (frozenset({State.DISMISSED, State.SEEN_DIFFERENT, State.GONE, State.UNVERIFIABLE}), State.OPEN),
    Move.SEE: (UNANSWERED | {State.POSTED, State.SEEN_DIFFERENT, State.GONE, State.UNVERIFIABLE}, State.SEEN),
    Move.SEE_DIFFERENT: (frozenset({State.POSTED}), State.SEEN_DIFFERENT),
    Move.VANISH: (frozenset({State.SEEN, State.SEEN_DIFFERENT}), State.GONE),
    Move.REST: (frozenset({State.POSTED}), State.UNVERIFIABLE),
}
"""Each move: the states it may start from, and the state it leads to."""

BY_PEOPLE = frozenset({Move.CLAIM, Move.RELEASE, Move.ANSWER, Move.DISMISS, Move.REOPEN})
DISMISS_REASONS = (
    "legal_matter",
    "threat_to_person",
    "whistleblowing",
    "illegal_content",
    "duplicate",
    "praise",
    "other",
)
REPLY_LIMIT = 20_000
"""Characters a reply may have where the platform states no limit of its own."""


class Role(IntEnum):
    """What a key may do; each role may do all that the ones below it may."""

    VIEWER = 1
    RESPONDER = 2
    APPROVER = 3
    ADMIN = 4

    @classmethod
    def parse(cls, name: str) -> Role:
        """A role by its lower-case name. Raises InvalidInput."""
        try:
            return cls[name.upper()]
        except KeyError:
            known = ", ".join(role.name.lower() for role in cls)
            raise InvalidInput(f"{name[:40]!r} is no role: choose one of {known}") from None


class Rank(IntEnum):
    """Order in the queue, first to last; within a rank the earliest due comes first."""

    URGENT = 0
    NEGATIVE = 1
    OTHER = 2


def rank(urgent: Sequence[str], tone: str, rating: float | None) -> Rank:
    """Where a review stands in line: urgent matters first whatever the stars, then negative ones."""
    if urgent:
        return Rank.URGENT
    negative = tone == "neg" or (rating is not None and rating <= 2)
    return Rank.NEGATIVE if negative else Rank.OTHER


def after(move: Move, state: State) -> State:
    """The state that follows. Raises MoveNotAllowed with what is allowed instead."""
    starts, end = ALLOWED[move]
    if state in starts:
        return end
    possible = sorted(other.value for other in BY_PEOPLE if state in ALLOWED[other][0])
    instead = f"; possible now: {', '.join(possible)}" if possible else ""
    raise MoveNotAllowed(f"a ticket that is {state.value} cannot {move.value.replace('_', ' ')}{instead}")


def check_actor(move: Move, role: Role, actor: str, owner: str | None) -> None:
    """Whether this person may make this move now. Raises NotAllowed.

    Responders work on tickets nobody holds and on their own; approvers may also take over somebody else's.
    """
    if role < Role.RESPONDER:
        raise NotAllowed(f"the role {role.name.lower()} may read tickets but not {move.value} them")
    held_by_other = owner is not None and owner != actor and move is not Move.CLAIM
    if held_by_other and (role < Role.APPROVER or move is Move.ANSWER):
        raise NotAllowed(f"the ticket is claimed by {owner}: ask them or an approver to release it")
