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

PATIENCE = 60.0
"""Seconds; a Retry-After up to this is waited for, a longer one ends the attempt at once and is handed on."""
LONGEST = timedelta(days=7)
"""A Retry-After beyond this is a mistake of the site; a source must not go blind for years by it."""
AGAIN = {429, 502, 503, 504}
NO = {401, 403, 451}


class _NotNow(Exception):
    """No answer to act on. stamina logs this error, so it holds our own words only, never what the site sent."""

    def __init__(self, why: str, wait: timedelta | None = None, *, again: bool = True) -> None:
        super().__init__(why)
        self.why, self.wait, self.again = why, wait, again


def persistently(
    settings: FetchSettings,
    url: str,
    now: Callable[[], datetime],
    hold: Callable[[float], None],
    ask: Callable[[], httpx.Response],
) -> httpx.Response:
    """Ask until there is an answer to act on, at most `settings.attempts` times. Raises TryLater.

    stamina decides how often and how long; it can only sleep by `time.sleep`, and only in this thread. So it is told to
    wait nothing, and its wait becomes a `hold` on the host: slept in the host's next turn, by the sleep that was handed
    in, and kept by every thread that wants the same host. There is no jitter, as turns already never coincide.
    """

    def worth_it(problem: Exception) -> bool | float:
        if not isinstance(problem, _NotNow) or not problem.again:
            return False
        wait = attempt.next_wait if problem.wait is None else problem.wait.total_seconds()
        if wait > PATIENCE:
            return False
        hold(wait)
        return 0.0

    limits = {"wait_initial": settings.retry_wait, "wait_max": PATIENCE, "wait_jitter": 0.0}
    try:
        for attempt in stamina.retry_context(worth_it, attempts=settings.attempts, timeout=None, **limits):
            with attempt:
                return _answered(ask, now)
    except _NotNow as problem:
        until = now() + problem.wait if problem.wait is not None else None
        when = f"after {until:%F %T %Z}" if until else "later"
        raise TryLater(f"{named(url)} {problem.why}: try again {when}", until) from None
    raise AssertionError("stamina leaves the loop by an answer or an error")


def judged(response: httpx.Response, url: str) -> httpx.Response:
    """The answer if it is a page. Raises Blocked, PageGone or FetchError by its status."""
    status = response.status_code
    if status in NO:
        raise Blocked(f"{named(url)} refuses us with {status}: stay away for hours; import saved pages meanwhile")
    if status in (404, 410):
        raise PageGone(f"{named(url)} is not there ({status}): check the source's address")
    if status != 200:
        raise FetchError(f"{named(url)} answered {status}, which is no page: check the source's address")
    return response


def _answered(ask: Callable[[], httpx.Response], now: Callable[[], datetime]) -> httpx.Response:
    try:
        response = ask()
    except httpx.TimeoutException:
        raise _NotNow("did not answer in time") from None
    except httpx.ConnectError as problem:  # its own words help: a certificate, a closed port, no address
        raise _NotNow(f"could not be reached ({str(problem)[:200]})") from None
    except httpx.TransportError as problem:
        raise _NotNow(f"sent no whole answer ({type(problem).__name__})") from None
    status = response.status_code
    if status == 429 or status >= 500:
        raise _NotNow(
            f"answered {status}", _asked_for(response.headers.get("retry-after"), now()), again=status in AGAIN
        )
    return response


def _asked_for(value: str | None, now: datetime) -> timedelta | None:
    """Retry-After as a length from 0 to LONGEST: seconds, or a date held against our clock; None when it says neither."""
    text = (value or "").strip()
    if text.isascii() and text.isdecimal():
        return min(timedelta(seconds=int(text[:9])), LONGEST)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), LONGEST)
