"""Collection rounds: what to open, the receipt, and files sent in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy.orm import Session

from service.api.cursors import cut, pack, unpack_id
from service.api.deps import Reading, Responder, TheHouse, Viewer, Writing
from service.api.problems import documented
from service.api.round_schemas import ReceiptLine, RoundOut, Rounds, TakenIn, TaskOut
from service.api.views import Id
from service.bootstrap import House
from service.domain.collection_round import minutes
from service.domain.errors import Conflict, TooLarge
from service.storage.repositories import employers
from service.storage.repositories import rounds as stored
from service.storage.tables import CollectionRound
from service.workflows import rounds

router = APIRouter(tags=["collection rounds"])
NOTHING = "nothing of this employer needs a person to look: every source is read by itself"
_FILE = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/employers/{employer_id}/rounds", response_model=Rounds, responses=documented(404))
def list_rounds(
    _: Viewer,
    employer_id: Id,
    session: Reading,
    house: TheHouse,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
    cursor: str | None = None,
) -> Rounds:
    """An employer's collection rounds, newest first."""
    employers.get(session, employer_id)
    rows, last = cut(stored.of_employer(session, employer_id, limit + 1, unpack_id(cursor)), limit)
    return Rounds(items=[_shown(session, house, row) for row in rows], next_cursor=pack(last.id) if last else None)


@router.post("/employers/{employer_id}/rounds", response_model=RoundOut, responses=documented(404, 409))
def begin_round(_: Responder, employer_id: Id, session: Writing, house: TheHouse) -> RoundOut:
    """The open round, begun now where there is none. 409 when nothing needs a person."""
    found = rounds.current(session, employers.get(session, employer_id), now=house.clock())
    if found is None:
        raise Conflict(NOTHING)
    return _shown(session, house, found)


@router.get("/rounds/{round_id}", response_model=RoundOut, responses=documented(404))
def show_round(_: Viewer, round_id: Id, session: Reading, house: TheHouse) -> RoundOut:
    """One round with what has become seen so far."""
    return _shown(session, house, stored.get(session, round_id))


@router.post("/rounds/{round_id}/close", response_model=RoundOut, responses=documented(404))
def close_round(_: Responder, round_id: Id, session: Writing, house: TheHouse) -> RoundOut:
    """End a round; its receipt stays as it is then."""
    found = stored.get(session, round_id)
    rounds.close(session, found, now=house.clock())
    return _shown(session, house, found)


@router.post(
    "/employers/{employer_id}/files", response_model=TakenIn, responses=documented(404, 413), openapi_extra=_FILE
)
async def send_file(_: Responder, employer_id: Id, request: Request, house: TheHouse) -> TakenIn:
    """Take in one saved page or file, sent as the body; the same as dropping it into the watched folder."""
    content = await _body(request, house.settings.max_file_mb)
    return await _in_thread(house, employer_id, content)


async def _body(request: Request, most_mb: int) -> bytes:
    """The whole body. Raises TooLarge as soon as it is clear."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most_mb * 1024 * 1024:
            raise TooLarge(f"the file is larger than {most_mb} MB: split it, or raise OMDOME_MAX_FILE_MB")
        parts.append(part)
    return b"".join(parts)


async def _in_thread(house: House, employer_id: int, content: bytes) -> TakenIn:
    from starlette.concurrency import run_in_threadpool

    done = await run_in_threadpool(house.take_in, employer_id, content)
    problem = done.failed[0] if done.failed else None
    tally = done.tally
    return TakenIn(new=tally.new, changed=tally.changed, unchanged=tally.unchanged, problem=problem)


def _shown(session: Session, house: House, found: CollectionRound) -> RoundOut:
    tasks = [rounds.task_from(record) for record in found.pages]
    receipt = rounds.receipt_of(session, found, house.clock())
    return RoundOut(
        id=found.id,
        employer_id=found.employer_id,
        opened_at=found.opened_at,
        due_at=found.due_at,
        closed_at=found.closed_at,
        minutes=minutes(tasks),
        folder=str(house.folder.of(employers.get(session, found.employer_id).name)),
        tasks=[TaskOut.model_validate(record) for record in found.pages],
        receipt=[ReceiptLine.model_validate(line) for line in receipt.lines],
    )
