"""One review erased on demand: gone from rows, captures and cache, and not brought back by the next look."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text

from service.domain.errors import InvalidInput, NotFound
from service.storage.repositories import captures
from service.storage.tables import Base, Capture, Review
from tests.factories import Scene, make_review

SAID = "Det här om förmannen på nattskiftet ska ingen någonsin läsa igen."


@pytest.fixture
def review(scene: Scene) -> Review:
    """A held review that somebody wants erased."""
    review_id = scene.site.publish(make_review(cons=SAID))
    scene.look()
    with scene.house.database.read() as session:
        return session.scalars(select(Review).where(Review.external_id == review_id)).one()


def everything(scene: Scene) -> str:
    """Every row of every table, and every capture unpacked."""
    with scene.house.database.read() as session:
        rows = [str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
        bodies = [captures.body(session, number).decode() for number in session.scalars(select(Capture.id))]
    return "\n".join([*rows, *bodies])


def test_nothing_of_an_erased_review_is_left_and_nothing_brings_it_back(scene: Scene, review: Review) -> None:
    assert SAID in everything(scene)
    done = scene.house.erase(str(review.id))
    assert (done.revisions, done.tickets) == (1, 1)
    assert done.captures >= 1
    left = everything(scene)
    assert SAID not in left
    assert str(review.external_id) not in left
    scene.clock.pass_time(days=8)
    assert scene.look().report.verdict == "reviews"
    with scene.house.database.read() as session:
        assert not session.scalars(select(Review).where(Review.external_id == review.external_id)).all()


def test_a_review_is_named_by_its_address_too(scene: Scene, review: Review) -> None:
    assert review.url
    assert scene.house.erase(review.url).review_id == review.id


@pytest.mark.parametrize(("which", "error"), [("https://nowhere.example/x", InvalidInput), ("999999", NotFound)])
def test_what_names_no_review_is_said(scene: Scene, review: Review, which: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        scene.house.erase(which)


def test_the_http_cache_is_emptied(scene: Scene, review: Review) -> None:
    import sqlite3

    path: Path = scene.house.cache_path
    path.parent.mkdir(parents=True, exist_ok=True)
    cache = sqlite3.connect(path)
    cache.execute("CREATE TABLE entries (data BLOB)")
    cache.execute("INSERT INTO entries VALUES (?)", (SAID.encode(),))
    cache.commit()
    cache.close()
    assert scene.house.erase(str(review.id)).cache
    assert SAID.encode() not in path.read_bytes()


def test_old_reviews_and_events_go_by_their_own_rules(scene: Scene, review: Review) -> None:
    from service.workflows.retain import retain

    gone = retain(scene.house.database, now=scene.clock(), capture_days=90, review_months=12, event_months=1)
    assert (gone.captures, gone.events) == (0, 0)
    with scene.house.database.read() as session:
        dates = [found.published_on for found in session.scalars(select(Review))]
        assert (
            session.execute(text("SELECT count(*) FROM ticket WHERE review_id NOT IN (SELECT id FROM review)")).scalar()
            == 0
        )
    assert all(on is None or (scene.clock().date() - on).days <= 366 for on in dates)
    scene.clock.pass_time(days=40)
    scene.look()
    assert retain(scene.house.database, now=scene.clock(), capture_days=1000, event_months=1).events >= 0
