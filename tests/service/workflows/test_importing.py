"""Importing what a person saved, and being killed at any moment of collecting."""

from __future__ import annotations

import gzip
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from scrapers.reading import Document
from service.bootstrap import open_house
from service.demo import publishing
from service.demo.platform import DemoSite
from service.demo.server import serve_in_background
from service.demo.stage import furnish
from service.domain.settings import Settings
from service.storage.repositories import captures
from service.storage.tables import Alert, Capture, CaptureBody, Employer, Review, Revision, Source
from service.workflows.importing import Imported, SavedPage, import_pages
from service.workflows.retain import erase_captures, retain
from tests.factories import NOON, SITE, Clockwork, FakeChannel, Scene
from tests.service.workflows.killed import run_killed


def saved(scene: Scene, slug: str = "pallvik-logistik", pages: int = 3) -> list[SavedPage]:
    """The listing of an employer, as a person would save it page by page."""
    urls = [f"{SITE}/arbetsgivare/{slug}?sida={number}" for number in range(1, pages + 1)]
    return [SavedPage(f"sida {number}.html", scene.fetcher.get(url).content) for number, url in enumerate(urls, 1)]


def bring(scene: Scene, pages: list[SavedPage], employer: str = "Importverken") -> Imported:
    return import_pages(scene.house.database, employer, pages, clock=scene.clock, channels=["fake"])


def test_saved_pages_come_in_and_a_second_time_bring_nothing(scene: Scene) -> None:
    first = bring(scene, saved(scene))
    again = bring(scene, saved(scene))
    assert (first.tally.new, first.tally.changed, first.failed) == (24, 0, [])
    assert (again.tally.new, again.tally.changed, again.tally.unchanged) == (0, 0, 24)


def test_an_unreadable_file_is_reported_and_the_others_come_in(scene: Scene) -> None:
    junk = [
        SavedPage("bild.png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        SavedPage("tom.html", b""),
        SavedPage("annan.html", b"<html><body><h1>Om oss</h1><p>Vi finns i tre orter.</p></body></html>"),
    ]
    done = bring(scene, [junk[0], *saved(scene, pages=1), *junk[1:]])
    assert done.tally.new == 10
    assert [line.split(":")[0] for line in done.failed] == ["bild.png", "tom.html", "annan.html"]
    with scene.house.database.read() as session:
        assert session.scalar(select(func.count()).select_from(CaptureBody)) == 4


def test_a_gzipped_page_is_the_page(small_scene: Scene) -> None:
    (page,) = saved(small_scene, pages=1)
    assert bring(small_scene, [SavedPage("p.html.gz", gzip.compress(page.content))]).tally.new == 10


def test_the_same_review_through_two_ways_in_is_one(scene: Scene) -> None:
    scene.look()
    done = bring(scene, saved(scene))
    assert (done.tally.new, done.tally.unchanged) == (0, 24)


def test_the_employer_is_made_once_with_a_source_for_each_platform(small_scene: Scene) -> None:
    bring(small_scene, saved(small_scene, pages=1))
    bring(small_scene, saved(small_scene, pages=2))
    with small_scene.house.database.read() as session:
        employer = session.scalars(select(Employer).where(Employer.name == "Importverken")).one()
        ways = session.scalars(select(Source.way_in).where(Source.employer_id == employer.id)).all()
    assert list(ways) == ["import"]


def test_no_alias_of_a_writer_is_left_in_any_row_or_capture(scene: Scene) -> None:
    content = scene.fetcher.get(f"{SITE}/arbetsgivare/pallvik-logistik").content
    aliases = {node.text() for node in Document(content).tree.css(".skribent")} - {""}
    assert aliases
    scene.look()
    with scene.house.database.read() as session:
        kept = [captures.body(session, number).decode() for number in session.scalars(select(Capture.id))]
        rows = repr([vars(row) for table in (Review, Revision) for row in session.scalars(select(table))])
    for alias in aliases:
        assert alias not in rows
        assert not any(alias in body for body in kept)


def test_captures_are_let_go_in_time_and_erased_on_demand(scene: Scene) -> None:
    scene.look()
    with scene.house.database.read() as session:
        numbers = list(session.scalars(select(Capture.id)))
    assert erase_captures(scene.house.database, numbers[:1]) == 1
    assert erase_captures(scene.house.database, numbers[:1]) == 0
    scene.clock.pass_time(days=90)
    assert retain(scene.house.database, now=scene.clock(), capture_days=90).captures == 0
    scene.clock.pass_time(seconds=1)
    assert retain(scene.house.database, now=scene.clock(), capture_days=90).captures == len(numbers) - 1
    with scene.house.database.read() as session:
        assert session.scalar(select(func.count()).select_from(CaptureBody)) == 0
        assert session.scalar(select(func.count()).select_from(Review)) == 24


@pytest.mark.parametrize("batch", range(5))
def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_there_twice(tmp_path: Path, batch: int) -> None:
    """25 kills, five to a database that goes on after each: first while it is seeded, then while news come in."""
    site = DemoSite(NOON.date())
    with serve_in_background(site) as base:
        host = base.removeprefix("http://")
        settings = Settings(data_dir=tmp_path, pace_seconds=0, allow_hosts=frozenset({host}))
        with open_house(settings, Clockwork(), {"fake": FakeChannel()}) as house:
            furnish(house, site, base)
            _ = house.database
        ends = Counter(run_killed(tmp_path, host, 2, 60 + batch * 97 + kill * 431) for kill in range(3))
        with open_house(settings, Clockwork(), {"fake": FakeChannel()}) as house:
            house.look(2)
        publishing.alarming(site, NOON.date())
        ends += Counter(run_killed(tmp_path, host, 2, 80 + batch * 61 + kill * 277) for kill in range(2))
        channel = FakeChannel()
        with open_house(settings, Clockwork(), {"fake": channel}) as house:
            house.look(2)
            house.clock.pass_time(minutes=10)  # type: ignore[attr-defined]  # a Clockwork
            house.deliver()
            with house.database.read() as session:
                ids = Counter(session.scalars(select(Review.external_id)))
                unread = session.scalar(select(func.count()).select_from(Revision).where(Revision.read_by.is_(None)))
                alerts = Counter((alert.kind, alert.state) for alert in session.scalars(select(Alert)))
    assert ends[-9] >= 3, ends
    assert len(ids) == 27
    assert set(ids.values()) == {1}
    assert unread == 0
    assert alerts == {("urgent", "sent"): 1, ("negative", "sent"): 1}
    with sqlite3.connect(tmp_path / "omdome.db") as rows:
        assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
