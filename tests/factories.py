"""Makers of what tests need: employers, sources, pages of reviews, keys. Texts are invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from starlette.testclient import TestClient

from scrapers.contract import FetchError
from scrapers.fetch import Fetched
from service.app import create_app
from service.bootstrap import House
from service.demo.platform import DemoSite
from service.demo.records import Review
from service.demo.stage import furnish
from service.demo.website import create_site
from service.domain.access import Person
from service.domain.ports import Message
from service.domain.settings import Settings
from service.domain.ticket import Move, Role
from service.storage.repositories.tickets import Shown
from service.workflows.admit import add_key
from service.workflows.cycle import Round
from service.workflows.respond import make_move
from service.workflows.wishes import Wish

NOON = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)
"""A Tuesday at twelve in Stockholm."""
SITE = "http://127.0.0.1:9"


class Clockwork:
    """A clock that a test moves."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **length: float) -> None:
        """Move on by a timedelta's arguments."""
        self.now += timedelta(**length)


@dataclass
class FakeChannel:
    """Keeps what it is given; fails as often as it is told to."""

    slug: str = "fake"
    sent: list[Message] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def send(self, message: Message) -> None:
        """Keep it, or raise the next failure."""
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(message)


class FakeFetcher:
    """The fictional platform without a network: what its website answers, or the error a test planned for an address."""

    def __init__(self, site: DemoSite, clock: Clockwork) -> None:
        self.site, self.clock, self.asked = site, clock, list[str]()
        self.planned: dict[str, bytes | FetchError] = {}
        self._client = TestClient(create_site(site), base_url=SITE)

    def get(self, url: str, *, fresh: bool = False) -> Fetched:
        """The page at this address."""
        self.asked.append(url)
        planned = self.planned.get(url) or self.planned.get("*")
        if isinstance(planned, FetchError):
            raise planned
        content = planned or self._client.get(url).content
        return Fetched(url, url, 200, content, {}, "text/html; charset=utf-8", self.clock(), unchanged=False)

    def refused(self, url: str, why: str) -> datetime | None:
        """Nobody keeps count here."""
        return None

    def welcomed(self, url: str) -> None:
        """Nobody keeps count here."""

    def close(self) -> None:
        """Nothing to give back."""


@dataclass
class Scene:
    """A house that watches the fictional platform, with everything a test wants to turn."""

    house: House
    site: DemoSite
    fetcher: FakeFetcher
    clock: Clockwork
    channel: FakeChannel
    source_ids: list[int]
    _api: TestClient | None = None

    @property
    def own(self) -> str:
        """Slug of our own employer that the alarming reviews are about."""
        return "pallvik-logistik"

    def look(self, source: int = 1) -> Round:
        """One look at a source, carried through to alerts."""
        return self.house.look(self.source_ids[source])

    def key(self, role: Role = Role.ADMIN, name: str | None = None) -> dict[str, str]:
        """Headers with a fresh key."""
        key = add_key(
            self.house.database,
            name or f"{role.name.lower()} {next(_numbers)}",
            role,
            self.house.secret,
            now=self.clock(),
        )
        return {"Authorization": f"Bearer {key}"}

    def api(self) -> TestClient:
        """The API over this house: one application, as in a process that serves it."""
        if self._api is None:
            self._api = TestClient(create_app(self.house), raise_server_exceptions=False)
        return self._api


_numbers = count(1)


def make_house(url: str, folder: Path, clock: Clockwork, channel: FakeChannel, **settings: Any) -> House:
    """A house on this database with a stopped clock and a channel that keeps what it gets."""
    chosen = Settings(data_dir=folder, database_url=SecretStr(url), secret=SecretStr("s" * 40), **settings)
    return House(chosen, clock, {channel.slug: channel})


def make_scene(
    url: str, folder: Path, clock: Clockwork, channel: FakeChannel, sources: list[int] | None = None, **settings: Any
) -> Scene:
    """A house that watches the fictional platform; nothing is collected yet, unless its sources are there already."""
    house = make_house(url, folder, clock, channel, **settings)
    site = DemoSite(clock().date())
    fetcher = FakeFetcher(site, clock)
    house.__dict__["fetcher"] = fetcher
    return Scene(house, site, fetcher, clock, channel, sources or furnish(house, site, SITE))


def reopened(before: Scene, url: str, folder: Path, clock: Clockwork, channel: FakeChannel) -> Scene:
    """The same scene on a copy of its database, as after a restart."""
    channel.sent.extend(before.channel.sent)
    return make_scene(url, folder, clock, channel, before.source_ids)


def make_review(
    employer: str = "pallvik-logistik", on: date = date(2026, 11, 9), stars: int = 1, **written: Any
) -> Review:
    """A review to publish on the fictional platform."""
    texts = {"title": "Stressigt", "cons": "Vi är för få och chefen lyssnar inte.", "language": "sv"}
    return Review(employer=employer, published_on=on, stars=stars, **{**texts, **written})


SAFE = "Tack för att du berättar hur det är hos oss. Hör gärna av dig till hr@exempel.se, eller anonymt via rost.exempel.se."


def answered(scene: Scene, ticket: int, writer: Person, approver: Person, text: str = SAFE) -> Shown:
    """A ticket taken all the way to posted by two people."""
    steps = (
        (Wish(Move.CLAIM, None), writer),
        (Wish(Move.DRAFT, None, text=text), writer),
        (Wish(Move.SUBMIT, None), writer),
        (Wish(Move.APPROVE, None), approver),
        (Wish(Move.POST, None), writer),
    )
    for wish, person in steps:
        shown = make_move(scene.house.database, ticket, wish, person, now=scene.clock())
    return shown
