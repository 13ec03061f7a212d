"""A reply is done when it was read back from the public page; until then it is a claim."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from service.domain.access import Person
from service.domain.ticket import Move, Role
from service.storage.repositories import replies, tickets
from service.storage.tables import Alert, Review, Source, Ticket
from service.workflows.respond import make_move
from service.workflows.verify import verify
from service.workflows.wishes import Wish
from tests.factories import Scene, answered, make_review

ANNA, CHEF = Person("anna", Role.RESPONDER), Person("chef", Role.APPROVER)
TEXT = "Tack för att du berättar – vi ser över schemat."


@pytest.fixture
def scene(looked: Scene) -> Scene:
    """One that has looked."""
    return looked


@pytest.fixture
def review_id(scene: Scene) -> str:
    """A bad review on the platform, with an open ticket here."""
    published = scene.site.publish(make_review())
    scene.look()
    return published


def ticket_of(scene: Scene, review_id: str) -> Ticket:
    with scene.house.database.read() as session:
        query = select(Ticket).join(Review, Review.id == Ticket.review_id).where(Review.external_id == review_id)
        return session.scalars(query).one()


def answer(scene: Scene, review_id: str) -> None:
    ticket = ticket_of(scene, review_id)
    scene.clock.pass_time(hours=5)
    answered(scene, ticket.id, ANNA, CHEF, TEXT)
    scene.clock.pass_time(hours=1)


def test_a_posted_reply_is_seen_when_the_page_shows_it(scene: Scene, review_id: str) -> None:
    answer(scene, review_id)
    scene.look()
    assert ticket_of(scene, review_id).state == "posted"
    scene.site.answer(review_id, TEXT.upper().replace("–", "-"), scene.clock().date(), "HR")
    scene.look()
    ticket = ticket_of(scene, review_id)
    assert (ticket.state, ticket.closed_at) == ("seen", scene.clock())
    with scene.house.database.read() as session:
        assert replies.of_ticket(session, ticket.id)[0].seen_at == scene.clock()


def test_another_text_than_ours_is_seen_different(scene: Scene, review_id: str) -> None:
    answer(scene, review_id)
    scene.site.answer(review_id, "Något helt annat.", scene.clock().date(), "HR")
    scene.look()
    assert ticket_of(scene, review_id).state == "seen_different"


def test_a_reply_that_vanishes_is_gone_and_seen_again_when_it_returns(scene: Scene, review_id: str) -> None:
    answer(scene, review_id)
    scene.site.answer(review_id, TEXT, scene.clock().date(), "HR")
    scene.look()
    scene.site.withdraw_answer(review_id)
    scene.look()
    assert ticket_of(scene, review_id).state == "gone"
    scene.site.answer(review_id, TEXT, scene.clock().date(), "HR")
    scene.look()
    assert ticket_of(scene, review_id).state == "seen"


def test_an_answer_written_outside_the_product_is_adopted(scene: Scene, review_id: str) -> None:
    scene.site.answer(review_id, "Svarat direkt på sidan.", scene.clock().date(), "Vd")
    scene.look()
    ticket = ticket_of(scene, review_id)
    assert ticket.state == "seen"
    assert ticket.answered_at == scene.clock()


def test_where_no_way_in_looks_again_a_claim_rests(scene: Scene, review_id: str) -> None:
    with scene.house.database.write() as session:
        for source in session.scalars(select(Source)):
            source.way_in = "import"
    answer(scene, review_id)
    assert verify(scene.house.database, now=scene.clock()) == 1
    assert ticket_of(scene, review_id).state == "unverifiable"
    assert verify(scene.house.database, now=scene.clock()) == 0
    with scene.house.database.read() as session:
        assert [event.actor for event in tickets.events(session, ticket_of(scene, review_id).id)][-1] == "omdome"


def told(scene: Scene, kind: str) -> int:
    with scene.house.database.read() as session:
        return session.scalar(select(func.count(Alert.id)).where(Alert.kind == kind)) or 0


def test_a_reply_that_vanishes_is_told_once_and_may_be_claimed_again(scene: Scene, review_id: str) -> None:
    answer(scene, review_id)
    scene.site.answer(review_id, TEXT, scene.clock().date(), "HR")
    scene.look()
    scene.site.withdraw_answer(review_id)
    scene.look()
    scene.look()
    assert told(scene, "reply_gone") == 1
    ticket = ticket_of(scene, review_id)
    shown = make_move(scene.house.database, ticket.id, Wish(Move.CLAIM, None), ANNA, now=scene.clock())
    assert shown.ticket.state == "claimed"


def test_a_reply_not_seen_in_a_week_is_back_in_the_queue_with_an_alert(scene: Scene, review_id: str) -> None:
    answer(scene, review_id)
    scene.clock.pass_time(days=6)
    scene.look()
    assert ticket_of(scene, review_id).state == "posted"
    scene.clock.pass_time(days=2)
    assert verify(scene.house.database, now=scene.clock()) == 0, "only a look that covers the review counts"
    scene.look()
    ticket = ticket_of(scene, review_id)
    assert (ticket.state, ticket.owner, ticket.answered_at) == ("open", None, None)
    assert told(scene, "reply_missing") == 1


def test_ten_healthy_looks_that_miss_it_are_enough_after_three_days(scene: Scene, review_id: str) -> None:
    answer(scene, review_id)
    for _ in range(9):
        scene.clock.pass_time(hours=8)
        scene.look()
    assert ticket_of(scene, review_id).state == "posted"
    scene.clock.pass_time(hours=2)
    scene.look()
    assert ticket_of(scene, review_id).state == "open"
