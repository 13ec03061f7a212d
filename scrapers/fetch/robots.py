"""robots.txt: asked for once a day and origin, and always obeyed (RFC 9309)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
from protego import Protego

from scrapers.contract import AddressRefused, FetchError, Resting, RobotsForbid, TryLater
from scrapers.fetch.address import named

KEPT_FOR = timedelta(hours=24)
SLOWEST = 60.0
"""Seconds; a Crawl-delay above it is taken as this: the daily timetable is slower anyway."""
READ = 512_000
"""Bytes of a robots.txt that are read (RFC 9309 asks for at least 500 KiB)."""


class Robots:
    """The rules of the sites we met. `ask` gets a robots.txt through the same guarded way as any page."""

    def __init__(self, user_agent: str, now: Callable[[], datetime], ask: Callable[[str], bytes]) -> None:
        self._token = user_agent.split("/")[0]  # rules name the product; a word of the contact must not pick a group
        self._now, self._ask = now, ask
        self._rules: dict[str, tuple[datetime, Protego]] = {}
        self._guard = threading.Lock()
        self._readers: dict[str, threading.Lock] = {}

    def check(self, url: httpx.URL) -> float:
        """The Crawl-delay (seconds) the site asks for. Raises RobotsForbid, or TryLater while its rules cannot be had."""
        rules = self._of(_place(url))
        if not rules.can_fetch(str(url), self._token):
            raise RobotsForbid(
                f"{named(str(url))} is closed to us by {_place(url)}: ask the site for permission, or import saved pages"
            )
        return min(float(rules.crawl_delay(self._token) or 0), SLOWEST)

    def _of(self, place: str) -> Protego:
        with self._guard:
            reader = self._readers.setdefault(place, threading.Lock())
        with reader:  # threads that come to a new site together ask once
            held = self._rules.get(place)
            if held is None or self._now() - held[0] >= KEPT_FOR:
                held = self._rules[place] = (self._now(), self._read(place))
            return held[1]

    def _read(self, place: str) -> Protego:
        """Rules that cannot be had now forbid everything for now (RFC 9309, 2.3.1.4)."""
        try:
            content = self._ask(place)
        except (AddressRefused, Resting):
            raise  # not a matter of robots.txt
        except FetchError as problem:
            until = getattr(problem, "retry_after", None)
            raise TryLater(f"{place} cannot be had, so nothing there is fetched: {problem}", until) from problem
        return Protego.parse(
            content[:READ].decode("utf-8-sig", "replace")
        )  # a byte order mark would hide the first rule


def _place(url: httpx.URL) -> str:
    return str(url.copy_with(path="/robots.txt", query=None, fragment=None))
