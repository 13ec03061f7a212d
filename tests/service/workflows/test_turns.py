"""Manners that sources and processes share: one request at a time, the pace, the day's budget, and rest after a no."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.contract import Blocked, Resting, TryLater
from scrapers.fetch import Fetcher, FetchSettings
from service.domain.hosts import HostRest, rest_after, tomorrow
from service.processes import has_died, this_process
from service.storage.repositories import hosts
from service.storage.session import Database
from service.workflows.turns import SharedTurns
from tests.factories import Clockwork, FakeChannel, Scene, make_house
from tests.simulation import PACE, simulate

HOST = "reviews.example"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with nothing in it."""
    opened = Database(database_url)
    yield opened
    opened.close()


def turns_of(database: Database, clock: Clockwork, budget: int = 100) -> SharedTurns:
    return SharedTurns(database, clock, budget, "here:1", lambda other: other == "here:dead")


def test_a_turn_is_taken_once_and_the_next_waits_for_the_pace(database: Database) -> None:
    clock = Clockwork()
    turns = turns_of(database, clock)
    assert turns.take(HOST, 5, 60) == 0
    assert turns.take(HOST, 5, 60)
    turns.give_back(HOST, 5)
    assert turns.take(HOST, 5, 60) == 5
    clock.pass_time(seconds=5)
    assert turns.take(HOST, 5, 60) == 0


def test_a_turn_whose_holder_died_is_free_after_its_lease(database: Database) -> None:
    clock = Clockwork()
    turns = turns_of(database, clock)
    turns.take(HOST, 5, 60)
    clock.pass_time(seconds=61)
    assert turns.take(HOST, 5, 60) == 0


def test_a_turn_of_a_process_that_is_known_to_be_dead_is_free_at_once(database: Database) -> None:
    clock = Clockwork()
    SharedTurns(database, clock, 100, "here:dead", lambda _: False).take(HOST, 5, 600)
    assert SharedTurns(database, clock, 100, "there:7", lambda _: False).take(HOST, 5, 600)
    assert turns_of(database, clock).take(HOST, 5, 600) == 0


def test_a_process_is_known_to_be_gone_only_on_its_own_machine() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    machine = this_process().rpartition(":")[0]
    assert has_died(f"{machine}:{child.pid}")
    assert not has_died(this_process())
    assert not has_died(f"elsewhere:{child.pid}")
    assert not has_died(f"{machine}:what")
    assert not has_died(f"{machine}:1")


def test_of_twenty_who_come_at_once_one_has_the_turn(database: Database) -> None:
    turns, won, gate = turns_of(database, Clockwork()), list[float](), threading.Barrier(20)

    def come() -> None:
        gate.wait()
        if turns.take(HOST, 5, 60) == 0:
            won.append(0)

    threads = [threading.Thread(target=come) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_the_days_budget_is_shared_and_new_the_next_day(database: Database) -> None:
    clock = Clockwork()
    turns = turns_of(database, clock, budget=3)
    for _ in range(3):
        assert turns.take(HOST, 0, 60) == 0
        turns.give_back(HOST, 0)
    rest = turns.take(HOST, 0, 60)
    assert isinstance(rest, HostRest)
    assert rest.until == datetime(2026, 11, 11, tzinfo=UTC)
    assert "OMDOME_DAILY_REQUESTS" in rest.why
    assert turns.take("other.example", 0, 60) == 0
    clock.pass_time(hours=13)
    assert turns.take(HOST, 0, 60) == 0


def test_refusals_in_a_row_make_the_rest_longer_and_a_page_ends_them(database: Database) -> None:
    clock = Clockwork()
    turns = turns_of(database, clock)
    lengths = []
    for _ in range(4):
        until = turns.refused(HOST, "403")
        lengths.append(until - clock())
        clock.now = until
    assert lengths == [timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=3)]
    turns.welcomed(HOST)
    assert turns.refused(HOST, "403") - clock() == timedelta(hours=6)


def test_a_longer_rest_is_not_cut_short(database: Database) -> None:
    clock = Clockwork()
    turns = turns_of(database, clock)
    far = clock() + timedelta(hours=9)
    turns.rest(HOST, far, "Retry-After")
    turns.rest(HOST, clock() + timedelta(hours=1), "Retry-After")
    rest = turns.take(HOST, 0, 60)
    assert isinstance(rest, HostRest)
    assert rest.until == far


@settings(deadline=None)
@given(st.integers(1, 50))
def test_rests_never_get_shorter(refusals: int) -> None:
    assert rest_after(refusals) <= rest_after(refusals + 1) <= timedelta(days=3)


@settings(deadline=None)
@given(st.datetimes(timezones=st.just(UTC)))
def test_tomorrow_is_within_a_day(moment: datetime) -> None:
    moment = min(moment, datetime(9000, 1, 1, tzinfo=UTC))
    assert timedelta(0) < tomorrow(moment) - moment <= timedelta(days=1)


