"""The life of a review: edited, answered, removed, back; through one way in or several, and never lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from scrapers.fetch import Fetched
from service.demo.platform import DemoSite
from service.storage.repositories import life, runs, sources, tickets
from service.storage.tables import Review, ReviewEvent, Revision, Run, Sighting, Ticket
from service.workflows.cycle import Round
from service.workflows.importing import SavedPage, import_pages
from tests.factories import SITE, FakeFetcher, Scene, make_review

WEEK = {"days": 7, "minutes": 1}


def full_look(scene: Scene) -> Round:
    """The look of a week later, which reads the whole list."""
    scene.clock.pass_time(**WEEK)
    return scene.look()


def run_of(scene: Scene, done: Round) -> Run:
    with scene.house.database.read() as session:
        return session.get_one(Run, done.report.run_id)


def turns(scene: Scene, external_id: str) -> list[str]:
    with scene.house.database.read() as session:
        review = session.scalars(select(Review).where(Review.external_id == external_id)).one()
        return [event.kind for event in life.of_review(session, review.id)]


def held(scene: Scene, external_id: str) -> Review:
    with scene.house.database.read() as session:
        return session.scalars(select(Review).where(Review.external_id == external_id)).one()


def oldest(scene: Scene) -> str:
    with scene.house.database.read() as session:
        found = session.scalars(
            select(Review.external_id).where(Review.employer_id == 2).order_by(Review.published_on)
        ).first()
    assert found
    return found


def test_a_list_read_to_its_end_is_complete_and_known_ground_is_not(scene: Scene) -> None:
    first, second = run_of(scene, scene.look()), run_of(scene, scene.look())
    assert (first.full, first.complete) == (True, True)
    assert (second.full, second.complete) == (False, False)


def test_a_review_missing_from_one_complete_list_still_stands(scene: Scene) -> None:
    scene.look()
    gone = oldest(scene)
    scene.site.remove(gone)
    assert full_look(scene).report.gone == 0
    assert held(scene, gone).removed_at is None


def test_a_review_missing_from_two_complete_lists_is_removed_and_may_return(scene: Scene) -> None:
    review_id = scene.site.publish(make_review(on=date(2026, 1, 5)))
    scene.look()
    kept = scene.site.review(review_id)
    scene.site.remove(review_id)
    full_look(scene)
    done = full_look(scene)
    assert (done.report.gone, run_of(scene, done).gone) == (1, 1)
    assert held(scene, review_id).removed_at == scene.clock()
    assert turns(scene, review_id) == ["removed"]
    scene.site._removed.discard(review_id)
    scene.site._keep(kept)
    scene.site._touch(scene.own)
    back = full_look(scene)
    assert (back.report.tally.returned, run_of(scene, back).returned) == (1, 1)
    assert held(scene, review_id).removed_at is None
    assert turns(scene, review_id) == ["removed", "returned"]


def test_looks_that_stop_at_known_ground_never_count_anything_as_gone(scene: Scene) -> None:
    scene.look()
    gone = oldest(scene)
    scene.site.remove(gone)
    for _ in range(4):
        scene.clock.pass_time(hours=6)
        scene.look()
    assert held(scene, gone).removed_at is None


def test_an_edit_on_a_deep_page_is_found_by_the_full_look(scene: Scene) -> None:
    scene.look()
    review_id = oldest(scene)
    scene.site.edit(review_id, cons="Nu är vi bara fyra kvar på skiftet.")
    assert full_look(scene).report.tally.changed == 1
    assert turns(scene, review_id) == ["edited"]


def test_while_a_reply_waits_to_be_seen_every_page_is_read(scene: Scene) -> None:
    scene.look()
    with scene.house.database.write() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.state == "open", Ticket.employer_id == 2)).first()
        assert ticket is not None
        ticket.state = "posted"
    scene.clock.pass_time(hours=6)
    assert scene.look().report.pages == 3


def test_answers_appear_change_and_go(scene: Scene) -> None:
    review_id = scene.site.publish(make_review(stars=3))
    scene.look()
    answer = scene.site.answer(review_id, "Tack för att du berättar.", scene.clock().date(), "HR")
    scene.look()
    scene.site.withdraw_answer(review_id, answer)
    second = scene.site.answer(review_id, "Tack. Schemat görs om i maj.", scene.clock().date(), "HR")
    scene.look()
    scene.site.withdraw_answer(review_id, second)
    scene.look()
    assert turns(scene, review_id) == ["answered", "answer_edited", "answer_gone"]


def test_when_nothing_we_hold_is_found_again_the_list_is_another_one(scene: Scene) -> None:
    scene.look()
    other = DemoSite(scene.clock().date())
    for review in list(other._of(scene.own)):
        other.remove(review.id)
        other.publish(replace(review, id="", title=f"Ett annat ställe än {review.title}"))
    scene.house.__dict__["fetcher"] = _Elsewhere(scene, other)
    scene.clock.pass_time(hours=6)
    done = scene.look()
    assert done.report.verdict == "layout_changed"
    assert "none of them was found again" in (done.report.error or "")


def test_a_proven_empty_list_is_not_believed_while_reviews_are_held(scene: Scene) -> None:
    scene.look()
    for slug, _ in scene.site.employers:
        for review in list(scene.site._of(slug)):
            scene.site.remove(review.id)
    done = full_look(scene)
    assert (done.report.verdict, done.report.gone) == ("layout_changed", 0)
    assert "proves that it is empty" in (done.report.error or "")


class _Elsewhere(FakeFetcher):
    """Answers every address with another site's pages."""

    def __init__(self, scene: Scene, site: DemoSite, final: str | None = None) -> None:
        super().__init__(site, scene.clock)
        self._final = final

    def get(self, url: str, *, fresh: bool = False) -> Fetched:
        found = super().get(self._final or url, fresh=fresh)
        return Fetched(
            url, found.final_url, 200, found.content, {}, found.content_type, found.fetched_at, unchanged=False
        )


