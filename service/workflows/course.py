"""The course of one run, for whatever step makes it: opened, grown page by page, closed with an honest verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row

from service.domain import sight
from service.storage.repositories import captures, employers, life, looks, runs, sources, tickets
from service.storage.repositories.captures import Kept
from service.storage.repositories.reviews import Origin, Tally
from service.storage.session import Database
from service.storage.tables import Source
from service.workflows import ledger
from service.workflows.intake import GOOD, Arrival, Desk, Intake, read_kept
from service.workflows.late import Late
from service.workflows.platforms import is_verified, known_platform, shows_all

OLD_NEWS = timedelta(days=30)
"""What was written this long before we began to look is history whenever it turns up, and raises no alert."""
CANARY = 3
"""Held reviews from which on at least one must be found again, or the list is not the one we know."""


@dataclass(frozen=True, slots=True)
class Report:
    """How a run went: `verdict` is the library's, or why there was no page to judge."""

    run_id: int
    source_id: int
    verdict: str
    tally: Tally
    pages: int
    error: str | None
    gone: int = 0
    complete: bool = False

    @property
    def good(self) -> bool:
        """Whether the listing was really seen."""
        return self.verdict in GOOD


@dataclass(slots=True)
class Course:
    """Grows page by page."""

    began: datetime
    full: bool = False
    """Asks for the whole list anew, whatever is remembered of it."""
    to_the_end: bool = False
    """Does not stop at known ground."""
    tally: Tally = field(default_factory=Tally)
    asked: int = 0
    """Pages the site was asked for, whatever came of it."""
    pages: int = 0
    pages_read: int = 0
    verdict: str = "empty"
    error: str | None = None
    next_try_at: datetime | None = None
    declared_total: int | None = None
    ended: bool = False
    """The list was followed to its end, so that it may be complete."""
    fills: list[tuple[int, dict[str, float]]] = field(default_factory=list)

    def add(self, intake: Intake) -> bool:
        """Count a page in; whether the listing may go on after it."""
        self.pages += 1
        self.tally += intake.tally
        self.declared_total = self.declared_total if intake.declared_total is None else intake.declared_total
        if intake.parsed and intake.tally.seen:
            self.fills.append((intake.tally.seen, dict(intake.fill)))
        if intake.verdict not in GOOD:
            self.stop(intake.verdict, intake.error)
            return False
        self.pages_read += 1
        self.error = self.error or intake.error
        if intake.verdict == "reviews":
            self.verdict = intake.verdict
        self.ended = intake.verdict != "reviews" or intake.next_url is None
        return not self.ended

    def stop(self, verdict: str, error: str | None, next_try_at: datetime | None = None) -> None:
        """End with a verdict of its own; `next_try_at` when the site asked us to stay away until then."""
        self.verdict, self.error, self.next_try_at, self.ended = verdict, error, next_try_at, False

    def fill(self) -> dict[str, float]:
        """Share, 0 to 1, of the run's freshly read reviews that have each field."""
        total = sum(number for number, _ in self.fills)
        names = {name for _, fill in self.fills for name in fill}
        return {
            name: round(sum(n * fill.get(name, 0.0) for n, fill in self.fills) / total, 4) for name in sorted(names)
        }


class Opening(NamedTuple):
    """A run that has begun, and the captures with their bytes that an earlier one kept but did not live to read."""

    source: Source
    desk: Desk
    course: Course
    left: Sequence[tuple[Row[Any], bytes]]


def open_run(database: Database, source_id: int, now: datetime) -> Opening:
    """Start a run of a source: a full one when the last is too long ago. Raises NotFound."""
    with database.write() as session:
        source = sources.get(session, source_id)
        full = source.last_full_at is None or now - source.last_full_at >= timedelta(days=source.full_every_days)
        run_id = runs.start(session, source_id, now, full=full)
        origin = Origin(
            source.employer_id,
            source.id,
            source.platform,
            news_since=_news_since(source.seeded_at),
            whole=source.way_in == "scrape",
            run_id=run_id,
        )
        to_the_end = full or tickets.any_posted(session, source_id)  # a reply we wait for may stand on any page
        usual = Late(lambda: _usual(database, source_id))
        columns = Late(lambda: _columns(database, source.employer_id))
        desk = Desk(origin, run_id, known_platform(source.platform), usual, columns)
        left = [(capture, captures.body(session, capture.id)) for capture in captures.unread(session, source_id)]
        return Opening(source, desk, Course(now, full, to_the_end), left)


def _usual(database: Database, source_id: int) -> dict[str, float]:
    with database.read() as session:
        return runs.usual_fill(session, source_id)


def _columns(database: Database, employer_id: int) -> dict[str, str]:
    with database.read() as session:
        return employers.get(session, employer_id).columns


def _news_since(seeded_at: datetime | None) -> date | None:
    return None if seeded_at is None else (seeded_at - OLD_NEWS).date()


def resume(database: Database, opening: Opening) -> None:
    """Read the captures that an earlier run left."""
    for capture, body in opening.left:
        arrival = Arrival(body, capture.fetched_at, capture.url, capture.status, capture.content_type)
        kept = Kept(capture.id, False, None, None)
        opening.course.tally += read_kept(database, opening.desk, kept, body, arrival).tally


def close_run(database: Database, desk: Desk, course: Course, *, now: datetime, channels: Sequence[str]) -> Report:
    """End the run: find the canary, count what is gone, and settle what all that means for the source's sight."""
    source_id = desk.origin.source_id
    with database.write() as session:
        source = sources.get(session, source_id)
        held, found, seen = life.counted(session, source_id, course.began)
        if desk.origin.whole and course.verdict in GOOD and course.pages and held >= CANARY:
            _mind_the_canary(course, held, found)
        ended = course.ended and desk.origin.whole and shows_all(source.platform)
        complete = ended and course.verdict in GOOD and seen >= (course.declared_total or 0)
        declared = looks.declared(session, source_id).get(source_id, course.declared_total)
        gone = life.missing(session, source_id, desk.run_id, course.began, now) if complete else ()
        for review_id in gone:
            tickets.note(session, review_id, "the review was removed from the platform", now)
        report = Report(
            desk.run_id, source_id, course.verdict, course.tally, course.pages, course.error, len(gone), complete
        )
        outcome = sight.Outcome(
            verdict=course.verdict,
            good=report.good,
            pages=course.pages_read,
            seen=seen if ended else held + course.tally.new,
            declared=declared,
            complete=ended,
            problem=course.error,
            proven=bool(source.proven_at or course.tally.seen or is_verified(source.platform)),
        )
        ledger.close(session, report, course, outcome, now=now, channels=channels)
    return report


def _mind_the_canary(course: Course, held: int, found: int) -> None:
    """A list on which nothing of what we hold stands is another list, or one that we no longer read rightly."""
    if found == 0:
        what = "the page proves that it is empty" if course.verdict == "empty" else "none of them was found again"
        course.stop("layout_changed", f"{held} reviews of this source are held, and {what}: look at the page")
