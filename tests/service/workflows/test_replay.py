"""History read again by a newer parser: told before it is done, and never taken for something the writer did."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

import scrapers
from scrapers.contract import Page, Verdict
from service.storage.tables import Alert, Review, ReviewEvent, Revision, Sighting
from service.workflows.replay import Replayed, replay
from service.workflows.understand import understand
from tests.factories import Scene, make_review


def again(scene: Scene, *, dry_run: bool = False, **chosen: Any) -> Replayed:
    return replay(scene.house.database, now=scene.clock(), dry_run=dry_run, **chosen)


def counted(scene: Scene, table: type) -> int:
    with scene.house.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def other_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version of the parser: it reads titles in capitals, and misses every page's last review."""
    real = scrapers.parse_page

    def read(content: bytes, **told: Any) -> Page:
        page: Page = real(content, **told)
        if page.verdict is not Verdict.REVIEWS:
            return page
        found = tuple(replace(review, title=(review.title or "").upper() or None) for review in page.reviews[:-1])
        return replace(page, reviews=found, parser="demo/2")

    monkeypatch.setattr(scrapers, "parse_page", read)


def test_with_the_same_parser_nothing_changes(scene: Scene) -> None:
    scene.look()
    found = again(scene)
    assert (found.captures, found.new, found.changed, found.lost) == (3, 0, 0, 0)


def test_a_dry_run_tells_what_would_change_and_changes_nothing(scene: Scene, request: pytest.FixtureRequest) -> None:
    scene.look()
    revisions = counted(scene, Revision)
    request.getfixturevalue("other_parser")
    found = again(scene, dry_run=True)
    assert (found.captures, found.new, found.lost) == (3, 0, 3)
    assert found.changed > 10
    assert set(found.fields) == {"title"}
    assert {"review", "field", "before", "now"} == set(found.examples[0])
    assert counted(scene, Revision) == revisions


def test_a_reread_review_has_a_revision_and_no_alert_and_is_no_edit(
    scene: Scene, request: pytest.FixtureRequest
) -> None:
    scene.look()
    reviews = counted(scene, Review)
    request.getfixturevalue("other_parser")
    found = again(scene)
    understand(scene.house.database, now=scene.clock(), channels=["fake"])
    with scene.house.database.read() as session:
        kinds = set(session.scalars(select(ReviewEvent.kind).where(ReviewEvent.kind != "answered")))
        causes = set(session.scalars(select(Revision.cause).where(Revision.number > 1)))
    assert (kinds, causes) == ({"reread"}, {"reread"})
    assert counted(scene, Review) == reviews, "what is no longer read stays"
    assert counted(scene, Alert) == 0
    assert again(scene).changed == 0 < found.changed


def test_an_old_page_does_not_bring_back_what_was_edited_since(scene: Scene) -> None:
    review_id = scene.site.publish(make_review(cons="Först skrev jag så här om skiften."))
    scene.look()
    scene.site.edit(review_id, cons="Sedan skrev jag om det hela.")
    scene.look()
    assert again(scene).changed == 0
    with scene.house.database.read() as session:
        review = session.scalars(select(Review).where(Review.external_id == review_id)).one()
    assert review.revision_number == 2


def test_reviews_that_were_not_read_at_first_are_found(scene: Scene, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("other_parser")
    scene.look()
    few = counted(scene, Review)
    request.getfixturevalue("monkeypatch").undo()
    found = again(scene)
    assert found.new == 3
    assert counted(scene, Review) == few + 3
    understand(scene.house.database, now=scene.clock(), channels=["fake"])
    assert counted(scene, Alert) == 0, "history, whenever it is found"
    assert counted(scene, Sighting) == few + 3


def test_only_one_platform_or_only_since_a_day(scene: Scene) -> None:
    scene.look()
    assert again(scene, platform="indeed").captures == 0
    assert again(scene, platform="demo").captures == 3
    scene.clock.pass_time(days=1)
    assert again(scene, since=scene.clock()).captures == 0
