"""Which answers mean "no", which mean "not now", and how often to ask again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import stamina

from scrapers.contract import Blocked, FetchError, PageGone, TryLater
from scrapers.fetch.address import named
from scrapers.fetch.settings import FetchSettings

PATIENCE = timedelta(seconds=60)
"""A Retry-After up to this is waited for; a longer one ends the attempt and is handed on."""
BUSY = {429, 500, 502, 503, 504}
NO = {401, 403, 451}


class _Again(Exception):
    """The site is busy; `wait` is what it asked for."""

    def __init__(self, status: int, wait: timedelta | None) -> None:
        super().__init__(status)
        self.status, self.wait = status, wait


def persistently(
    settings: FetchSettings, url: str, now: Callable[[], datetime], ask: Callable[[], httpx.Response]
) -> httpx.Response:
    """Ask until there is an answer to act on, at most `settings.attempts` times. Raises TryLater."""
    # stamina keeps its own time; the waits are settings, so that tests need none and no sleep has to be handed in
    try:
        for attempt in stamina.retry_context(
            on=_worth_it,
            attempts=settings.attempts,
            timeout=None,
            wait_initial=settings.retry_wait,
            wait_jitter=settings.retry_wait / 2,
        ):
            with attempt:
                return _answered(ask(), now())
    except _Again as again:
        until = now() + again.wait if again.wait is not None else None
        raise TryLater(f"{named(url)} answered {again.status}; it is tried again later", until) from None
    except httpx.TimeoutException:
        raise TryLater(f"{named(url)} did not answer in time; it is tried again later") from None
    except httpx.TransportError as problem:
        raise TryLater(
            f"{named(url)} could not be reached ({type(problem).__name__}); it is tried again later"
        ) from None
    raise TryLater(f"{named(url)} was not asked: no attempts are allowed")


def judged(response: httpx.Response, url: str) -> httpx.Response:
    """The answer if it is a page. Raises Blocked, PageGone or FetchError by its status."""
    status = response.status_code
    if status in NO:
        raise Blocked(f"{named(url)} refuses us with {status}: we stay away for hours; import saved pages meanwhile")
    if status in (404, 410):
        raise PageGone(f"{named(url)} is not there ({status}): check the source's address")
    if status != 200:
        raise FetchError(f"{named(url)} answered {status}, which is no page")
    return response


def _worth_it(problem: Exception) -> bool | timedelta:
    if isinstance(problem, _Again):
        if problem.wait is None:
            return True
        return problem.wait if problem.wait <= PATIENCE else False
    return isinstance(problem, httpx.TransportError) and not isinstance(problem, httpx.UnsupportedProtocol)


def _answered(response: httpx.Response, now: datetime) -> httpx.Response:
    if response.status_code in BUSY:
        raise _Again(response.status_code, _asked_for(response.headers.get("retry-after"), now))
    return response


def _asked_for(value: str | None, now: datetime) -> timedelta | None:
    """Retry-After as a length: seconds, or a date held against our clock."""
    if value is None:
        return None
    if value.strip().isdecimal() and len(value.strip()) < 9:
        return timedelta(seconds=int(value))
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(until - now, timedelta(0))
