"""Runs: the record of every attempt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.storage.bulk import core
from service.storage.tables import Run


def start(session: Session, source_id: int, now: datetime, *, full: bool = False) -> int:
    """Open a run; one still open on this source was cut off by a crash and is closed as such."""
    session.execute(
        update(Run)
        .where(Run.source_id == source_id, Run.ended_at.is_(None))
        .values(
            ended_at=now,
            verdict="interrupted",
            error="the process ended before the run did",
            pages_asked=Run.pages_got,
        )
    )
    run = Run(source_id=source_id, started_at=now, fill={}, full=full)
    session.add(run)
    session.flush()
    return run.id


def end(session: Session, run_id: int, now: datetime, **outcome: Any) -> None:
    """Close a run with its verdict and error."""
    session.execute(update(Run).where(Run.id == run_id).values(ended_at=now, **outcome))


def count(session: Session, run_id: int, **more: int) -> None:
    """Add to a run's counters."""
    run = core(Run)
    session.execute(
        update(run).where(run.c.id == run_id).values({name: run.c[name] + number for name, number in more.items()})
    )


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
