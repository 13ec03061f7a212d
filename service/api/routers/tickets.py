"""One ticket: how it stands, what happened to it, and the moves people make."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Response

from service.api.deps import Reading, Responder, Say, TheHouse, Viewer
from service.api.once import OnceRoute
from service.api.problems import documented
from service.api.schemas import EventOut, Events, MoveIn, TicketOut
from service.api.versions import etag_of, version_of
from service.api.views import Id, ticket_out
from service.storage.repositories import tickets
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
