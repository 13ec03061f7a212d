"""Tickets: the reply queue, and the moves people make on it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response

from service.api.cursors import cut, pack, unpack
from service.api.deps import Reading, Responder, Say, TheHouse, Viewer
from service.api.once import OnceRoute
from service.api.problems import documented
from service.api.queue_view import view_of
from service.api.schemas import EventOut, Events, MoveIn, PromiseOut, TicketOut, Tickets
from service.api.versions import etag_of, version_of
from service.api.views import Id, ticket_out
from service.storage.repositories import promises, tickets
from service.storage.repositories.tickets import Narrow, Place
from service.workflows.respond import make_move
from service.workflows.wishes import Wish, parse_move

router = APIRouter(tags=["tickets"], prefix="/tickets", route_class=OnceRoute)
ETAG: dict[int | str, dict[str, Any]] = {
    200: {
        "headers": {
            "ETag": {"description": "the ticket's version, to be sent back as If-Match", "schema": {"type": "string"}}
        }
    }
}


@router.get("", response_model=Tickets, responses=documented())
def list_tickets(
    person: Viewer,
    session: Reading,
    house: TheHouse,
    view: Annotated[Narrow, Depends(view_of)],
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
    say: Say = "en",
) -> Tickets:
    """The queue, most pressing first: by priority, then due time. It can be narrowed to nothing that speaks of a writer."""
    position = unpack(cursor, int, datetime, int)
    rows = tickets.queue(session, limit=limit + 1, narrow=view, after=Place(*position) if position else None)
    shown, last = cut(rows, limit)
    now = house.clock()
    due = [] if cursor else promises.due(session, view.employer_id, person.employers, now.date())
    return Tickets(
        items=[ticket_out(row, say, now) for row in shown],
        promises_due=[PromiseOut.model_validate(one) for one in due],
        next_cursor=pack(last.ticket.rank, last.ticket.due_at, last.ticket.id) if last else None,
    )


@router.get("/{ticket_id}", response_model=TicketOut, responses=documented(404) | ETAG)
def show_ticket(
    _: Viewer, ticket_id: Id, session: Reading, house: TheHouse, response: Response, say: Say = "en"
) -> TicketOut:
    """One ticket; its `ETag` is what a move sends back as `If-Match`."""
    shown = tickets.shown(session, ticket_id)
    response.headers["ETag"] = etag_of(shown.ticket.version)
    return ticket_out(shown, say, house.clock())


@router.get("/{ticket_id}/events", response_model=Events, responses=documented(404))
def list_events(_: Viewer, ticket_id: Id, session: Reading) -> Events:
    """Every move ever made on a ticket: who, when, from where to where, and why."""
    tickets.get(session, ticket_id)
    return Events(items=[EventOut.model_validate(row) for row in tickets.events(session, ticket_id)])


@router.post("/{ticket_id}/{move}", response_model=TicketOut, responses=documented(404, 409, 412, 428) | ETAG)
def move_ticket(
    person: Responder,
    ticket_id: Id,
    move: str,
    house: TheHouse,
    response: Response,
    said: MoveIn | None = None,
    say: Say = "en",
    if_match: Annotated[str | None, Header(description="the ticket's ETag as last read")] = None,
) -> TicketOut:
    """Claim, assign, release, snooze, wake, draft, submit, return, approve, post, dismiss or reopen.

    The state is judged first (409), then the version (412), then the reply by the safety check (422).
    """
    asked = said.model_dump() if said else {}
    wish = Wish(parse_move(move), version_of(if_match), **asked)
    shown = make_move(house.database, ticket_id, wish, person, now=house.clock(), reply_limits=house.reply_limits)
    response.headers["ETag"] = etag_of(shown.ticket.version)
    return ticket_out(shown, say, house.clock())
