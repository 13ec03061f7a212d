"""The life of a ticket: its states, the one table of allowed moves, who may make them, and where it stands in line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum, StrEnum

from service.domain.errors import InvalidInput, MoveNotAllowed, NotAllowed
from service.domain.review import LOW_STARS


class State(StrEnum):
    """Where a ticket is. `POSTED` is a claim; only `SEEN` was read back from the public page."""

    OPEN = "open"
    CLAIMED = "claimed"
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SNOOZED = "snoozed"
    POSTED = "posted"
    SEEN = "seen"
    SEEN_DIFFERENT = "seen_different"
    GONE = "gone"
    UNVERIFIABLE = "unverifiable"
    DISMISSED = "dismissed"


class Move(StrEnum):
    """What can happen to a ticket: by a person, or (the last five) by a look at the public page."""

    CLAIM = "claim"
    ASSIGN = "assign"
    RELEASE = "release"
    SNOOZE = "snooze"
    WAKE = "wake"
    DRAFT = "draft"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    POST = "post"
    DISMISS = "dismiss"
    REOPEN = "reopen"
    SEE = "see"
    SEE_DIFFERENT = "see_different"
    VANISH = "vanish"
    REST = "rest"
    MISS = "miss"


IN_HAND = frozenset({State.CLAIMED, State.DRAFTED})
"""Somebody works on it."""
UNANSWERED = frozenset({State.OPEN, State.SNOOZED, State.SUBMITTED, State.APPROVED}) | IN_HAND
CLOSED = frozenset({State.SEEN, State.UNVERIFIABLE, State.DISMISSED})

ALLOWED: dict[Move, tuple[frozenset[State], State]] = {
    Move.CLAIM: (frozenset({State.OPEN, State.SEEN_DIFFERENT, State.GONE}), State.CLAIMED),
    Move.ASSIGN: (frozenset({State.OPEN, State.CLAIMED}), State.CLAIMED),
    Move.RELEASE: (IN_HAND, State.OPEN),
    Move.SNOOZE: (frozenset({State.OPEN}) | IN_HAND, State.SNOOZED),
    Move.WAKE: (frozenset({State.SNOOZED}), State.OPEN),
    Move.DRAFT: (IN_HAND, State.DRAFTED),
    Move.SUBMIT: (frozenset({State.DRAFTED}), State.SUBMITTED),
    Move.RETURN: (frozenset({State.SUBMITTED, State.APPROVED}), State.DRAFTED),
    Move.APPROVE: (frozenset({State.SUBMITTED}), State.APPROVED),
    Move.POST: (frozenset({State.APPROVED}), State.POSTED),
    Move.DISMISS: (UNANSWERED, State.DISMISSED),
    Move.REOPEN: (frozenset({State.DISMISSED, State.SEEN_DIFFERENT, State.GONE, State.UNVERIFIABLE}), State.OPEN),
    Move.SEE: (UNANSWERED | {State.POSTED, State.SEEN_DIFFERENT, State.GONE, State.UNVERIFIABLE}, State.SEEN),
    Move.SEE_DIFFERENT: (frozenset({State.POSTED}), State.SEEN_DIFFERENT),
    Move.VANISH: (frozenset({State.SEEN, State.SEEN_DIFFERENT}), State.GONE),
    Move.REST: (frozenset({State.POSTED}), State.UNVERIFIABLE),
    Move.MISS: (frozenset({State.POSTED}), State.OPEN),
}
"""Each move: the states it may start from, and the state it leads to."""

BY_PEOPLE = frozenset(Move) - {Move.SEE, Move.SEE_DIFFERENT, Move.VANISH, Move.REST, Move.MISS}
DISMISS_REASONS = (
    "legal_matter",
    "threat_to_person",
    "whistleblowing",
    "illegal_content",
    "duplicate",
    "praise",
    "other",
)
NEED_A_NOTE: Mapping[str, str] = {
    "illegal_content": "say what makes it illegal, as a notice to the platform must",
    "other": "say which reason",
}
"""Dismissals that somebody must be able to judge later, and what the note says."""
REST_REASONS = ("waiting_for_legal", "waiting_for_facts", "other")
"""Why a ticket may rest; the first needs no day, since nobody knows it."""
FOR_LEGAL = REST_REASONS[0]
WHISTLEBLOWING = "whistleblowing"
"""Leaves the queue only for a named receiving function that has acknowledged it."""
REPLY_LIMIT = 20_000
"""Characters a reply may have where the platform states no limit of its own."""


class Role(IntEnum):
    """What a key may do; each role may do all that the ones below it may."""

    NOTIFY_ONLY = 0
    """Is told, and reads nothing: line managers, employee representatives."""
    VIEWER = 1
    RESPONDER = 2
    APPROVER = 3
    ADMIN = 4

    @property
    def label(self) -> str:
        """As people write it."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def parse(cls, name: str) -> Role:
        """A role by its name as people write it. Raises InvalidInput."""
        try:
            return cls[name.upper().replace("-", "_")]
        except KeyError:
            known = ", ".join(role.label for role in cls)
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
    negative = tone == "neg" or (rating is not None and rating <= LOW_STARS)
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

    Responders work on tickets nobody holds and on their own; approvers may also take over somebody else's, approve and
    send back.
    """
    if role < Role.RESPONDER:
        raise NotAllowed(f"the role {role.label} may not {move.value} tickets")
    if move in (Move.APPROVE, Move.RETURN, Move.ASSIGN) and role < Role.APPROVER:
        raise NotAllowed(f"to {move.value} needs the role approver; the key is {role.label}")
    held_by_other = owner is not None and owner != actor and move is not Move.CLAIM
    if held_by_other and (role < Role.APPROVER or move in (Move.DRAFT, Move.SUBMIT)):
        raise NotAllowed(f"the ticket is claimed by {owner}: ask them or an approver to release it")
