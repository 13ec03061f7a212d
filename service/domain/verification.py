"""Whether a posted reply was seen: what the public page shows, held against what we claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.ticket import UNANSWERED, Move, State


@dataclass(frozen=True, slots=True)
class Claim:
    """Our newest reply: its digest and when it was posted."""

    digest: str
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """An employer's answer on the public page: its digest, when first seen, and whether it is there now."""

    digest: str
    first_seen_at: datetime
    there: bool


PATIENCE = timedelta(days=7)
"""How long after posting a look that covers the review may still miss the reply: platforms moderate."""
LOOKS, LEAST = 10, timedelta(days=3)
"""Healthy looks that covered the review and missed the reply, after which so many days are enough."""


def judge(
    state: State,
    claim: Claim | None,
    answers: Sequence[PublicAnswer],
    *,
    readable: bool,
    looked_at: datetime | None = None,
    looks: int = 0,
) -> Move | None:
    """The move that follows from the last look, or none.

    `readable`: a way in that looks by itself will look again; without one a claim can only rest. `looked_at`: when the
    review itself was last seen on a page. `looks`: healthy ones since posting that covered it.
    """
    there = [answer for answer in answers if answer.there]
    ours = claim is not None and any(answer.digest == claim.digest for answer in there)
    if state in UNANSWERED:
        return Move.SEE if there and (claim is None or ours) else None
    if state is State.POSTED:
        found = _posted(claim, there, ours=ours, readable=readable)
        return Move.MISS if found is None and _missed(claim, looked_at, looks) else found
    if state in (State.SEEN, State.SEEN_DIFFERENT) and answers and not there:
        return Move.VANISH
    if state in (State.SEEN_DIFFERENT, State.GONE, State.UNVERIFIABLE) and ours:
        return Move.SEE
    return None


def _missed(claim: Claim | None, looked_at: datetime | None, looks: int) -> bool:
    if claim is None or looked_at is None:
        return False
    return looked_at >= claim.posted_at + (LEAST if looks >= LOOKS else PATIENCE)


def _posted(claim: Claim | None, there: Sequence[PublicAnswer], *, ours: bool, readable: bool) -> Move | None:
    if ours:
        return Move.SEE
    if claim is not None and any(answer.first_seen_at >= claim.posted_at for answer in there):
        return Move.SEE_DIFFERENT
    return None if readable else Move.REST
