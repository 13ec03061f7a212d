"""The course of one run, for whatever step makes it: opened, grown page by page, closed with an honest verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from service.domain import alert
from service.storage.repositories import captures, employers, outbox, runs, sources
from service.storage.repositories.captures import Kept
from service.storage.repositories.reviews import Origin, Tally
from service.storage.session import Database
from service.storage.tables import Source
from service.workflows.intake import GOOD, Arrival, Desk, Intake, known_platform, read_kept

BLIND_AFTER = 3
"""Failed runs in a row before operations are told, once."""


@dataclass(frozen=True, slots=True)
class Report:
    """How a run went: `verdict` is the library's, or why there was no page to judge."""

    run_id: int
    source_id: int
    verdict: str
    tally: Tally
    pages: int
    error: str | None

    @property
    def good(self) -> bool:
        """Whether the listing was really seen."""
        return self.verdict in {verdict.value for verdict in GOOD}


@dataclass(slots=True)
class Course:
    """Grows page by page."""

    tally: Tally = field(default_factory=Tally)
    pages: int = 0
    verdict: str = "empty"
    error: str | None = None
    next_try_at: datetime | None = None
    declared_total: int | None = None
    fills: list[tuple[int, dict[str, float]]] = field(default_factory=list)

    def add(self, intake: Intake) -> bool:
        """Count a page in; whether the listing may go on after it."""
        self.pages += 1
        self.tally += intake.tally
        self.declared_total = self.declared_total if intake.declared_total is None else intake.declared_total
        if intake.parsed and intake.tally.seen:
            self.fills.append((intake.tally.seen, dict(intake.fill)))
        if intake.verdict not in GOOD:
            self.stop(intake.verdict.value, intake.error)
        elif intake.verdict.value == "reviews":
            self.verdict = intake.verdict.value
        return intake.verdict.value == "reviews"

    def stop(self, verdict: str, error: str | None, next_try_at: datetime | None = None) -> None:
        """End with a verdict of its own; `next_try_at` when the site asked us to stay away until then."""
        self.verdict, self.error, self.next_try_at = verdict, error, next_try_at

    def fill(self) -> dict[str, float]:
        """Share, 0 to 1, of the run's freshly read reviews that have each field."""
        total = sum(number for number, _ in self.fills)
        names = {name for _, fill in self.fills for name in fill}
        return {
            name: round(sum(n * fill.get(name, 0.0) for n, fill in self.fills) / total, 4) for name in sorted(names)
        }


def open_run(database: Database, source_id: int, now: datetime) -> tuple[Source, Desk]:
    """Start a run of a source. Raises NotFound."""
    with database.write() as session:
        source = sources.get(session, source_id)
        origin = Origin(
            source.employer_id,
            source.id,
            source.platform,
            seeded=source.seeded_at is None,
            whole=source.way_in == "scrape",
        )
        run_id, usual = runs.start(session, source_id, now), runs.usual_fill(session, source_id)
        return source, Desk(origin, run_id, known_platform(source.platform), usual)


def resume(database: Database, desk: Desk, course: Course) -> None:
    """Read the captures that an earlier run kept but did not live to read."""
    with database.read() as session:
        left = [
            (capture, captures.body(session, capture.id)) for capture in captures.unread(session, desk.origin.source_id)
        ]
    for capture, body in left:
        arrival = Arrival(body, capture.fetched_at, capture.url, capture.status, capture.content_type)
        course.tally += read_kept(database, desk, Kept(capture.id, False, None, None), body, arrival).tally


def close_run(database: Database, desk: Desk, course: Course, *, now: datetime, channels: Sequence[str]) -> Report:
    """End the run and settle what it means for the source: in sight, or blind and since when."""
    report = Report(desk.run_id, desk.origin.source_id, course.verdict, course.tally, course.pages, course.error)
    with database.write() as session:
        runs.end(
            session,
            desk.run_id,
            now,
            verdict=course.verdict,
            error=course.error and course.error[:1000],
            declared_total=course.declared_total,
            fill=course.fill(),
        )
        told = _sight(session, report, course, now, channels)
        outbox.put(session, told, now)
    return report


def _sight(
    session: Session, report: Report, course: Course, now: datetime, channels: Sequence[str]
) -> list[dict[str, object]]:
    """Settle the source's state; the alert rows that follow: once when it went blind, once when sight came back."""
    before = sources.get(session, report.source_id)
    employer = employers.get(session, before.employer_id)
    who, since, failed = (employer.id, employer.name), before.blind_since, before.failed_runs
    what = {"source": before.id, "platform": before.platform, "verdict": report.verdict}
    if report.good:
        sources.went_well(session, before.id, now)
        if since is None or failed < BLIND_AFTER:
            return []
        return alert.rows(alert.Kind.SIGHT, f"{before.id}:{since.isoformat()}", channels, who, **what)
    after = sources.went_blind(session, before.id, now, course.next_try_at)
    if after.failed_runs != BLIND_AFTER or after.blind_since is None:
        return []
    since = after.blind_since
    return alert.rows(
        alert.Kind.BLIND, f"{before.id}:{since.isoformat()}", channels, who, since=since.isoformat(), **what
    )
