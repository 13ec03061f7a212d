"""Collecting a source: what a run brings, says and leaves, whatever happens on the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from scrapers.contract import Blocked, FetchError, PageGone, RobotsForbid, TryLater
from service.demo import publishing
from service.domain.errors import InvalidInput, NotFound
from service.storage.repositories import runs, sources
from service.storage.tables import Alert, Capture, CaptureBody, Look, Review, Revision, Run, Source, Ticket
from service.workflows.collect import collect
from service.workflows.course import open_run
from tests.factories import SITE, Scene, make_review


def counted(scene: Scene, table: type) -> int:
    with scene.house.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def source_of(scene: Scene, number: int = 1) -> Source:
    with scene.house.database.read() as session:
        return sources.get(session, scene.source_ids[number])


def test_first_look_takes_every_page_and_tells_nobody(scene: Scene) -> None:
    done = scene.look()
    assert (done.report.verdict, done.report.pages) == ("reviews", 3)
    assert done.report.tally.new == counted(scene, Review) == 24
    assert done.understood.tickets > 0
    assert counted(scene, Alert) == 0
    assert scene.channel.sent == []


def test_the_platforms_own_figures_are_kept_with_the_look(small_scene: Scene) -> None:
    small_scene.look()
    with small_scene.house.database.read() as session:
        look = session.scalars(select(Look)).first()
    assert look is not None
    assert look.declared_total == 24
    assert sum((look.declared_distribution or {}).values()) == 24


def test_a_second_look_at_the_same_pages_changes_nothing(scene: Scene) -> None:
    scene.look()
    before = [counted(scene, table) for table in (Review, Revision, Capture, Ticket, Alert)]
    done = scene.look()
    assert (done.report.tally.new, done.report.tally.changed, done.report.pages) == (0, 0, 2)  # then: known ground
    assert [counted(scene, table) for table in (Review, Revision, Capture, Ticket, Alert)] == before


def test_news_after_the_first_look_are_told_once(scene: Scene) -> None:
    scene.look()
    publishing.alarming(scene.site, scene.clock().date())
    done = scene.look()
    assert done.report.tally.new == 3
    kinds = sorted(message.kind for message in scene.channel.sent)
    assert kinds == ["negative", "urgent"]
    scene.look()
    assert len(scene.channel.sent) == 2


def test_alerts_hold_no_review_text(small_scene: Scene) -> None:
    small_scene.look()
    small_scene.site.publish(make_review(cons="Orden som inte ska ut", title="Hemlig rubrik"))
    small_scene.look()
    assert small_scene.channel.sent
    assert "inte ska ut" not in repr(small_scene.channel.sent)
    with small_scene.house.database.read() as session:
        assert "inte ska ut" not in repr([alert.payload for alert in session.scalars(select(Alert))])


def test_an_edited_review_gets_a_second_revision(scene: Scene) -> None:
    scene.look()
    review_id = scene.site.publish(make_review(stars=4, cons="", pros="Bra"))
    scene.look()
    scene.site.edit(review_id, stars=1, cons="Allt blev sämre.")
    done = scene.look()
    assert done.report.tally.changed == 1
    with scene.house.database.read() as session:
        review = session.scalars(select(Review).where(Review.external_id == review_id)).one()
        texts = session.scalars(
            select(Revision.cons).where(Revision.review_id == review.id).order_by(Revision.number)
        ).all()
    assert review.revision_number == 2
    assert list(texts) == [None, "Allt blev sämre."]


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (Blocked("no"), "blocked"),
        (PageGone("gone"), "not_found"),
        (RobotsForbid("robots"), "forbidden"),
        (TryLater("busy"), "unreachable"),
        (FetchError("odd"), "unreachable"),
    ],
)
def test_a_page_that_cannot_be_had_is_never_no_reviews(small_scene: Scene, error: FetchError, verdict: str) -> None:
    small_scene.look()
    small_scene.fetcher.planned["*"] = error
    done = small_scene.look()
    assert done.report.verdict == verdict
    assert not done.report.good
    assert counted(small_scene, Review) == 24
    assert source_of(small_scene).blind_since == small_scene.clock()


def test_a_blocked_source_rests_for_hours(small_scene: Scene) -> None:
    small_scene.fetcher.planned["*"] = Blocked("challenge")
    small_scene.look()
    assert source_of(small_scene).next_try_at == small_scene.clock() + timedelta(hours=6)


def test_a_site_that_says_when_is_obeyed(small_scene: Scene) -> None:
    until = small_scene.clock() + timedelta(minutes=40)
    small_scene.fetcher.planned["*"] = TryLater("busy", until)
    small_scene.look()
    assert source_of(small_scene).next_try_at == until


def test_operations_hear_once_of_blindness_and_once_of_recovery(scene: Scene) -> None:
    scene.look()
    scene.fetcher.planned["*"] = TryLater("down")
    for _ in range(5):
        scene.clock.pass_time(hours=6)
        scene.look()
    assert [message.kind for message in scene.channel.sent] == ["blind"]
    scene.fetcher.planned.clear()
    scene.look()
    scene.look()
    assert [message.kind for message in scene.channel.sent] == ["blind", "sight"]


def test_a_page_that_cannot_be_read_is_kept_and_is_not_empty(small_scene: Scene) -> None:
    broken = b'<html><body><h1>Jobbekot</h1><script type="application/json" id="omdomen-data">{"reviews": [</script></body></html>'
    small_scene.fetcher.planned["*"] = broken
    done = small_scene.look()
    assert done.report.verdict in ("layout_changed", "unreadable")
    assert counted(small_scene, CaptureBody) == 1
    assert source_of(small_scene).seeded_at is None


def test_a_page_that_leads_to_another_site_is_not_followed(small_scene: Scene) -> None:
    first = small_scene.fetcher.get(f"{SITE}/arbetsgivare/{small_scene.own}").content
    small_scene.fetcher.planned["*"] = first.replace(
        b"/arbetsgivare/pallvik-logistik?sida=2", b"http://169.254.169.254/latest"
    )
    done = small_scene.look()
    assert all(url.startswith(SITE) for url in small_scene.fetcher.asked)
    assert done.report.pages == 1


def test_without_permission_nothing_is_fetched(small_scene: Scene) -> None:
    with small_scene.house.database.write() as session:
        sources.get(session, small_scene.source_ids[1]).permission_expires_on = date(2026, 11, 9)
    done = small_scene.look()
    assert done.report.verdict == "forbidden"
    assert "expired" in (done.report.error or "")
    assert small_scene.fetcher.asked == []


def test_a_run_that_was_cut_off_is_recorded_as_interrupted(small_scene: Scene) -> None:
    with small_scene.house.database.write() as session:
        cut_off = runs.start(session, small_scene.source_ids[1], small_scene.clock())
    small_scene.look()
    with small_scene.house.database.read() as session:
        run = session.get(Run, cut_off)
    assert run is not None
    assert run.verdict == "interrupted"


def test_an_unknown_source_is_named(small_scene: Scene) -> None:
    with pytest.raises(NotFound, match="no source 99"):
        small_scene.house.look(99)


def test_a_source_of_files_is_not_scraped(small_scene: Scene) -> None:
    with small_scene.house.database.write() as session:
        source = sources.for_files(session, 1, "demo", "import", "employee", small_scene.clock())
    with pytest.raises(InvalidInput, match="omdome import"):
        collect(
            small_scene.house.database,
            small_scene.fetcher,
            open_run(small_scene.house.database, source.id, small_scene.clock()),
            clock=small_scene.clock,
            channels=(),
            max_pages=1,
        )
