"""A house that watches a list of twenty-four reviews on a site which may turn on it at any moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from scrapers.fetch import Fetcher, FetchSettings
from service.bootstrap import House
from service.demo.platform import DemoSite
from service.demo.stage import furnish
from service.demo.website import create_site
from service.processes import has_died, this_process
from service.storage.repositories import sources
from service.storage.tables import Review, Run, Source
from service.workflows.health import source_health
from service.workflows.intake import blank
from service.workflows.turns import SharedTurns
from tests.factories import Clockwork, FakeChannel, Scene, make_house
from tests.scrapers.fetch.site import Handler, Site, answer, serving

LIST = "/arbetsgivare/pallvik-logistik"
HELD = 24
Route = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Siege:
    """The scene, the site as it stands between us and the list, and what the ledger says."""

    scene: Scene
    site: Site
    pages: TestClient
    number: int
    patient: Fetcher
    """Waits half a minute: a busy machine is no hostile site."""
    hurried: Fetcher
    """Waits less than half a second, for tests of a site that never answers."""

    def page(self, number: int = 1) -> bytes:
        """A page of the list as it is."""
        return self.pages.get(LIST if number == 1 else f"{LIST}?sida={number}").content

    def heal(self) -> None:
        """The site answers as it should, and has all the time it needs."""
        self.scene.house.__dict__["fetcher"] = self.patient
        for number in (1, 2, 3):
            self.set(number, self._as_it_is(number))
        self.site.routes["/robots.txt"] = answer(404, b"no")

    def _as_it_is(self, number: int) -> Route:
        def route(handler: Handler) -> None:
            answer(200, self.page(number))(handler)

        return route

    def set(self, number: int, route: Route) -> None:
        """What page `number` of the list answers."""
        self.site.routes[LIST if number == 1 else f"{LIST}?sida={number}"] = route

    def hurry(self) -> None:
        """Wait for the site no longer than a test can."""
        self.scene.house.__dict__["fetcher"] = self.hurried

    def look(self, **later: float) -> Run:
        """One look, some time later; the run as the ledger has it."""
        self.scene.clock.pass_time(**(later or {"minutes": 30}))
        done = self.scene.house.look(self.number)
        with self.scene.house.database.read() as session:
            return session.get_one(Run, done.report.run_id)

    def full_look(self) -> Run:
        """The look of a week later, which reads the whole list."""
        return self.look(days=7, minutes=1)

    def source(self) -> Source:
        """The source as it stands."""
        with self.scene.house.database.read() as session:
            return sources.get(session, self.number)

    def says(self) -> tuple[str, str]:
        """State and reason, as `omdome sources` shows them."""
        with self.scene.house.database.read() as session:
            items = source_health(session, self.scene.clock())
        item = next(item for item in items if item.source.id == self.number)
        return item.state.value, item.reason

    def held(self) -> int:
        """Reviews held of our employer that do not count as removed."""
        query = select(func.count()).where(Review.employer_id == 2, Review.removed_at.is_(None))
        with self.scene.house.database.read() as session:
            return session.scalar(query) or 0

    def waits_until(self) -> datetime | None:
        """When the site is asked again at the earliest."""
        return self.source().next_try_at


def _fetcher(house: House, site: Site, folder: Path, *, seconds: float) -> Fetcher:
    settings = FetchSettings(
        "Omdome/test",
        pace_seconds=0.0,
        connect_timeout=seconds,
        read_timeout=seconds,
        total_timeout=seconds,
        max_packed_bytes=300_000,
        max_bytes=1_000_000,
        max_redirects=3,
        attempts=1,
        retry_wait=0.0,
        allow_hosts=frozenset({site.host}),
        cache_path=folder / "cache.db",
    )
    clock = house.clock
    assert isinstance(clock, Clockwork)

    def sleep(seconds: float) -> None:
        clock.pass_time(seconds=seconds)

    turns = SharedTurns(house.database, clock, 10_000, this_process(), has_died)
    return Fetcher(settings, clock=clock, sleep=sleep, scrub=blank, turns=turns)


@pytest.fixture
def siege(sqlite_url: str, tmp_path: Path, clock: Clockwork, channel: FakeChannel) -> Iterator[Siege]:
    """The list was read once, in peace; after the test the site is well again, and nothing may be missing."""
    with serving() as site:
        house = make_house(sqlite_url, tmp_path, clock, channel)
        demo = DemoSite(clock().date())
        pages = TestClient(create_site(demo), base_url=site.base)
        patient = _fetcher(house, site, tmp_path, seconds=30)
        hurried = _fetcher(house, site, tmp_path, seconds=0.4)
        house.__dict__["fetcher"] = patient
        numbers = furnish(house, demo, site.base)
        siege = Siege(
            Scene(house, demo, house.__dict__["fetcher"], clock, channel, numbers),
            site,
            pages,
            numbers[1],
            patient,
            hurried,
        )
        siege.heal()
        assert siege.look().verdict == "reviews"
        assert siege.held() == HELD
        yield siege
        _nothing_is_lost(siege)
        hurried.close()
        patient.close()
        house.close()


def _nothing_is_lost(siege: Siege) -> None:
    """Whatever happened: once the site is well again, everything is there and the ledger says so."""
    siege.heal()
    for _ in range(2):
        run = siege.look(days=8)
    assert run.verdict == "reviews", run.error
    assert siege.says()[0] == "healthy", siege.says()
    assert siege.held() == siege.scene.site.listing("pallvik-logistik").total


__all__ = ["Handler", "Siege"]
