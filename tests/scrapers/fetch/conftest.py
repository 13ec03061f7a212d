"""A misbehaving site, and fetchers that may reach it and need no waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from scrapers.fetch import Fetcher, FetchSettings
from tests.scrapers.fetch.site import Site, answer, serving

NOW = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)
Made = Callable[..., Fetcher]


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without robots.txt whose /page is a page."""
    with serving() as made:
        made.routes["/page"] = answer()
        yield made


@pytest.fixture
def fetcher(site: Site) -> Iterator[Made]:
    """A maker of fetchers; `clock`, `sleep`, `monotonic` and `scrub` go to the fetcher, the rest to its settings."""
    opened: list[Fetcher] = []

    def make(clock: Callable[[], datetime] = lambda: NOW, **chosen: Any) -> Fetcher:
        handed = {name: chosen.pop(name) for name in ("sleep", "monotonic", "scrub") if name in chosen}
        usual = {"user_agent": "Omdome/test", "pace_seconds": 0.0, "retry_wait": 0.0, "allow_hosts": {site.host}}
        opened.append(Fetcher(FetchSettings(**{**usual, **chosen}), clock=clock, **handed))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
