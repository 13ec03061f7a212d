"""Approved replies sent through a platform's own API: asked for by a person, tried until they stand there or cannot.

At least once, and once on the page: posters put the same text in the same place. What was sent is `posted`, a claim like
any other, until it is read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from service.domain import alert
from service.domain.access import Person
from service.domain.alert import Kind
from service.domain.errors import DeliveryFailed, DeliveryRefused, InvalidInput, NotFound, OmdomeError
from service.domain.patience import GIVE_UP_AFTER, LEASE, wait
from service.domain.ports import Clock, Destination, Poster
from service.domain.ticket import Move, Role, State, after, check_actor
from service.storage.repositories import outbox, postings, replies, sources, tickets
from service.storage.session import Database
from service.storage.tables import Posting, Review, Source
from service.workflows.checking import context_of, refuse_blocked
from service.workflows.respond import move_in
from service.workflows.wishes import Wish


@dataclass(frozen=True, slots=True)
class _Letter:
    """What is sent, where to, and by whom."""

    posting: Posting
    poster: Poster
    place: Destination
    text: str


def reaches_platform(posters: Mapping[str, Poster], review: Review, source: Source) -> bool:
    """Whether a reply to this review can be sent through the platform's API."""
    poster = posters.get(review.platform)
    return poster is not None and poster.reaches(Destination(review.external_id, source.url))


def ask_to_send(
    database: Database,
    posters: Mapping[str, Poster],
    ticket_id: int,
    version: int | None,
    person: Person,
    *,
    now: datetime,
    reply_limits: Mapping[str, int],
) -> Posting:
    """Put an approved reply in line. Asked twice, it stands in line once.

    Raises NotFound, NotAllowed, MoveNotAllowed, Stale, ReplyBlocked, and InvalidInput where no API takes it.
    """
    with database.write() as session:
        shown = tickets.shown(session, ticket_id)
        if not person.reaches(shown.ticket.employer_id):
            raise NotFound(f"there is no ticket {ticket_id}")
        after(Move.POST, State(shown.ticket.state))
        check_actor(Move.POST, person.role, person.name, shown.ticket.owner)
        tickets.demand_version(shown.ticket, version)
        if not reaches_platform(posters, shown.review, sources.get(session, shown.review.source_id)):
            raise InvalidInput(
                f"{shown.review.platform} takes no replies through us here: post it by hand, then say so"
            )
        proposed = replies.proposed(session, ticket_id)
        if proposed is None:
            raise InvalidInput("there is no draft: write one first")
        refuse_blocked(proposed.text, context_of(session, shown, now, reply_limits), ready=True)
        return postings.ask(session, ticket_id, proposed.id, person.name, now)


def send_due(
    database: Database,
    posters: Mapping[str, Poster],
    *,
    clock: Clock,
    channels: tuple[str, ...],
    reply_limits: Mapping[str, int],
) -> int:
    """Send everything that is due; how many were. One that fails waits and does not hold up the rest."""
    sent = 0
    while True:
        now = clock()
        with database.write() as session:
            posting = postings.claim(session, now, now + LEASE)
            letter = _letter(session, posting, posters) if posting else None
        if posting is None:
            return sent
        if letter is None:
            continue
        error = _try(letter)
        with database.write() as session:
            if error is None:
                sent += _posted(session, letter, clock(), reply_limits)
            else:
                _failed(session, letter, error, clock(), channels)


def _letter(session: Session, posting: Posting, posters: Mapping[str, Poster]) -> _Letter | None:
    """None, and the posting cancelled, where the ticket moved on since it was asked for."""
    shown, proposed = tickets.shown(session, posting.ticket_id), replies.proposed(session, posting.ticket_id)
    poster = posters.get(shown.review.platform)
    if shown.ticket.state != State.APPROVED or proposed is None or proposed.id != posting.draft_id or poster is None:
        postings.settle(session, posting.id, state="cancelled", error="the ticket moved on before it was sent")
        return None
    place = Destination(shown.review.external_id, sources.get(session, shown.review.source_id).url)
    return _Letter(posting, poster, place, proposed.text)


def _try(letter: _Letter) -> DeliveryFailed | DeliveryRefused | None:
    try:
        letter.poster.post(letter.place, letter.text)
    except (DeliveryFailed, DeliveryRefused) as problem:
        return problem
    return None


def _posted(session: Session, letter: _Letter, now: datetime, reply_limits: Mapping[str, int]) -> bool:
    """Sent is sent: where somebody moved the ticket meanwhile, that is written down beside it."""
    postings.settle(session, letter.posting.id, state="sent", sent_at=now, error=None)
    shown = tickets.shown(session, letter.posting.ticket_id)
    asked = Person(letter.posting.asked_by, Role.APPROVER)
    try:
        move_in(
            session,
            shown,
            Wish(Move.POST, None, note="through the platform's API"),
            asked,
            now=now,
            reply_limits=reply_limits,
        )
    except OmdomeError as problem:
        tickets.note(
            session, shown.review.id, f"a reply was sent through the platform's API, but: {problem}"[:1000], now
        )
    return True


def _failed(
    session: Session, letter: _Letter, error: DeliveryFailed | DeliveryRefused, now: datetime, channels: tuple[str, ...]
) -> None:
    posting, said = letter.posting, str(error)[:500]
    if isinstance(error, DeliveryFailed) and posting.tries < GIVE_UP_AFTER:
        later = now + wait(posting.tries, error.retry_after)
        postings.settle(session, posting.id, error=said, next_try_at=later)
        return
    postings.settle(session, posting.id, state="failed", error=said)
    shown = tickets.shown(session, posting.ticket_id)
    tickets.note(session, shown.review.id, f"the reply could not be sent: {said}"[:1000], now)
    key = f"posting:{posting.id}:{posting.asked_at.isoformat()}"
    outbox.put(session, alert.rows(Kind.REPLY_REFUSED, key, channels, (shown.employer.id, shown.employer.name)), now)
