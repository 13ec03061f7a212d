"""Collect one source: look at its listing page by page, keep what comes, and close the run with an honest verdict.

The network is never waited for inside a transaction. A process that dies leaves its captures; the next run reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from scrapers.contract import (
    AddressRefused,
    Blocked,
    FetchError,
    PageGone,
    Resting,
    RobotsForbid,
    TooLarge,
    TryLater,
    Verdict,
)
from scrapers.fetch import Fetched
from service.domain.errors import InvalidInput
from service.domain.ports import Clock
from service.storage.repositories import sources
from service.storage.session import Database
from service.workflows.course import Course, Opening, Report, close_run, resume
from service.workflows.intake import GOOD, Arrival, Desk, Intake, take_in
from service.workflows.platforms import next_way, platform_named

VERDICTS: dict[type[FetchError], str] = {
    RobotsForbid: "forbidden",
    AddressRefused: "refused",
    Blocked: "blocked",
    PageGone: "not_found",
    TooLarge: "too_large",
    Resting: "resting",
    TryLater: "unreachable",
}
BLOCKED_FOR = timedelta(hours=6)
"""How long we stay away from a site that said no, where nobody keeps count of its refusals."""
MARGIN = 2
"""Pages in a row without anything new after which the rest is known ground."""
LONGEST = timedelta(minutes=20)
"""A run that takes longer is ended and says so; the next one goes on from what it kept."""


class Fetches(Protocol):
    """The one thing collect needs of a fetcher."""

    def get(self, url: str, *, fresh: bool = False) -> Fetched:
        """The page, or a FetchError; `fresh` asks for it whole whatever is remembered of it."""
        ...

    def refused(self, url: str, why: str) -> datetime | None:
        """A page turned out to be a refusal: until when its host is left alone."""
        ...

    def welcomed(self, url: str) -> None:
        """A page was what we came for: the refusals of its host are forgotten."""
        ...


def collect(
    database: Database, fetcher: Fetches, opening: Opening, *, clock: Clock, channels: Sequence[str], max_pages: int
) -> Report:
    """A run that was opened: read what one that died has left, look page by page, close it and say how it went."""
    source, desk, course, _ = opening
    if source.way_in != "scrape":
        raise InvalidInput(f"source {source.id} is not scraped: its files come in by `omdome import`")
    resume(database, opening)
    forbidden = sources.permission(source).missing(clock().date())
    if forbidden:
        course.stop(
            "forbidden",
            f"{forbidden}: record a permission with `omdome permit {source.id}`, "
            f"or take the next lawful way in: {next_way(source.platform)}",
        )
    else:
        _Walk(database, fetcher, desk, course, clock, max_pages).along(source.url)
    return close_run(database, desk, course, now=clock(), channels=channels)


@dataclass
class _Walk:
    """A listing followed from its newest page to its end, to known ground, or to what stops us."""

    database: Database
    fetcher: Fetches
    desk: Desk
    course: Course
    clock: Clock
    max_pages: int
    visited: set[str | int] = field(default_factory=set)
    quiet: int = 0

    def along(self, url: str) -> None:
        """Look at the pages one after the other."""
        following: str | None = platform_named(str(self.desk.platform)).page_url(url, 1)
        while following and self._may_go_on(following, url):
            self.visited.add(following)
            intake = self._look(following)
            if intake is not None and intake.verdict == Verdict.BLOCKED:
                self._back_off(following, intake)
                return
            if intake is None or not self.course.add(intake) or self._was_here(intake) or self._knows(intake):
                return
            following = intake.next_url

    def _may_go_on(self, following: str, url: str) -> bool:
        if urlsplit(following).hostname != urlsplit(url).hostname:
            away = "the page leads on to another site; look at it and report the change"
            self.course.stop(Verdict.LAYOUT_CHANGED.value, away)
        elif self.clock() - self.course.began > LONGEST:
            self.course.stop(
                "too_slow", f"the run took longer than {LONGEST}: it was ended after {self.course.pages} pages"
            )
        elif self.course.pages >= self.max_pages:
            self.course.error = f"only the newest {self.max_pages} pages were read (OMDOME_MAX_PAGES)"
        else:
            return following not in self.visited
        return False

    def _look(self, url: str) -> Intake | None:
        self.course.asked += 1
        try:
            fetched = self.fetcher.get(url, fresh=self.course.full)
        except FetchError as error:
            verdict = next((VERDICTS[kind] for kind in type(error).__mro__ if kind in VERDICTS), "unreachable")
            self.course.stop(verdict, str(error), _stay_away(error, self.clock()))
            return None
        intake = take_in(self.database, self.desk, _arrival(fetched))
        if intake.verdict in GOOD:
            self.fetcher.welcomed(fetched.final_url)
        return intake

    def _back_off(self, url: str, intake: Intake) -> None:
        """The page is a challenge, whatever its status said; nobody here tries to solve it."""
        self.course.add(intake)
        until = self.fetcher.refused(url, "it shows a challenge instead of the page") or self.clock() + BLOCKED_FOR
        why = "the site shows a challenge: stay away for hours; save its pages in a browser and import them meanwhile"
        self.course.stop(Verdict.BLOCKED.value, why, until)

    def _was_here(self, intake: Intake) -> bool:
        """Past its end a list may show a page again; what it then leads to was read already."""
        again = intake.capture_id in self.visited
        self.visited.add(intake.capture_id)
        self.course.ended = self.course.ended or again
        return again

    def _knows(self, intake: Intake) -> bool:
        """Whether the rest is known ground; a full look reads on to the end."""
        self.quiet = 0 if intake.tally.new or intake.tally.changed else self.quiet + 1
        newest_first = platform_named(str(self.desk.platform)).facts.newest_first
        return newest_first and not self.course.to_the_end and self.quiet >= MARGIN


def _stay_away(error: FetchError, now: datetime) -> datetime | None:
    if isinstance(error, Blocked):
        return error.until or now + BLOCKED_FOR
    return error.retry_after if isinstance(error, TryLater) else None


def _arrival(fetched: Fetched) -> Arrival:
    return Arrival(
        fetched.content,
        fetched.fetched_at,
        fetched.final_url,
        fetched.status,
        fetched.content_type,
        redirected=_place(fetched.url) != _place(fetched.final_url),
        scrubbed=fetched.scrubbed,
    )


def _place(url: str) -> tuple[str, str]:
    """Where a page lies, indifferent to scheme, `www.`, case and a slash at the end."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.casefold().rstrip("/")
