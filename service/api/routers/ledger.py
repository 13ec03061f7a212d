"""The ledger of collection: how each source fares, day by day, and what platforms declare about employers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated

from fastapi import APIRouter, Query

from service.api.cursors import cut, pack, unpack_id
from service.api.deps import Reading, TheHouse, Viewer
from service.api.ledger_schemas import DayOut, Days, Ledger, LookOut, Looks, NetChangeOut, NetChanges, SightOut
from service.api.problems import documented
from service.api.views import Id
from service.storage.repositories import looks, sources
from service.workflows.days import days_of
from service.workflows.health import SourceHealth, source_health
from service.workflows.sight import net_changes

router = APIRouter(tags=["sources"])


@router.get("/ledger", response_model=Ledger, responses=documented())
def show_ledger(_: Viewer, session: Reading, house: TheHouse) -> Ledger:
    """Every source: its state, since when and why, and "n of N the platform says it shows"."""
    return Ledger(items=[_sight(item) for item in source_health(session, house.clock())])


@router.get("/sources/{source_id}/days", response_model=Days, responses=documented(404))
def list_days(
    _: Viewer, source_id: Id, session: Reading, house: TheHouse, days: Annotated[int, Query(ge=1, le=366)] = 31
) -> Days:
    """A source day by day: declared, seen, new, edited, gone, pages, fill rates and verdicts."""
    return Days(items=[DayOut(**day) for day in days_of(session, source_id, days, house.clock())])


@router.get("/sources/{source_id}/looks", response_model=Looks, responses=documented(404))
def list_looks(
    _: Viewer,
    source_id: Id,
    session: Reading,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
) -> Looks:
    """What the platform declared, look by look, newest first."""
    sources.get(session, source_id)
    rows, last = cut(looks.of_source(session, source_id, limit + 1, unpack_id(cursor)), limit)
    return Looks(items=[LookOut.model_validate(row) for row in rows], next_cursor=pack(last.id) if last else None)


@router.get("/sources/{source_id}/net-change", response_model=NetChanges, responses=documented(404))
def show_net_change(_: Viewer, source_id: Id, session: Reading, since: date, until: date | None = None) -> NetChanges:
    """How many of which star came or went between two days, from the platform's own figures alone."""
    end = datetime.combine(until or date.max, time(), UTC)
    changes = net_changes(session, source_id, datetime.combine(since, time(), UTC), end)
    return NetChanges(
        items=[
            NetChangeOut(
                listing=change.listing,
                since=change.since,
                until=change.until,
                says=change.says,
                reviews=change.net.reviews,
                stars=dict(change.net.stars) if change.net.stars else None,
                mean_low=change.net.mean_low,
                mean_high=change.net.mean_high,
            )
            for change in changes
        ]
    )


def _sight(item: SourceHealth) -> SightOut:
    source = item.source
    return SightOut(
        source_id=source.id,
        employer_id=source.employer_id,
        employer=item.employer.name,
        platform=source.platform,
        way_in=source.way_in,
        state=item.state.value,
        since=item.since,
        reason=item.reason,
        held=item.held,
        declared=item.declared,
        coverage=item.coverage,
        last_verdict=item.last.verdict if item.last else None,
        last_good_at=source.last_good_at,
        next_try_at=source.next_try_at,
        proven_at=source.proven_at,
    )
