"""Many sources on few hosts for many days on a clock of its own; every request is written down, every look accounted for."""

from __future__ import annotations

import heapq
import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import httpx
from sqlalchemy import func, select

from scrapers.fetch import Fetcher, FetchSettings
from service.bootstrap import House
from service.processes import has_died, this_process
from service.storage.repositories import employers, sources
from service.storage.tables import Review, Run, Source
from service.workflows.intake import blank
from service.workflows.turns import SharedTurns
from service.workflows.watch import add_source
from tests.factories import Clockwork

PACE = 5.0
EVERY = timedelta(hours=24)
DAYS_OFF = range(10, 14)
"""Days on which one host in ten refuses everybody."""


@dataclass
class World:
    """The sites: what they answer depends on the host's number, the day, and chance."""

    clock: Clockwork
    chance: random.Random
    began: datetime
    asked: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """A request, written down and answered."""
        self.asked[request.url.host].append(self.clock())
        response = self._answer(request, int(request.url.host[4:].partition(".")[0]))
        self.statuses[response.status_code] += 1
        return response

    def _answer(self, request: httpx.Request, host: int) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(200, text="User-agent: *\nDisallow: /" if host % 25 == 24 else "")
        if host % 10 == 3 and (self.clock() - self.began).days in DAYS_OFF:
            return httpx.Response(403)
        if host % 10 == 5 and self.chance.random() < 0.05:
            return httpx.Response(429, headers={"Retry-After": "7200"})
        if host % 10 == 7 and self.chance.random() < 0.1:
            raise httpx.ReadTimeout("it hangs")
        if host % 10 == 8 and self.chance.random() < 0.1:
            return httpx.Response(503)
        return httpx.Response(200, content=self._page(request.url.path), headers={"Content-Type": "text/html"})

    def _page(self, path: str) -> bytes:
        day = (self.clock() - self.began).days
        said = [
            {
                "@type": "Review",
                "datePublished": f"{self.began + timedelta(days=number):%Y-%m-%d}",
                "reviewRating": {"ratingValue": 1 + number % 5},
                "reviewBody": f"Skift {number} på enhet {path}",
            }
            for number in range(0, day + 1, 5)
        ]
        about = {"@context": "https://schema.org", "@type": "EmployerAggregateRating", "ratingCount": len(said)}
        whole = {"@type": "Organization", "name": path, "aggregateRating": about, "review": said}
        return f'<html><script type="application/ld+json">{json.dumps(whole)}</script><p>x</p></html>'.encode()


@dataclass(frozen=True)
class Account:
    """What was seen of it, host by host and source by source."""

    requests: int
    looks: int
    runs: int
    unended: int
    reviews: int
    least_gap: float
    """Seconds between two requests to one host, at the worst."""
    most_a_day: int
    states: Counter[str]
    unexplained: int
    late: int
    """Sources on hosts without trouble that are not healthy at the end."""
    verdicts: Counter[str]


def simulate(house: House, clock: Clockwork, *, hosts: int, count: int, days: int, budget: int, seed: int) -> Account:
    """Watch `count` sources on `hosts` hosts, each every 24 hours, for `days` days."""
    chance = random.Random(seed)
    world = World(clock, chance, clock())
    house.__dict__["fetcher"] = _fetcher(house, world, budget)
    ids = _furnish(house, hosts, count)
    due = [(clock() + timedelta(seconds=chance.uniform(0, EVERY.total_seconds())), number) for number in ids]
    heapq.heapify(due)
    end, looks = clock() + timedelta(days=days), 0
    while due[0][0] < end:
        when, number = heapq.heappop(due)
        clock.now = max(clock.now, when)
        looks += _look(house, number)
        heapq.heappush(due, (when + EVERY, number))
    return _account(house, world, looks)


def _look(house: House, number: int) -> bool:
    """As the scheduler does: not before the site's own time."""
    with house.database.read() as session:
        wait = sources.get(session, number).next_try_at
    if wait is not None and wait > house.clock():
        return False
    house.look(number)
    return True


def _fetcher(house: House, world: World, budget: int) -> Fetcher:
    def sleep(seconds: float) -> None:
        world.clock.pass_time(seconds=seconds)

    made = Fetcher(
        FetchSettings("Omdome/test", pace_seconds=PACE),
        clock=world.clock,
        sleep=sleep,
        monotonic=lambda: world.clock().timestamp(),
        scrub=blank,
        turns=SharedTurns(house.database, world.clock, budget, this_process(), has_died),
    )
    made._client = httpx.Client(transport=httpx.MockTransport(world.answer))
    return made


def _furnish(house: House, hosts: int, count: int) -> list[int]:
    now, ids = house.clock(), []
    card: dict[str, Any] = {
        "permission_basis": "consent",
        "terms_reviewed_on": now.date(),
        "terms_reviewed_by": "legal",
        "permission_expires_on": now.date() + timedelta(days=365),
    }
    with house.database.write() as session:
        for number in range(count):
            owner = employers.add(session, name=f"Verket {number}", now=now, kind="competitor").id
            url = f"https://host{number % hosts}.example/unit/{number}"
            ids.append(
                add_source(
                    session, employer_id=owner, platform="schema_org", way_in="scrape", url=url, now=now, **card
                ).id
            )
    return ids


def _account(house: House, world: World, looks: int) -> Account:
    with house.database.read() as session:
        every = session.scalars(select(Source).where(Source.platform == "schema_org")).all()
        runs = session.scalar(select(func.count()).select_from(Run)) or 0
        unended = session.scalar(select(func.count()).where(Run.ended_at.is_(None) | Run.verdict.is_(None))) or 0
        verdicts = Counter(str(verdict) for verdict in session.scalars(select(Run.verdict)))
        reviews = session.scalar(select(func.count()).select_from(Review)) or 0
    gaps = [(later - earlier).total_seconds() for times in world.asked.values() for earlier, later in pairwise(times)]
    return Account(
        requests=sum(map(len, world.asked.values())),
        looks=looks,
        runs=runs,
        unended=unended,
        reviews=reviews,
        least_gap=min(gaps),
        most_a_day=max(max(Counter(moment.date() for moment in times).values()) for times in world.asked.values()),
        states=Counter(source.state for source in every),
        unexplained=sum(not (source.state_reason and source.state_since) for source in every),
        late=sum(source.state != "healthy" for source in every if _untroubled(source)),
        verdicts=verdicts,
    )


def _untroubled(source: Source) -> bool:
    host = int(source.url.partition("//host")[2].partition(".")[0])
    return host % 10 not in (3, 5, 7, 8) and host % 25 != 24