@pytest.mark.parametrize("looked_before", [True, False])
def test_an_address_that_leads_to_another_employer_is_not_taken_for_ours(scene: Scene, looked_before: bool) -> None:
    if looked_before:
        scene.look()
    scene.house.__dict__["fetcher"] = _Elsewhere(scene, scene.site, f"{SITE}/arbetsgivare/ekorrbo-logistik")
    elsewhere = next(slug for slug, _ in scene.site.employers if slug not in scene.own and "ljus" not in slug)
    scene.house.__dict__["fetcher"]._final = f"{SITE}/arbetsgivare/{elsewhere}"
    before = len(reviews_of(scene))
    done = scene.look()
    assert done.report.verdict == "moved"
    assert "check whose it is" in (done.report.error or "")
    assert len(reviews_of(scene)) == before


def reviews_of(scene: Scene) -> list[Review]:
    with scene.house.database.read() as session:
        return list(session.scalars(select(Review).where(Review.employer_id == 2)))


def test_old_reviews_that_turn_up_late_are_history_and_no_news(scene: Scene) -> None:
    scene.look()
    scene.site.publish(make_review(on=date(2025, 3, 1)))
    scene.site.publish(make_review(on=date(2026, 11, 9), title="Ny i dag"))
    done = full_look(scene)
    assert done.report.tally.new == 2
    told = [message for message in scene.channel.sent if message.kind in ("negative", "urgent")]
    assert len(told) == 1


def page(scene: Scene) -> bytes:
    return scene.fetcher.get(f"{SITE}/arbetsgivare/{scene.own}").content


def test_the_same_review_through_two_ways_in_is_one(scene: Scene) -> None:
    scene.look()
    with scene.house.database.read() as session:
        name = sources.every(session)[1][1].name
    done = import_pages(
        scene.house.database, name, [SavedPage("a.html", page(scene))], clock=scene.clock, channels=["fake"]
    )
    assert (done.tally.new, done.tally.changed) == (0, 0)
    with scene.house.database.read() as session:
        shown = session.scalars(select(Sighting).where(Sighting.source_id == 4)).all()
        kinds = session.scalars(select(ReviewEvent.kind)).all()
        assert len(session.scalars(select(Revision)).all()) == len(session.scalars(select(Review)).all())
    assert len(shown) == 10
    assert set(kinds) <= {"answered"}


def test_a_run_says_what_it_came_to(scene: Scene) -> None:
    scene.look()
    with scene.house.database.read() as session:
        run = runs.latest(session, scene.source_ids[1])
        source = sources.get(session, scene.source_ids[1])
    assert run is not None
    assert (run.seen, run.new, run.complete) == (24, 24, True)
    assert (source.state, source.state_reason) == ("healthy", "the whole list was read")
    assert source.last_full_at == scene.clock()
    assert source.full_every_days == timedelta(days=7).days


def test_the_ticket_hears_that_its_review_was_edited_or_removed(scene: Scene) -> None:
    review_id = scene.site.publish(make_review(on=date(2026, 1, 5)))
    scene.look()
    with scene.house.database.read() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.review_id == held(scene, review_id).id)).one()
    scene.site.edit(review_id, cons="Vi är ännu färre nu och ingen lyssnar.")
    full_look(scene)
    scene.site.remove(review_id)
    full_look(scene)
    full_look(scene)
    with scene.house.database.read() as session:
        notes = [event.note for event in tickets.events(session, ticket.id) if event.move == "note"]
        assert tickets.get(session, ticket.id).version == ticket.version + 2
    assert notes == ["the review was edited: revision 2", "the review was removed from the platform"]
