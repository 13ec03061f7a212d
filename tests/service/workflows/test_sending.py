"""An approved reply on its way through a platform's API: asked for, sent once, posted, or back with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import func, select

from service.domain.access import Person
from service.domain.errors import DeliveryFailed, DeliveryRefused, InvalidInput, MoveNotAllowed, NotAllowed, Stale
from service.domain.patience import GIVE_UP_AFTER
from service.domain.ports import Destination
from service.domain.ticket import Move, Role
from service.storage.repositories import postings, tickets
from service.storage.tables import Alert, Posting, Reply, Review, Ticket
from service.workflows.respond import make_move
from service.workflows.sending import ask_to_send
from service.workflows.wishes import Wish
from tests.factories import SAFE, Scene, make_review

ANNA, CHEF = Person("anna", Role.RESPONDER), Person("chef", Role.APPROVER)


@dataclass
class FakePoster:
    """Takes replies for the fictional platform, or fails as it is told."""

    slug: str = "demo"
    posted: list[tuple[str | None, str]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def reaches(self, place: Destination) -> bool:
        return place.external_id is not None

    def post(self, place: Destination, text: str) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.posted.append((place.external_id, text))

    def close(self) -> None:
        """Nothing to give back."""


@dataclass
class Desk:
    scene: Scene
    poster: FakePoster
    ticket: int
    external: str

    def move(self, move: Move, person: Person = ANNA, **more: Any) -> None:
        make_move(self.scene.house.database, self.ticket, Wish(move, None, **more), person, now=self.scene.clock())

    def ask(self, person: Person = ANNA, version: int | None = None) -> Posting:
        house = self.scene.house
        return ask_to_send(
            house.database, house.posters, self.ticket, version, person,
            now=self.scene.clock(), reply_limits=house.reply_limits,
        )  # fmt: skip

    def state(self) -> str:
        with self.scene.house.database.read() as session:
            return tickets.get(session, self.ticket).state

    def posting(self) -> Posting:
        with self.scene.house.database.read() as session:
            found = postings.newest(session, self.ticket)
        assert found is not None
        return found

    def told(self) -> int:
        with self.scene.house.database.read() as session:
            return session.scalar(select(func.count(Alert.id)).where(Alert.kind == "reply_refused")) or 0


@pytest.fixture
def scene(looked: Scene) -> Scene:
    """One that has looked."""
    return looked


@pytest.fixture
def desk(scene: Scene) -> Desk:
    """A reply to a bad review, approved by another, on a platform that takes replies by API."""
    poster = FakePoster()
    scene.house.given_posters = {"demo": poster}
    external = scene.site.publish(make_review())
    scene.look()
    scene.clock.pass_time(hours=5)
    with scene.house.database.read() as session:
        query = select(Ticket.id).join(Review, Review.id == Ticket.review_id).where(Review.external_id == external)
        made = Desk(scene, poster, session.scalars(query).one(), external)
    made.move(Move.CLAIM)
    made.move(Move.DRAFT, text=SAFE)
    made.move(Move.SUBMIT)
    made.move(Move.APPROVE, CHEF)
    return made


def test_a_reply_is_sent_once_and_posted_by_who_asked_then_seen(desk: Desk) -> None:
    first, again = desk.ask(), desk.ask()
    assert first.id == again.id
    assert desk.scene.house.send_replies() == 1
    assert desk.scene.house.send_replies() == 0
    assert desk.poster.posted == [(desk.external, SAFE)]
    assert desk.state() == "posted"
    with desk.scene.house.database.read() as session:
        last = tickets.events(session, desk.ticket)[-1]
        assert session.scalars(select(Reply.text)).all() == [SAFE]
    assert (last.move, last.actor, last.note) == ("post", "anna", "through the platform's API")
    desk.scene.clock.pass_time(hours=1)
    desk.scene.site.answer(desk.external, SAFE, desk.scene.clock().date(), "HR")
    desk.scene.look()
    assert desk.state() == "seen"


def test_an_outage_is_waited_out_longer_each_time(desk: Desk) -> None:
    desk.poster.failures = [DeliveryFailed("busy", retry_after=120), DeliveryFailed("down")]
    desk.ask()
    house, clock = desk.scene.house, desk.scene.clock
    assert house.send_replies() == 0
    assert (desk.posting().state, desk.posting().error, desk.state()) == ("waiting", "busy", "approved")
    clock.pass_time(seconds=100)
    assert house.send_replies() == 0, "the platform asked us to stay away for two minutes"
    clock.pass_time(seconds=30)
    assert house.send_replies() == 0
    clock.pass_time(minutes=2)
    assert house.send_replies() == 1
    assert (desk.posting().state, desk.posting().tries, desk.state()) == ("sent", 3, "posted")


@pytest.mark.parametrize(
    "failures", [[DeliveryRefused("no such review")], [DeliveryFailed("down")] * GIVE_UP_AFTER], ids=["no", "never"]
)
def test_what_cannot_be_sent_stays_approved_and_is_told_once(desk: Desk, failures: list[Exception]) -> None:
    desk.poster.failures = list(failures)
    desk.ask()
    for _ in range(len(failures) + 2):
        desk.scene.house.send_replies()
        desk.scene.clock.pass_time(hours=7)
    assert (desk.posting().state, desk.state(), desk.told()) == ("failed", "approved", 1)
    assert desk.poster.posted == []
    with desk.scene.house.database.read() as session:
        assert "could not be sent" in (tickets.events(session, desk.ticket)[-1].note or "")
    desk.ask()
    assert desk.scene.house.send_replies() == 1, "asked again, it is tried again"


def test_what_was_sent_back_meanwhile_is_not_sent(desk: Desk) -> None:
    desk.ask()
    desk.move(Move.RETURN, CHEF, note="nämn schemat")
    assert desk.scene.house.send_replies() == 0
    assert (desk.posting().state, desk.poster.posted) == ("cancelled", [])
    desk.move(Move.DRAFT, text=f"{SAFE} Schemat tar vi upp på måndag.")
    desk.move(Move.SUBMIT)
    desk.move(Move.APPROVE, CHEF)
    desk.ask()
    assert desk.scene.house.send_replies() == 1
    assert [text for _, text in desk.poster.posted] == [f"{SAFE} Schemat tar vi upp på måndag."]


def test_a_sender_that_died_is_followed_by_another_and_the_text_stands_there_once(desk: Desk) -> None:
    desk.ask()
    with desk.scene.house.database.write() as session:
        claimed = postings.claim(session, desk.scene.clock(), desk.scene.clock().replace(minute=59))
        assert claimed is not None
        assert postings.claim(session, desk.scene.clock(), desk.scene.clock()) is None, "one sender at a time"
    assert desk.scene.house.send_replies() == 0
    desk.scene.clock.pass_time(hours=1)
    assert desk.scene.house.send_replies() == 1


def test_a_ticket_that_was_dismissed_while_it_was_sent_says_so(desk: Desk) -> None:
    desk.ask()
    dismiss = Wish(Move.DISMISS, None, reason="legal_matter")
    scene, post = desk.scene, desk.poster.post

    def slow(place: Destination, text: str) -> None:
        post(place, text)
        make_move(scene.house.database, desk.ticket, dismiss, CHEF, now=scene.clock())

    desk.poster.post = slow  # type: ignore[method-assign]  # somebody acts between sending and its record
    assert scene.house.send_replies() == 1
    assert (desk.posting().state, desk.state()) == ("sent", "dismissed")
    with scene.house.database.read() as session:
        assert "was sent through the platform's API" in (tickets.events(session, desk.ticket)[-1].note or "")


def test_who_may_ask_and_when(desk: Desk) -> None:
    with pytest.raises(Stale):
        desk.ask(version=1)
    with pytest.raises(NotAllowed, match="viewer"):
        desk.ask(Person("gäst", Role.VIEWER))
    with pytest.raises(NotAllowed, match="claimed by anna"):
        desk.ask(Person("bo", Role.RESPONDER))
    desk.scene.house.given_posters = {}
    desk.scene.house.__dict__.pop("posters", None)
    with pytest.raises(InvalidInput, match="post it by hand"):
        desk.ask()
    desk.move(Move.RETURN, CHEF, note="x")
    with pytest.raises(MoveNotAllowed):
        desk.ask()
