"""The scheduler decides when: jobs follow the database, one that fails harms no other, a second scheduler is refused."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from service.domain.errors import Conflict
from service.scheduler import Timekeeper, _guarded
from service.storage import schema
from service.storage.repositories import employers, heartbeats, sources
from service.storage.session import Database
from service.storage.tables import Run
from tests.factories import SITE, Scene


def eventually(happened: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for something that a background job brings about."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def runs(scene: Scene) -> int:
    with scene.house.database.read() as session:
        return session.query(Run).count()


def test_sources_are_collected_and_months_frozen_without_anybody_asking(small_scene: Scene) -> None:
    keeper = Timekeeper(small_scene.house)
    keeper.start()
    try:
        eventually(lambda: runs(small_scene) == 3)
        eventually(lambda: len(list(small_scene.house.settings.export_dir.glob("*"))) == 6)
    finally:
        keeper.stop()
    with small_scene.house.database.read() as session:
        assert heartbeats.last(session, "scheduler") == small_scene.clock()


def test_plans_follow_what_stands_in_the_database(small_scene: Scene) -> None:
    keeper = Timekeeper(small_scene.house)
    keeper.refresh()
    assert {name for name in keeper._planned if name.startswith("source")} == {"source-1", "source-2", "source-3"}
    with small_scene.house.database.write() as session:
        session.delete(sources.get(session, 3))
        sources.get(session, 1).schedule = "0 6 * * mon-fri"
    keeper.refresh()
    assert keeper._planned["source-1"] == ("0 6 * * mon-fri", "Europe/Stockholm")
    assert "source-3" not in keeper._planned
    keeper.refresh()
    assert {name for name in keeper._planned if name.startswith("freeze")} == {"freeze-1", "freeze-2"}


def test_a_source_that_was_asked_to_rest_rests(small_scene: Scene) -> None:
    keeper = Timekeeper(small_scene.house)
    with small_scene.house.database.write() as session:
        sources.get(session, 2).next_try_at = small_scene.clock() + timedelta(hours=1)
    keeper.collect(2)
    assert small_scene.fetcher.asked == []
    small_scene.clock.pass_time(hours=2)
    keeper.collect(2)
    assert small_scene.fetcher.asked[0].startswith(SITE)


def test_regular_jobs_do_their_part(small_scene: Scene) -> None:
    keeper = Timekeeper(small_scene.house)
    small_scene.look()
    small_scene.clock.pass_time(days=91)
    keeper.digest()
    keeper.deliver()
    keeper.retain()
    with small_scene.house.database.read() as session:
        assert employers.get(session, 1).kind == "own"


def test_a_job_that_fails_says_where_and_not_what(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise ValueError("text of a review")

    _guarded("broken", broken)()
    said = capsys.readouterr()
    assert "ValueError" in said.out + said.err
    assert "text of a review" not in said.out + said.err


@pytest.mark.postgres
def test_a_second_scheduler_on_one_database_is_refused(postgres_url: str) -> None:
    database = Database(postgres_url)
    with (
        schema.only_scheduler(database),
        pytest.raises(Conflict, match="another scheduler"),
        schema.only_scheduler(database),
    ):
        pass
    with schema.only_scheduler(database):
        pass
    database.close()
