"""The books of collection: a run's last line, what it means for its source, and who is told when sight goes or returns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from service.domain import alert, sight
from service.domain.sight import Outcome
from service.storage.repositories import employers, outbox, runs, sources
from service.storage.tables import Source

if TYPE_CHECKING:
    from service.workflows.course import Course, Report

BLIND_AFTER = 3
"""Failed runs in a row before operations are told, once."""


def close(
    session: Session, report: Report, course: Course, outcome: Outcome, *, now: datetime, channels: Sequence[str]
) -> None:
    """Write down how a run ended and how its source stands after it."""
    runs.end(
        session,
        report.run_id,
        now,
        verdict=report.verdict,
        error=report.error and report.error[:1000],
        declared_total=course.declared_total,
        fill=course.fill(),
        gone=report.gone,
        complete=report.complete,
        next_try_at=course.next_try_at,
        pages_asked=course.asked,
    )
    source = sources.get(session, report.source_id)
    before = (source.blind_since, source.failed_runs)
    _settle(source, report, course, outcome, now)
    session.flush()
    outbox.put(session, _told(session, source, report, before, channels), now)


def _settle(source: Source, report: Report, course: Course, outcome: Outcome, now: datetime) -> None:
    source.next_try_at = course.next_try_at
    if report.verdict == "resting":
        _wait(source, course.error or report.verdict, now)
        return
    state, reason = sight.judged(outcome)
    source.state_since = sight.since(source.state, source.state_since, state, now)
    source.state, source.state_reason = state.value, reason[:500]
    if course.tally.seen:
        source.proven_at = source.proven_at or now
    if report.good:
        source.last_good_at, source.failed_runs = now, 0
        source.last_full_at = now if course.full else source.last_full_at
    elif outcome.pages:
        source.failed_runs = 0  # the newest pages were read, and with them what is new
    else:
        source.failed_runs += 1
    if report.good or outcome.pages:
        source.seeded_at = source.seeded_at or now
    source.blind_since = None if source.failed_runs == 0 else source.blind_since or now


def _wait(source: Source, why: str, now: datetime) -> None:
    """Nothing was asked, so nothing failed; but what was in sight is so no longer."""
    if source.state == sight.Sight.HEALTHY:
        source.state, source.state_since, source.state_reason = sight.Sight.DEGRADED.value, now, why[:500]


def _told(
    session: Session,
    source: Source,
    report: Report,
    before: tuple[datetime | None, int],
    channels: Sequence[str],
) -> list[dict[str, object]]:
    """The alert rows that follow: once when a source went blind, once when sight came back."""
    since, failed = before
    what = {"source": source.id, "platform": source.platform, "verdict": report.verdict}
    if source.blind_since is None:
        if since is None or failed < BLIND_AFTER:
            return []
        return alert.rows(alert.Kind.SIGHT, f"{source.id}:{since.isoformat()}", channels, _who(session, source), **what)
    if source.failed_runs != BLIND_AFTER:
        return []
    blind = source.blind_since.isoformat()
    return alert.rows(alert.Kind.BLIND, f"{source.id}:{blind}", channels, _who(session, source), since=blind, **what)


def _who(session: Session, source: Source) -> tuple[int, str]:
    employer = employers.get(session, source.employer_id)
    return employer.id, employer.name
