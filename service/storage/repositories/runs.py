"""Runs: the record of every attempt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, insert, select, update
from sqlalchemy.orm import Session

from service.storage.bulk import core
from service.storage.tables import Run

_RUN = core(Run)
_CUT_OFF = (
    update(_RUN)
    .where(_RUN.c.source_id == bindparam("source"), _RUN.c.ended_at.is_(None))
    .values(
        ended_at=bindparam("now"),
        verdict="interrupted",
        error="the process ended before the run did",
        pages_asked=_RUN.c.pages_got,
    )
)
_OPEN = insert(_RUN).returning(_RUN.c.id)


def start(session: Session, source_id: int, now: datetime, *, full: bool = False) -> int:
    """Open a run; one still open on this source was cut off by a crash and is closed as such."""
    session.execute(_CUT_OFF, {"source": source_id, "now": now})
    opened = session.scalar(_OPEN, {"source_id": source_id, "started_at": now, "fill": {}, "full": full})
    return int(opened)


def end(session: Session, run_id: int, now: datetime, **outcome: Any) -> None:
    """Close a run with its verdict and error."""
    told = {"ended_at": now, **outcome}
    session.execute(_ending(tuple(told)), {"run": run_id, **{f"new_{name}": value for name, value in told.items()}})


def count(session: Session, run_id: int, **more: int) -> None:
    """Add to a run's counters."""
    session.execute(
        _counting(tuple(more)), {"run": run_id, **{f"more_{name}": number for name, number in more.items()}}
    )


@cache
def _ending(names: tuple[str, ...]) -> Update:
    told = {name: bindparam(f"new_{name}", type_=_RUN.c[name].type) for name in names}
    return update(_RUN).where(_RUN.c.id == bindparam("run")).values(told)


@cache
def _counting(names: tuple[str, ...]) -> Update:
    grown = {name: _RUN.c[name] + bindparam(f"more_{name}", type_=_RUN.c[name].type) for name in names}
    return update(_RUN).where(_RUN.c.id == bindparam("run")).values(grown)


def of_source(session: Session, source_id: int, limit: int, before_id: int | None = None) -> Sequence[Run]:
    """Runs of a source, newest first."""
    query = select(Run).where(Run.source_id == source_id).order_by(Run.id.desc()).limit(limit)
    return session.scalars(query if before_id is None else query.where(Run.id < before_id)).all()


def latest(session: Session, source_id: int) -> Run | None:
    """The newest run of a source."""
    return next(iter(of_source(session, source_id, 1)), None)


def usual_fill(session: Session, source_id: int, runs: int = 5) -> dict[str, float]:
    """Field to mean share filled over the last good runs that saw reviews; empty without history."""
    rows = session.scalars(
        select(Run.fill)
        .where(Run.source_id == source_id, Run.verdict == "reviews", Run.seen > 0)
        .order_by(Run.id.desc())
        .limit(runs)
    ).all()
    fields = {field for fill in rows for field in fill}
    return {field: sum(fill.get(field, 0.0) for fill in rows) / len(rows) for field in fields}


def since(session: Session, source_id: int, moment: datetime) -> Sequence[Run]:
    """Runs of a source from a moment on, oldest first."""
    return session.scalars(
        select(Run).where(Run.source_id == source_id, Run.started_at >= moment).order_by(Run.id)
    ).all()
