"""Moves on tickets: who may make which, what the state permits, and who wins when two try."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from service.domain.access import Person
from service.domain.errors import InvalidInput, MoveNotAllowed, NotAllowed, NotFound, OmdomeError, Stale
from service.domain.ticket import Move, Role, State
from service.storage.repositories import tickets
from service.storage.repositories.narrowing import Narrow
from service.storage.repositories.tickets import Shown
from service.workflows.respond import make_move
from service.workflows.wishes import Wish, parse_move, parse_state
from tests.factories import Scene, answered

ANNA = Person("anna", Role.RESPONDER)
BO = Person("bo", Role.RESPONDER)
CHEF = Person("chef", Role.APPROVER)
GUEST = Person("guest", Role.VIEWER)


@pytest.fixture
def scene(looked: Scene) -> Scene:
    """One that has looked."""
    return looked


@pytest.fixture
def ticket(scene: Scene) -> int:
    """An open ticket of a Swedish review."""
    with scene.house.database.read() as session:
        return tickets.queue(session, limit=1, narrow=Narrow(states=(State.OPEN,), language="sv"))[0].ticket.id


def move(scene: Scene, ticket: int, wish: Wish, person: Person = ANNA) -> Shown:
    return make_move(scene.house.database, ticket, wish, person, now=scene.clock())


def test_from_claim_to_post_leaves_a_posted_ticket_and_its_whole_history(scene: Scene, ticket: int) -> None:
    scene.clock.pass_time(hours=5)
    shown = answered(scene, ticket, ANNA, CHEF)
    assert (shown.ticket.state, shown.ticket.version) == ("posted", 6)
    with scene.house.database.read() as session:
        told = [
            (event.move, event.from_state, event.to_state, event.actor) for event in tickets.events(session, ticket)
        ]
    assert told == [
        ("open", None, "open", "omdome"),
        ("claim", "open", "claimed", "anna"),
        ("draft", "claimed", "drafted", "anna"),
        ("submit", "drafted", "submitted", "anna"),
        ("approve", "submitted", "approved", "chef"),
        ("post", "approved", "posted", "anna"),
    ]


def test_second_claim_is_a_conflict_even_with_a_stale_version(scene: Scene, ticket: int) -> None:
    move(scene, ticket, Wish(Move.CLAIM, 1))
    with pytest.raises(MoveNotAllowed, match="claimed cannot claim"):
        move(scene, ticket, Wish(Move.CLAIM, 1), BO)


def test_an_allowed_move_on_an_old_version_is_stale(scene: Scene, ticket: int) -> None:
    move(scene, ticket, Wish(Move.CLAIM, 1))
    with pytest.raises(Stale, match="version 1"):
        move(scene, ticket, Wish(Move.RELEASE, 1))


def test_without_a_version_the_ticket_is_moved_as_it_is(scene: Scene, ticket: int) -> None:
    assert move(scene, ticket, Wish(Move.CLAIM, None)).ticket.owner == "anna"


def test_released_ticket_is_anybodys(scene: Scene, ticket: int) -> None:
    move(scene, ticket, Wish(Move.CLAIM, 1))
    shown = move(scene, ticket, Wish(Move.RELEASE, 2))
    assert (shown.ticket.state, shown.ticket.owner) == ("open", None)


def test_others_keep_their_hands_off_a_claimed_ticket_but_an_approver_may_release_it(scene: Scene, ticket: int) -> None:
    move(scene, ticket, Wish(Move.CLAIM, 1))
    with pytest.raises(NotAllowed, match="claimed by anna"):
        move(scene, ticket, Wish(Move.RELEASE, 2), BO)
    with pytest.raises(NotAllowed, match="claimed by anna"):
        move(scene, ticket, Wish(Move.DRAFT, 2, text="Hej"), CHEF)
    assert move(scene, ticket, Wish(Move.RELEASE, 2), CHEF).ticket.state == "open"


def test_a_viewer_moves_nothing(scene: Scene, ticket: int) -> None:
    with pytest.raises(NotAllowed, match="viewer"):
        move(scene, ticket, Wish(Move.CLAIM, 1), GUEST)


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (Wish(Move.DRAFT, 1, text="  "), "needs its text"),
        (Wish(Move.DRAFT, 1, text="a" * 20_001), "20001 characters"),
        (Wish(Move.RETURN, 1), "needs a note"),
        (Wish(Move.ASSIGN, 1, owner=" "), "needs an owner"),
        (Wish(Move.SNOOZE, 1), "needs `until`"),
        (Wish(Move.SNOOZE, 1, until=datetime(2020, 1, 1, tzinfo=UTC)), "needs `until`"),
        (Wish(Move.DISMISS, 1, reason="whistleblowing"), "name it as `receiver`"),
        (Wish(Move.DISMISS, 1, reason="bored"), "no reason to dismiss"),
        (Wish(Move.DISMISS, 1), "no reason to dismiss"),
        (Wish(Move.DISMISS, 1, reason="other"), "needs a note"),
    ],
)
def test_a_wish_that_lacks_something_is_refused_in_words(small_scene: Scene, wish: Wish, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        make_move(small_scene.house.database, 1, wish, ANNA, now=small_scene.clock())


def test_dismissed_with_its_reason_and_reopened(scene: Scene, ticket: int) -> None:
    shown = move(scene, ticket, Wish(Move.DISMISS, 1, reason="legal_matter", note="hos juristen"))
    assert shown.ticket.state == "dismissed"
    assert shown.ticket.closed_at == scene.clock()
    with scene.house.database.read() as session:
        assert tickets.events(session, ticket)[-1].note == "legal_matter: hos juristen"
    again = move(scene, ticket, Wish(Move.REOPEN, 2))
    assert (again.ticket.state, again.ticket.closed_at) == ("open", None)


def test_of_twenty_who_claim_at_once_one_wins(scene: Scene, ticket: int) -> None:
    def attempt(number: int) -> str:
        try:
            move(scene, ticket, Wish(Move.CLAIM, 1), Person(f"person {number}", Role.RESPONDER))
        except OmdomeError as refusal:
            return type(refusal).__name__
        return "won"

    with ThreadPoolExecutor(20) as pool:
        ends = list(pool.map(attempt, range(20)))
    assert ends.count("won") == 1
    assert set(ends) <= {"won", "MoveNotAllowed", "Stale"}
    with scene.house.database.read() as session:
        assert len(tickets.events(session, ticket)) == 2


def test_names_of_moves_and_states_are_checked(small_scene: Scene) -> None:
    assert parse_move("claim") is Move.CLAIM
    assert parse_state("open") == "open"
    for wrong in ("see", "explode"):
        with pytest.raises(InvalidInput, match="no move"):
            parse_move(wrong)
    with pytest.raises(InvalidInput, match="no state"):
        parse_state("lost")


def test_an_unknown_ticket_is_named(small_scene: Scene) -> None:
    with pytest.raises(NotFound, match="no ticket 7"):
        make_move(small_scene.house.database, 7, Wish(Move.CLAIM, 1), ANNA, now=small_scene.clock())
