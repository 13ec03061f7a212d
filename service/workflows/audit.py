"""Freeze a month: gather its facts, measure them, keep both. A month is frozen once and never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from service.domain import alert
from service.domain.audit import FORMULA, MonthFacts
from service.domain.calendar import WorkCalendar
from service.domain.errors import InvalidInput
from service.domain.month import Month
from service.domain.ports import Metric
from service.storage.repositories import employers, facts, outbox, snapshots
from service.storage.session import Database
from service.storage.tables import Employer, Snapshot
from service.workflows.health import source_health

FREEZES_AT = 7
"""Local hour, on the first working day of a month, at which the month before is frozen."""


def freeze_month(
    database: Database,
    employer_id: int,
    month: Month,
    metrics: Mapping[str, Metric],
    *,
    now: datetime,
    channels: tuple[str, ...] = (),
) -> tuple[Snapshot, bool]:
    """The frozen month, and whether this call froze it. Raises NotFound, and InvalidInput for a month not over."""
    with database.write() as session:
        employer = employers.get(session, employer_id)
        held = snapshots.find(session, employer_id, str(month))
        if held is not None:
            return held, False
        today = WorkCalendar.of(employer).local(now).date()
        if month.last >= today:
            raise InvalidInput(
                f"{month} is not over yet: the newest month that can be frozen is {Month.of(today).previous()}"
            )
        gathered = _stamped(session, facts.gather(session, employer, month), now)
        results = _results(gathered, metrics, now)
        row = {"employer_id": employer_id, "month": str(month), "formula": FORMULA, "inputs": _plain(asdict(gathered))}
        done = snapshots.freeze(session, {**row, "results": results}, now)
        path = f"/api/v1/audits/{employer_id}/{month}/export?format=html"
        who = (employer.id, employer.name)
        told = alert.rows(alert.Kind.MONTH, f"{employer_id}:{month}", channels, who, month=str(month), path=path)
        outbox.put(session, told, now)
        return snapshots.get(session, employer_id, str(month)), done


def _stamped(session: Session, gathered: MonthFacts, now: datetime) -> MonthFacts:
    """With the ledger's word on each source: a figure is worth what was seen of it."""
    word = {item.source.id: item for item in source_health(session, now, gathered.employer_id)}
    sources = tuple(
        replace(
            source,
            state=word[source.source_id].state.value,
            since=word[source.source_id].since,
            reason=word[source.source_id].reason,
            held=word[source.source_id].held,
            declared=word[source.source_id].declared,
        )
        for source in gathered.sources
    )
    return replace(gathered, sources=sources)


def month_due(employer: Employer, now: datetime) -> Month | None:
    """The month that should be frozen by now: from 07:00 local time on the first working day, the one before."""
    calendar = WorkCalendar.of(employer)
    local = calendar.local(now)
    this = Month.of(local.date())
    first = calendar.first_working_day(this)
    begun = local.date() > first or (local.date() == first and local.hour >= FREEZES_AT)
    return this.previous() if begun else None


def _results(gathered: MonthFacts, metrics: Mapping[str, Metric], now: datetime) -> dict[str, Any]:
    return {
        "formula": FORMULA,
        "employer": {"id": gathered.employer_id, "name": gathered.employer_name},
        "month": str(gathered.month),
        "time_zone": gathered.time_zone,
        "frozen_at": now.isoformat(timespec="seconds"),
        "metrics": {slug: _plain(metric.measure(gathered)) for slug, metric in metrics.items()},
    }


def _plain(value: Any) -> Any:
    """JSON types only: what is frozen must mean the same to any later reader."""
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
