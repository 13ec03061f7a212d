"""The ledger by source and day: all runs of a day in one line, in the employer's own time zone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from service.storage.repositories import employers, runs, sources
from service.storage.tables import Run
from service.workflows.intake import GOOD

SUMMED = ("new", "edited", "gone", "pages_asked", "pages_got")


def days_of(session: Session, source_id: int, days: int, now: datetime) -> list[dict[str, Any]]:
    """The last days on which anything was tried, newest first. Raises NotFound."""
    source = sources.get(session, source_id)
    zone = ZoneInfo(employers.get(session, source.employer_id).time_zone)
    by_day: dict[date, list[Run]] = defaultdict(list)
    for run in runs.since(session, source_id, now - timedelta(days=days)):
        by_day[run.started_at.astimezone(zone).date()].append(run)
    return [_line(day, by_day[day]) for day in sorted(by_day, reverse=True)]


def _line(day: date, tried: list[Run]) -> dict[str, Any]:
    good = [run for run in tried if run.verdict in GOOD]
    bad = [run for run in tried if run.verdict not in GOOD]
    return {
        "day": day,
        "runs": len(tried),
        "good_runs": len(good),
        "declared": _last(run.declared_total for run in tried),
        "seen": max((run.seen for run in tried), default=0),
        **{name: sum(getattr(run, name) for run in tried) for name in SUMMED},
        "fill": _last(run.fill for run in good) or {},
        "verdicts": list(dict.fromkeys(str(run.verdict or "running") for run in tried)),
        "reason": _last(run.error for run in bad),
    }


def _last(values: Iterable[Any]) -> Any:
    return next((value for value in reversed(list(values)) if value), None)
