"""Collect one source: look at its listing page by page, keep what comes, and close the run with an honest verdict.

The network is never waited for inside a transaction. A process that dies leaves its captures; the next run reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from scrapers.contract import AddressRefused, Blocked, FetchError, PageGone, RobotsForbid, TooLarge, TryLater, Verdict
from scrapers.fetch import Fetched
from scrapers.platforms import load_platforms
from service.domain.errors import InvalidInput
from service.domain.ports import Clock
from service.storage.repositories import runs, sources
from service.storage.session import Database
from service.workflows.course import Course, Report, close_run, open_run, resume
from service.workflows.intake import Arrival, Desk, take_in

VERDICTS: dict[type[FetchError], str] = {
    RobotsForbid: "forbidden",
    AddressRefused: "refused",
    Blocked: "blocked",
    PageGone: "not_found",
    TooLarge: "too_large",
    TryLater: "unreachable",
}
BLOCKED_FOR = timedelta(hours=6)
"""How long we stay away from a site that said no."""


class Fetches(Protocol):
    """The one thing collect needs of a fetcher."""

    def get(self, url: str) -> Fetched:
        """The page, or a FetchError."""
        ...


def collect(
    database: Database, fetcher: Fetches, source_id: int, *, clock: Clock, channels: Sequence[str], max_pages: int
) -> Report:
    """One run. 1 open it, 2 read what a run that died has left, 3 look page by page, 4 close it and say how it went."""
    source, desk = open_run(database, source_id, clock())
    if source.way_in != "scrape":
        raise InvalidInput(f"source {source_id} is not scraped: its files come in by `omdome import`")
    course = Course()
    resume(database, desk, course)
    forbidden = sources.permission(source).missing(clock().date())
    if forbidden:
        course.stop(
            "forbidden", f"{forbidden}: record a permission with `omdome permit {source_id}` or import saved pages"
        )
    else:
        _walk(database, fetcher, desk, source.url, course, clock=clock, max_pages=max_pages)
    return close_run(database, desk, course, now=clock(), channels=channels)


def _walk(
    database: Database, fetcher: Fetches, desk: Desk, url: str, course: Course, *, clock: Clock, max_pages: int
) -> None:
    visited: set[str | int] = set()
    following: str | None = load_platforms()[str(desk.platform)].page_url(url, 1)
    while following and following not in visited and course.pages < max_pages:
        if urlsplit(following).hostname != urlsplit(url).hostname:
            course.stop(
                Verdict.LAYOUT_CHANGED.value, "the page leads on to another site; look at it and report the change"
            )
            return
        visited.add(following)
        with database.write() as session:
            runs.count(session, desk.run_id, pages_asked=1)
        try:
            fetched = fetcher.get(following)
        except FetchError as error:
            course.stop(VERDICTS.get(type(error), "unreachable"), str(error), _stay_away(error, clock()))
            return
        intake = take_in(database, desk, _arrival(fetched))
        if not course.add(intake) or intake.capture_id in visited:
            return
        visited.add(intake.capture_id)
        following = intake.next_url


def _stay_away(error: FetchError, now: datetime) -> datetime | None:
    if isinstance(error, Blocked):
        return now + BLOCKED_FOR
    return error.retry_after if isinstance(error, TryLater) else None


def _arrival(fetched: Fetched) -> Arrival:
    return Arrival(fetched.content, fetched.fetched_at, fetched.final_url, fetched.status, fetched.content_type)
