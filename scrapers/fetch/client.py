"""The fetcher: one address in, one page out, with all manners kept on every hop."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from types import TracebackType

import httpx

from scrapers.contract import AddressRefused, Blocked, FetchError, Resting, TryLater
from scrapers.fetch.address import PublicOnly, checked_url, named
from scrapers.fetch.bounded import BoundedTransport, Scrub
from scrapers.fetch.caching import ALWAYS_ASK, FORGET, cached, is_unchanged
from scrapers.fetch.deadline import Deadline, Timed
from scrapers.fetch.pace import Pace
from scrapers.fetch.retrying import judged, persistently
from scrapers.fetch.robots import Robots
from scrapers.fetch.settings import Fetched, FetchSettings
from scrapers.fetch.turns import Turns, shared_turn
from scrapers.fetch.unpacking import PACKINGS

REDIRECTS = {301, 302, 303, 307, 308}


def _as_it_is(content: bytes) -> bytes:
    return content


class Fetcher:
    """Gets pages; safe to share between threads. `scrub` takes names out before anything is cached or given back."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        scrub: Scrub = _as_it_is,
        turns: Turns | None = None,
    ) -> None:
        self._settings, self._clock, self._sleep, self._turns = settings, clock, sleep, turns
        self._pace = Pace(settings.pace_seconds, monotonic, sleep)
        self._robots = Robots(settings.user_agent, clock, self._rules)
        self._scrubbed = scrub is not _as_it_is
        self._client = httpx.Client(
            transport=_transport(settings, monotonic, scrub),
            trust_env=False,  # behind a proxy the address guard would check the proxy
            follow_redirects=False,
            timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout),
            headers={
                "User-Agent": settings.user_agent,
                "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.5",
                "Accept-Encoding": PACKINGS,
                **ALWAYS_ASK,
            },
        )

    def get(self, url: str, *, fresh: bool = False) -> Fetched:
        """The page at an address, redirects followed. Raises a FetchError that says what to do.

        `fresh` asks for the page whole, whatever is remembered: some sites say "unchanged" for ever.
        """
        asked = checked_url(url)
        try:
            response, final = self._follow(asked, obey=True, fresh=fresh)
            judged(response, final)
        except AddressRefused as problem:
            raise AddressRefused(f"{named(url)} is not fetched: {problem}") from None
        except Blocked as problem:
            raise Blocked(str(problem), self.refused(url, "the site refuses us")) from None
        return Fetched(
            url=url,
            final_url=final,
            status=response.status_code,
            content=response.content,
            headers=dict(response.headers),
            content_type=response.headers.get("content-type"),
            fetched_at=self._clock(),
            unchanged=is_unchanged(response),
            scrubbed=self._scrubbed,
        )

    def refused(self, url: str, why: str) -> datetime | None:
        """A page turned out to be a refusal: until when its host is now left alone, if anybody keeps count."""
        return self._turns.refused(checked_url(url).host, why) if self._turns is not None else None

    def welcomed(self, url: str) -> None:
        """A page was what we came for, not a refusal that calls itself a page: the host's refusals are forgotten."""
        if self._turns is not None:
            self._turns.welcomed(checked_url(url).host)

    def close(self) -> None:
        """Close connections and the cache."""
        self._client.close()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _follow(self, url: httpx.URL, *, obey: bool, fresh: bool = False) -> tuple[httpx.Response, str]:
        for _ in range(self._settings.max_redirects + 1):
            delay = self._robots.check(url) if obey else 0.0
            response = self._ask(url, delay, fresh=fresh)
            if response.status_code not in REDIRECTS or "location" not in response.headers:
                return response, str(url)
            url = _next(url, response.headers["location"])
        raise FetchError(
            f"{named(str(url))} redirects more than {self._settings.max_redirects} times: check the source's address"
        )

    def _ask(self, url: httpx.URL, delay: float, *, fresh: bool) -> httpx.Response:
        def once() -> httpx.Response:
            try:
                pace = max(self._settings.pace_seconds, delay)
                with self._pace.turn(url.host, delay), shared_turn(self._turns, url.host, pace, self._sleep, str(url)):
                    return self._client.get(url, headers=FORGET if fresh else None)
            except (httpx.InvalidURL, ValueError):  # httpx looks at where a redirect leads even when it need not follow
                raise AddressRefused(f"{named(str(url))} redirects to what is no web address") from None

        try:
            return persistently(self._settings, str(url), self._clock, partial(self._pace.hold, url.host), once)
        except Resting:
            raise
        except TryLater as problem:
            if self._turns is not None and problem.retry_after is not None:
                self._turns.rest(url.host, problem.retry_after, "it asked to be left alone")
            raise

    def _rules(self, place: str) -> bytes:
        response, final = self._follow(checked_url(place), obey=False)
        if 400 <= response.status_code < 500:
            return b""  # no rules: everything is allowed (RFC 9309, 2.3.1.3)
        return judged(response, final).content


def _transport(settings: FetchSettings, monotonic: Callable[[], float], scrub: Scrub) -> httpx.BaseTransport:
    """From the socket up: guard, deadline, connections, limits and scrub, cache."""
    deadline, plain = Deadline(monotonic), httpx.HTTPTransport(verify=_trust(), trust_env=False, retries=0)
    # httpx offers no public place for a network backend; a test proves that the guard bites
    plain._pool._network_backend = Timed(PublicOnly(settings.allow_hosts), deadline)
    bounded = BoundedTransport(plain, settings, deadline, scrub)
    return cached(bounded, settings.cache_path, settings.cache_for) if settings.cache_path else bounded


@cache
def _trust() -> ssl.SSLContext:
    """The certificates we trust, read once: it takes longer than everything else a fetcher needs to start."""
    return httpx.create_ssl_context(trust_env=False)


def _next(url: httpx.URL, location: str) -> httpx.URL:
    following = checked_url(str(url.join(location)))
    if url.scheme == "https" and following.scheme == "http":
        raise AddressRefused(f"{named(str(url))} redirects from https to http, which is not followed")
    return following
