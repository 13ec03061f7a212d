"""The reply queue: page by page, as a calendar of what is due, as a table; and many tickets moved at once."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from service.api.calendar_feed import calendar_of
from service.api.cursors import cut, pack, unpack
from service.api.deps import Reading, Responder, TheHouse, Viewer, house_of, shelf_of
from service.api.lines import PRIORITIES
from service.api.once import OnceRoute
from service.api.problems import STATUS, documented
from service.api.queue_view import Viewed, ViewedByPage
from service.api.schemas import PromiseOut, Tickets
from service.api.written import as_json
from service.domain.errors import OmdomeError
from service.domain.ticket import Move
from service.storage.repositories import promises, queue_page, tickets
from service.storage.repositories.narrowing import Place
from service.storage.repositories.tickets import Shown
from service.texts import cell
from service.workflows.respond import make_move
from service.workflows.wishes import Wish

router = APIRouter(tags=["tickets"], prefix="/tickets", route_class=OnceRoute)
MOST = 5_000
"""Tickets of one table or calendar."""
HEADS = ("id", "employer", "platform", "priority", "state", "owner", "due_at", "stars", "language", "themes", "reasons")


@router.get("", response_model=Tickets, responses=documented())
def list_tickets(person: Viewer, request: Request, view: ViewedByPage) -> Response:
    """The queue, most pressing first: by priority, then due time. It can be narrowed to nothing that speaks of a writer."""
    house, shelf = house_of(request), shelf_of(request)
    position = unpack(view.cursor, int, datetime, int)
    after, now = Place(*position) if position else None, house.clock()
    with house.database.glance() as connection:
        narrow = view.narrowed(connection, person)
        found = shelf.page(connection, queue_page.Page(view.limit + 1, narrow, after), view.say, now)
        shown, last = cut(found, view.limit)
        items = [ticket.json for ticket in shown if ticket.json]
        due = [] if position else promises.due(connection, view.employer, person.employers, now.date())
        place = last and queue_page.place_of(connection, last.mark)
    following = place and pack(place.rank, place.due_at, place.id)
    promised = [PromiseOut.model_validate(one).model_dump() for one in due]
    return as_json({"items": items, "promises_due": promised, "next_cursor": following})


class BulkIn(BaseModel):
    """What is done to up to a hundred tickets as they stand."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"ids": [1, 2], "move": "dismiss", "reason": "praise"}]}
    )

    ids: list[Annotated[int, Field(ge=1, le=2**31 - 1)]] = Field(min_length=1, max_length=100)
    move: Literal["assign", "dismiss", "claim", "release"]
    owner: str | None = Field(None, max_length=100)
    reason: str | None = Field(None, max_length=40)
    note: str | None = Field(None, max_length=700)


class BulkResult(BaseModel):
    """What became of one ticket."""

    id: int
    status: int
    state: str | None
    detail: str | None


class BulkOut(BaseModel):
    """A result for each, in the order asked."""

    items: list[BulkResult]


@router.post("/bulk", response_model=BulkOut, responses=documented(409))
def move_many(person: Responder, wanted: BulkIn, house: TheHouse) -> BulkOut:
    """Assign, claim, release or dismiss up to a hundred tickets; each succeeds or fails by itself."""
    wish = Wish(Move(wanted.move), None, reason=wanted.reason, note=wanted.note, owner=wanted.owner)
    items = []
    for number in dict.fromkeys(wanted.ids):
        try:
            shown = make_move(house.database, number, wish, person, now=house.clock())
            items.append(BulkResult(id=number, status=200, state=shown.ticket.state, detail=None))
        except OmdomeError as problem:
            status = next((code for kind, (code, _) in STATUS.items() if isinstance(problem, kind)), 422)
            items.append(BulkResult(id=number, status=status, state=None, detail=str(problem)))
    return BulkOut(items=items)


@router.get("/due.ics", responses=documented(), response_class=Response)
def calendar(person: Viewer, session: Reading, view: Viewed, house: TheHouse) -> Response:
    """The due times of the view as iCalendar (RFC 5545), without a word of any review."""
    shown = tickets.queue(session, limit=MOST, narrow=view.narrowed(session, person), now=house.clock())
    body = calendar_of(shown, house.settings.public_url, house.clock())
    return Response(body, media_type="text/calendar; charset=utf-8")


@router.get("/table.csv", responses=documented(), response_class=Response)
def table(person: Viewer, session: Reading, view: Viewed, house: TheHouse) -> Response:
    """The view as a table that spreadsheets open: no text of a review, nothing a spreadsheet would calculate."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for shown in tickets.queue(session, limit=MOST, narrow=view.narrowed(session, person), now=house.clock()):
        writer.writerow("" if value is None else cell(str(value)) for value in _row(shown))
    return Response(out.getvalue().encode("utf-8-sig", "replace"), media_type="text/csv; charset=utf-8")


def _row(shown: Shown) -> tuple[object, ...]:
    ticket, reading = shown.ticket, shown.reading
    return (
        ticket.id,
        shown.employer.name,
        shown.review.platform,
        PRIORITIES[ticket.rank],
        ticket.state,
        ticket.owner,
        ticket.due_at.isoformat(),
        shown.revision.rating,
        reading.language if reading else None,
        " ".join(hit["theme"] for hit in reading.themes) if reading else "",
        "; ".join(ticket.reasons),
    )
