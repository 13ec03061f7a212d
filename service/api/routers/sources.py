"""Sources: the ways in, how each is faring, and a run on demand."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service.api.cursors import cut, pack, unpack_id
from service.api.deps import Admin, Reading, Responder, TheHouse, Viewer, Writing
from service.api.problems import documented
from service.api.views import Id
from service.api.watch_schemas import Collected, RunOut, Runs, SourceIn, SourceOut, Sources
from service.storage.repositories import runs, sources
from service.workflows.watch import add_source as watch_source

router = APIRouter(tags=["sources"], prefix="/sources")


@router.get("", response_model=Sources, responses=documented())
def list_sources(_: Viewer, session: Reading) -> Sources:
    """All sources with their permission and how they fare."""
    return Sources(items=[SourceOut.model_validate(source) for source, _ in sources.every(session)])


@router.post("", response_model=SourceOut, status_code=201, responses=documented(404, 409))
def add_source(_: Admin, wanted: SourceIn, session: Writing, house: TheHouse) -> SourceOut:
    """Add a way in. A `scrape` source needs its address and a permission before it runs."""
    return SourceOut.model_validate(watch_source(session, now=house.clock(), **wanted.model_dump()))


@router.get("/{source_id}/runs", response_model=Runs, responses=documented(404))
def list_runs(
    _: Viewer,
    source_id: Id,
    session: Reading,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
) -> Runs:
    """Every attempt to collect a source, newest first."""
    sources.get(session, source_id)
    before = unpack_id(cursor)
    rows, last = cut(runs.of_source(session, source_id, limit + 1, before), limit)
    return Runs(items=[RunOut.model_validate(row) for row in rows], next_cursor=pack(last.id) if last else None)


@router.post("/{source_id}/collect", response_model=Collected, responses=documented(404))
def collect_source(_: Responder, source_id: Id, house: TheHouse) -> Collected:
    """Look at a source now, and carry what is found through to tickets and alerts; answers when it is done."""
    report = house.look(source_id).report
    tally = report.tally
    return Collected(
        run_id=report.run_id,
        verdict=report.verdict,
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
        error=report.error,
    )
