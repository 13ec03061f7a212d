"""Hold posted replies against what the public pages show; only a reply that was read back is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from service.domain import alert
from service.domain.alert import Kind
from service.domain.ticket import CLOSED, Move, State, after
from service.domain.verification import Claim, PublicAnswer, judge
from service.storage.repositories import employers, outbox, replies, tickets
from service.storage.repositories.replies import Sight
from service.storage.session import Database

WATCHED = tuple(state.value for state in State if state is not State.DISMISSED)
TOLD = {Move.VANISH: Kind.REPLY_GONE, Move.MISS: Kind.REPLY_MISSING}
REPLY_STATES = {
    Move.SEE: "seen",
    Move.SEE_DIFFERENT: "seen_different",
    Move.VANISH: "gone",
    Move.REST: "unverifiable",
    Move.MISS: "missing",
}


def verify(database: Database, *, now: datetime, channels: Sequence[str] = ()) -> int:
    """Settle every ticket whose public answers changed what we know; how many moved. What was lost is told."""
    with database.write() as session:
        return sum(_settle(session, sight, now, channels) for sight in replies.unsettled(session, WATCHED))


def _settle(session: Session, sight: Sight, now: datetime, channels: Sequence[str]) -> bool:
    ticket, reply = sight.ticket, sight.reply
    claim = Claim(reply.digest, reply.posted_at) if reply else None
    answers = [PublicAnswer(answer.digest, answer.first_seen_at, answer.gone_at is None) for answer in sight.answers]
    move = judge(
        State(ticket.state),
        claim,
        answers,
        readable=sight.way_in == "scrape",
        looked_at=sight.looked_at,
        looks=sight.looks,
    )
    if move is None:
        return False
    to = after(move, State(ticket.state))
    event = {"at": now, "actor": tickets.SYSTEM, "move": move.value, "to_state": to.value, "note": None}
    closed = {"closed_at": now if to in CLOSED else None}
    if to is State.SEEN and ticket.answered_at is None:
        closed["answered_at"] = now  # answered outside the product, adopted as seen
    if move is Move.MISS:
        closed |= {"owner": None, "answered_at": None}
    if not tickets.move(session, ticket, event, **closed):
        return False
    if move in TOLD:
        who = (ticket.employer_id, employers.get(session, ticket.employer_id).name)
        key = f"ticket:{ticket.id}:{ticket.version}"
        outbox.put(session, alert.rows(TOLD[move], key, channels, who), now)
    if reply is not None:
        reply.state = REPLY_STATES[move]
        reply.seen_at = now if move is Move.SEE else reply.seen_at
    return True
