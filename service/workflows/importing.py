"""Import what a person saved: the same intake as a fetch, with the platform told from each page itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from service.domain.ports import Clock
from service.storage.repositories import employers, sources
from service.storage.repositories.reviews import Tally
from service.storage.session import Database
from service.workflows.course import Course, close_run, open_run, resume
from service.workflows.intake import GOOD, Arrival, Desk, audience_of, platform_of, take_in

UNKNOWN = "unknown"
"""Platform of the source that keeps pages we could not tell."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A file a person saved: its bytes, the name to report it by, and when it was saved as far as known."""

    name: str
    content: bytes
    url: str | None = None


@dataclass(slots=True)
class Imported:
    """What an import brought; `failed` has a sentence for each file that gave no reviews and proved no emptiness."""

    tally: Tally = field(default_factory=Tally)
    failed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Counter:
    """One platform's run within an import."""

    desk: Desk
    course: Course
    good: int = 0


def import_pages(
    database: Database, employer_name: str, pages: Iterable[SavedPage], *, clock: Clock, channels: Sequence[str]
) -> Imported:
    """Take pages in for an employer, made when there is none of this name. A page that fails does not stop the others."""
    outcome = Imported()
    employer_id = _employer(database, employer_name, clock())
    counters: dict[str, _Counter] = {}
    for page in pages:
        platform = platform_of(page.content) or UNKNOWN
        if platform not in counters:
            counters[platform] = _open(database, employer_id, platform, clock())
        _one(database, counters[platform], page, outcome, clock())
    for counter in counters.values():
        if counter.good:
            counter.course.stop("reviews" if counter.course.tally.seen else "empty", counter.course.error)
        outcome.tally += counter.course.tally
        close_run(database, counter.desk, counter.course, now=clock(), channels=channels)
    return outcome


def _employer(database: Database, name: str, now: datetime) -> int:
    with database.write() as session:
        return (employers.named(session, name) or employers.add(session, name=name, now=now)).id


def _open(database: Database, employer_id: int, platform: str, now: datetime) -> _Counter:
    with database.write() as session:
        source = sources.for_import(session, employer_id, platform, audience_of(platform), now)
    _, desk, course = open_run(database, source.id, now)
    counter = _Counter(replace(desk, told=True), course)
    resume(database, desk, course)
    return counter


def _one(database: Database, counter: _Counter, page: SavedPage, outcome: Imported, now: datetime) -> None:
    intake = take_in(database, counter.desk, Arrival(page.content, now, page.url))
    counter.course.add(intake)
    if intake.verdict in GOOD:
        counter.good += 1
    else:
        why = f": {intake.error}" if intake.error else ""
        outcome.failed.append(f"{page.name}: {intake.verdict}{why}")