def fetcher_of(turns: SharedTurns, clock: Clockwork, answer: Callable[[httpx.Request], httpx.Response]) -> Fetcher:
    """A fetcher whose network is a function, on a clock that moves only when somebody sleeps."""

    def sleep(seconds: float) -> None:
        clock.pass_time(seconds=seconds)

    made = Fetcher(
        FetchSettings("Omdome/test", pace_seconds=5.0),
        clock=clock,
        sleep=sleep,
        monotonic=lambda: clock().timestamp(),
        turns=turns,
    )
    made._client = httpx.Client(transport=httpx.MockTransport(answer))
    return made


def test_when_one_source_is_refused_the_others_of_the_host_ask_nothing(database: Database) -> None:
    clock, asked = Clockwork(), Counter[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        asked[request.url.path] += 1
        return httpx.Response(404 if request.url.path == "/robots.txt" else 403)

    turns = turns_of(database, clock)
    with pytest.raises(Blocked) as refused:
        fetcher_of(turns, clock, answer).get(f"https://{HOST}/a")
    assert refused.value.until == clock() + timedelta(hours=6)
    other = fetcher_of(turns, clock, answer)  # as another process would have
    with pytest.raises(Resting, match="left alone until"):
        other.get(f"https://{HOST}/b")
    assert asked == {"/robots.txt": 1, "/a": 1}


def test_a_retry_after_holds_for_every_source_of_the_host(database: Database) -> None:
    clock = Clockwork()
    turns = turns_of(database, clock)

    def busy(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        return httpx.Response(429, headers={"Retry-After": "7200"})

    with pytest.raises(Exception, match="answered 429"):
        fetcher_of(turns, clock, busy).get(f"https://{HOST}/a")
    with pytest.raises(Resting) as resting:
        fetcher_of(turns, clock, busy).get(f"https://{HOST}/b")
    assert resting.value.retry_after is not None
    assert resting.value.retry_after - clock() > timedelta(minutes=100)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_pace_and_budget_hold_whatever_sources_ask(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Ten sources on two hosts for five days, each asking at times of its own; every request is written down."""
    from service.storage import schema

    folder: Path = tmp_path_factory.mktemp("turns")
    clock, asked = Clockwork(), list[tuple[str, datetime]]()
    database = Database(f"sqlite:///{folder}/t.db")
    schema.upgrade(database)

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.host, clock()))
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        return httpx.Response(503 if (seed + len(asked)) % 17 == 0 else 200, content=b"<html></html>")

    turns = turns_of(database, clock, budget=40)
    pages = fetcher_of(turns, clock, answer)
    for step in range(5 * 24):
        for number in range(10):
            if (step + number + seed) % 4 == 0:
                with suppress(TryLater):
                    pages.get(f"https://host{number % 2}.example/list/{number}")
        clock.pass_time(hours=1)
    for host in {host for host, _ in asked}:
        times = [when for name, when in asked if name == host]
        assert all(later - earlier >= timedelta(seconds=5) for earlier, later in pairwise(times))
        assert max(Counter(when.date() for when in times).values()) <= 40
    database.close()


def test_a_resting_host_is_no_failure_and_no_sight(scene: Scene) -> None:
    scene.look()
    until = scene.clock() + timedelta(hours=5)
    scene.fetcher.planned["*"] = Resting("the host is left alone", until)
    done = scene.look()
    with scene.house.database.read() as session:
        from service.storage.repositories import sources

        source = sources.get(session, scene.source_ids[1])
    assert done.report.verdict == "resting"
    assert (source.state, source.failed_runs, source.blind_since) == ("degraded", 0, None)
    assert source.next_try_at == until
    assert urlsplit(source.url).hostname


def test_hosts_are_listed(database: Database) -> None:
    turns_of(database, Clockwork()).refused(HOST, "a challenge")
    with database.read() as session:
        assert [(row.name, row.refusals, row.reason) for row in hosts.every(session)] == [(HOST, 1, "a challenge")]


def test_many_sources_on_few_hosts_are_polite_and_each_is_accounted_for(
    sqlite_url: str, tmp_path: Path, channel: FakeChannel
) -> None:
    """Small here; benchmarks/politeness.py runs 1,000 sources on 50 hosts for 30 days."""
    clock = Clockwork()
    house = make_house(sqlite_url, tmp_path, clock, channel)
    account = simulate(house, clock, hosts=10, count=30, days=4, budget=5, seed=1)
    house.close()
    assert account.least_gap >= PACE
    assert account.most_a_day <= 5
    assert (account.unended, account.unexplained, account.late) == (0, 0, 0)
    assert account.runs == account.looks > 60
    assert account.states["healthy"] >= 18
