"""From a review to an answer that was seen: two people, the safety check, the page, and what happens when it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from service.domain.access import Person
from service.domain.answering import AnsweringRules
from service.domain.errors import InvalidInput, NotAllowed, OmdomeError, ReplyBlocked
from service.domain.ticket import ALLOWED, BY_PEOPLE, DISMISS_REASONS, Move, Role, State
from service.storage.repositories import employers, ticket_facts, tickets
from service.storage.tables import Alert, Review, Source, Ticket
from service.workflows.drafting import set_rules
from service.workflows.respond import make_move
from service.workflows.resting import wake_due
from service.workflows.verify import verify
from service.workflows.wishes import Wish
from tests.factories import SAFE, Scene, answered, make_review

ANNA, CHEF = Person("anna", Role.APPROVER), Person("chef", Role.APPROVER)


def bad_review(scene: Scene) -> tuple[str, int]:
    """A bad review on the platform, and its ticket."""
    scene.look()
    external = scene.site.publish(make_review())
    scene.look()
    with scene.house.database.read() as session:
        query = select(Ticket.id).join(Review, Review.id == Ticket.review_id).where(Review.external_id == external)
        return external, session.scalars(query).one()


def moved(scene: Scene, ticket: int, move: Move, person: Person = ANNA, **more: Any) -> str:
    shown = make_move(scene.house.database, ticket, Wish(move, None, **more), person, now=scene.clock())
    return shown.ticket.state


def state(scene: Scene, ticket: int) -> str:
    with scene.house.database.read() as session:
        return tickets.get(session, ticket).state


def test_from_a_review_to_a_seen_answer_and_back_when_the_platform_removes_it(scene: Scene) -> None:
    external, ticket = bad_review(scene)
    moved(scene, ticket, Move.CLAIM)
    moved(scene, ticket, Move.DRAFT, text="Vi vet vem du är. Det där stämmer inte, och våra jurister tittar på det.")
    with pytest.raises(ReplyBlocked, match=r"hints at who wrote the review.*threat"):
        moved(scene, ticket, Move.SUBMIT)
    assert state(scene, ticket) == "drafted"
    moved(scene, ticket, Move.DRAFT, text=SAFE)
    assert moved(scene, ticket, Move.SUBMIT) == "submitted"
    with pytest.raises(ReplyBlocked, match="cools off"):
        moved(scene, ticket, Move.APPROVE, CHEF)
    scene.clock.pass_time(hours=5)
    with pytest.raises(NotAllowed, match="somebody else"):
        moved(scene, ticket, Move.APPROVE)
    assert moved(scene, ticket, Move.APPROVE, CHEF) == "approved"
    assert moved(scene, ticket, Move.POST) == "posted"
    scene.clock.pass_time(hours=1)
    scene.look()
    assert state(scene, ticket) == "posted", "posted is a claim until it was read back"
    scene.site.answer(external, SAFE, scene.clock().date(), "HR")
    scene.look()
    assert state(scene, ticket) == "seen"
    scene.site.withdraw_answer(external)
    scene.look()
    assert state(scene, ticket) == "gone"
    with scene.house.database.read() as session:
        assert session.scalar(select(func.count(Alert.id)).where(Alert.kind == "reply_gone")) == 1
    assert moved(scene, ticket, Move.CLAIM) == "claimed"


def test_through_saved_pages_alone_it_rests_unverifiable_without_nagging(scene: Scene) -> None:
    external, ticket = bad_review(scene)
    scene.clock.pass_time(hours=5)
    with scene.house.database.write() as session:
        for source in session.scalars(select(Source)):
            source.way_in = "import"
    answered(scene, ticket, ANNA, CHEF)
    verify(scene.house.database, now=scene.clock(), channels=["console"])
    assert state(scene, ticket) == "unverifiable"
    scene.clock.pass_time(days=60)
    verify(scene.house.database, now=scene.clock(), channels=["console"])
    with scene.house.database.read() as session:
        assert session.scalar(select(func.count(Alert.id)).where(Alert.kind == "reply_missing")) == 0
    with scene.house.database.write() as session:
        for source in session.scalars(select(Source)):
            source.way_in = "scrape"
    scene.site.answer(external, SAFE, scene.clock().date(), "HR")
    scene.look()
    assert state(scene, ticket) == "seen"


def test_who_answers_alone_approves_on_the_next_working_day_and_it_is_written_down(scene: Scene) -> None:
    _, ticket = bad_review(scene)
    with scene.house.database.read() as session:
        employer = tickets.get(session, ticket).employer_id
    set_rules(scene.house.database, employer, {"sole_responder": True})
    scene.clock.pass_time(hours=5)
    moved(scene, ticket, Move.CLAIM)
    moved(scene, ticket, Move.DRAFT, text=SAFE)
    moved(scene, ticket, Move.SUBMIT)
    with pytest.raises(NotAllowed, match="next working day: from 2026-11-11 08:00"):
        moved(scene, ticket, Move.APPROVE)
    scene.clock.pass_time(hours=20)
    assert moved(scene, ticket, Move.APPROVE) == "approved"
    with scene.house.database.read() as session:
        assert tickets.events(session, ticket)[-1].note == "sole responder: approved by who wrote it"


def test_what_was_sent_back_is_written_anew_and_a_new_text_needs_a_new_approval(scene: Scene) -> None:
    _, ticket = bad_review(scene)
    scene.clock.pass_time(hours=5)
    for move, person, more in (
        (Move.CLAIM, ANNA, {}),
        (Move.DRAFT, ANNA, {"text": SAFE}),
        (Move.SUBMIT, ANNA, {}),
        (Move.RETURN, CHEF, {"note": "nämn schemat"}),
    ):
        moved(scene, ticket, move, person, **more)
    assert state(scene, ticket) == "drafted"
    moved(scene, ticket, Move.DRAFT, text=f"{SAFE} Schemat tar vi upp.")
    with pytest.raises(OmdomeError, match="drafted cannot post"):
        moved(scene, ticket, Move.POST)


def test_the_clock_stands_still_while_a_ticket_rests(scene: Scene) -> None:
    _, ticket = bad_review(scene)
    with scene.house.database.read() as session:
        due = tickets.get(session, ticket).due_at
    scene.clock.pass_time(hours=1)
    back = scene.clock().replace(day=scene.clock().day + 7)
    assert moved(scene, ticket, Move.SNOOZE, until=back, reason="waiting_for_legal") == "snoozed"
    assert wake_due(scene.house.database, now=scene.clock()) == 0
    scene.clock.pass_time(days=7)
    assert wake_due(scene.house.database, now=scene.clock()) == 1
    with scene.house.database.read() as session:
        woken = tickets.get(session, ticket)
        assert woken.state == "open"
        assert (woken.due_at - due).days == 7
        assert (woken.snoozed_at, woken.snoozed_until) == (None, None)


def test_what_waits_for_legal_needs_no_day_and_comes_back_while_people_work(scene: Scene) -> None:
    _, ticket = bad_review(scene)
    assert moved(scene, ticket, Move.SNOOZE, reason="waiting_for_legal") == "snoozed"
    with scene.house.database.read() as session:
        back = tickets.get(session, ticket).snoozed_until
    assert back is not None
    assert back - scene.clock() >= timedelta(days=90)
    moved(scene, ticket, Move.WAKE)
    saturday = scene.clock().replace(day=14, hour=3)
    moved(scene, ticket, Move.SNOOZE, until=saturday)
    with scene.house.database.read() as session:
        monday = tickets.get(session, ticket).snoozed_until
    assert monday == saturday.replace(day=16, hour=7, minute=0), "08:00 on Monday, not in the night to Saturday"
    with pytest.raises(InvalidInput, match="no reason to rest"):
        moved(scene, ticket, Move.SNOOZE, until=saturday, reason="tired")


def test_hours_to_an_answer_do_not_count_the_time_it_rested(scene: Scene) -> None:
    _, ticket = bad_review(scene)
    moved(scene, ticket, Move.SNOOZE, reason="waiting_for_legal")
    scene.clock.pass_time(days=7)
    moved(scene, ticket, Move.WAKE)
    scene.clock.pass_time(hours=2)
    answered(scene, ticket, ANNA, CHEF)
    with scene.house.database.read() as session:
        employer = employers.get(session, tickets.get(session, ticket).employer_id)
        fact = next(
            one
            for one in ticket_facts.gather(session, employer, scene.clock() + timedelta(days=1))
            if one.ticket_id == ticket
        )
    assert fact.business_hours == pytest.approx(2)


def test_a_whistleblowing_matter_leaves_only_for_who_acknowledged_it(scene: Scene) -> None:
    _, ticket = bad_review(scene)
    with pytest.raises(InvalidInput, match="receiver"):
        moved(scene, ticket, Move.DISMISS, reason="whistleblowing")
    assert moved(scene, ticket, Move.DISMISS, reason="whistleblowing", receiver="visselblåsarfunktionen") == "dismissed"
    with scene.house.database.read() as session:
        note = tickets.events(session, ticket)[-1].note
    assert note == "whistleblowing: acknowledged by visselblåsarfunktionen"


@pytest.mark.parametrize(
    "wrong", [{"colour": "red"}, {"cooling_hours": 99}, {"hr_route": "a\nb"}, {"signature": "x" * 201}]
)
def test_a_rule_that_is_none_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        AnsweringRules.of(wrong)


class Queue(RuleBasedStateMachine):
    """Several people make any move at any time; the events always replay to the state that stands."""

    scene: Scene
    ticket: int

    @rule(
        move=st.sampled_from(sorted(BY_PEOPLE)),
        person=st.sampled_from([ANNA, CHEF, Person("bo", Role.RESPONDER), Person("gäst", Role.VIEWER)]),
        stale=st.booleans(),
        reason=st.sampled_from([*DISMISS_REASONS, None]),
    )
    def try_move(self, move: Move, person: Person, stale: bool, reason: str | None) -> None:
        """A move is made whole or not at all."""
        before, version = self._now()
        wish = Wish(
            move, version - 1 if stale else version, reason=reason, note="x", text=SAFE, owner="bo",
            receiver="funktionen", until=self.scene.clock() + timedelta(days=1),
        )  # fmt: skip
        try:
            make_move(self.scene.house.database, self.ticket, wish, person, now=self.scene.clock())
        except OmdomeError:
            assert self._now() == (before, version)
        else:
            assert not stale
            assert person.role >= Role.RESPONDER
            assert State(before) in ALLOWED[move][0]
            assert self._now() == (ALLOWED[move][1].value, version + 1)

    @invariant()
    def events_replay_to_the_state(self) -> None:
        """Nothing happened that is not written down."""
        with self.scene.house.database.read() as session:
            events = tickets.events(session, self.ticket)
            ticket = tickets.get(session, self.ticket)
        assert [event.version for event in events] == list(range(1, len(events) + 1))
        at: str | None = None
        for event in events:
            assert event.from_state == at
            at = event.to_state
        assert (at, len(events)) == (ticket.state, ticket.version)

    def _now(self) -> tuple[str, int]:
        with self.scene.house.database.read() as session:
            ticket = tickets.get(session, self.ticket)
            return ticket.state, ticket.version


def test_no_order_of_moves_breaks_the_queue(scene: Scene) -> None:
    _, ticket = bad_review(scene)
    scene.clock.pass_time(hours=5)
    machine = type("Run", (Queue,), {"scene": scene, "ticket": ticket})
    run = machine.TestCase  # type: ignore[attr-defined]  # hypothesis adds it
    run.settings = settings(
        max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run("runTest").runTest()
