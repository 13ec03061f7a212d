"""Small rules on values: tickets, permissions, timetables, identity, verification, keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.access import key_digest, new_key
from service.domain.errors import InvalidInput, MoveNotAllowed
from service.domain.identity import CONTENT, content_digest, identity, reply_digest
from service.domain.interchange import json_line
from service.domain.permission import Permission
from service.domain.schedule import Timetable
from service.domain.ticket import ALLOWED, BY_PEOPLE, Move, Rank, Role, State, after, rank
from service.domain.verification import Claim, PublicAnswer, judge

NOW = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", State)
def test_a_move_is_made_or_refused_in_words_by_one_table(move: Move, state: State) -> None:
    starts, end = ALLOWED[move]
    if state in starts:
        assert after(move, state) is end
    else:
        with pytest.raises(MoveNotAllowed, match=f"a ticket that is {state.value} cannot"):
            after(move, state)


def test_every_state_can_be_reached_and_left_by_somebody() -> None:
    reached = {end for _, end in ALLOWED.values()}
    assert reached == set(State)
    assert {state for starts, _ in ALLOWED.values() for state in starts} == set(State)
    assert Move.SEE not in BY_PEOPLE


@pytest.mark.parametrize(
    ("urgent", "tone", "rating", "place"),
    [
        (["safety"], "pos", 5, Rank.URGENT),
        ([], "neg", 4, Rank.NEGATIVE),
        ([], "unsure", 2, Rank.NEGATIVE),
        ([], "neu", 3, Rank.OTHER),
        ([], "unsure", None, Rank.OTHER),
    ],
)
def test_urgent_goes_before_negative_whatever_the_stars(
    urgent: list[str], tone: str, rating: float | None, place: Rank
) -> None:
    assert rank(urgent, tone, rating) is place


def test_roles_by_name() -> None:
    assert Role.parse("approver") > Role.parse("Responder") > Role.parse("viewer") > Role.parse("notify-only")
    assert all(Role.parse(role.label) is role for role in Role)
    with pytest.raises(InvalidInput, match="choose one of notify-only, viewer"):
        Role.parse("king")


@pytest.mark.parametrize(
    ("card", "says"),
    [
        (Permission(None, TODAY, "legal", TODAY), "no permission"),
        (Permission("terms", None, "legal", TODAY), "reviewed"),
        (Permission("terms", TODAY, None, TODAY), "reviewed"),
        (Permission("terms", TODAY + timedelta(days=1), "legal", TODAY), "yet to come"),
        (Permission("terms", TODAY, "legal", None), "no expiry"),
        (Permission("terms", TODAY, "legal", TODAY - timedelta(days=1)), "expired on 2026-11-09"),
    ],
)
def test_a_permission_that_lacks_anything_is_none(card: Permission, says: str) -> None:
    assert says in str(card.missing(TODAY))


def test_a_whole_permission_is_valid_through_its_last_day() -> None:
    assert Permission("terms", TODAY, "legal", TODAY).missing(TODAY) is None


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("every 6h", NOW + timedelta(hours=6)),
        ("every 90m", NOW + timedelta(minutes=90)),
        ("every 1d", NOW + timedelta(days=1)),
        ("0 7 * * mon-fri", datetime(2026, 11, 11, 6, 0, tzinfo=UTC)),
        ("30 12 * * *", datetime(2026, 11, 10, 11, 30, tzinfo=UTC)),
    ],
)
def test_timetables_in_the_employers_zone(text: str, following: datetime) -> None:
    timetable = Timetable.parse(text)
    assert timetable.next_after(NOW, "Europe/Stockholm") == following
    assert timetable.trigger("Europe/Stockholm") is not None


@pytest.mark.parametrize(
    "text", ["", "every", "every 0m", "every -1h", "0 7 * * 1-5", "61 * * * mon", "* * * *", "every ٣h", "x" * 1000]
)
def test_what_is_no_timetable_is_named(text: str) -> None:
    with pytest.raises(InvalidInput, match="no timetable"):
        Timetable.parse(text)


def test_identity_is_the_platforms_id_or_what_was_written_about_whom() -> None:
    record = {"published_on": TODAY, "rating": 5.0, "text": "Bra  jobb"}
    assert identity("x1", 1, record) == identity("x1", 2, {}) == "id:x1"
    assert identity(None, 1, record) == identity(None, 1, {**record, "text": " bra jobb "})
    assert identity(None, 1, record) != identity(None, 2, record)
    assert identity(None, 1, record) != identity(None, 1, {**record, "rating": 4.0})


@given(st.sampled_from([key for key in CONTENT if key != "subratings"]), st.text(min_size=1))
def test_any_changed_content_is_an_edit_and_votes_are_not(key: str, value: str) -> None:
    assert content_digest({}) != content_digest({key: value})
    assert content_digest({key: value}) == content_digest({key: value, "helpful": 7})


def test_a_reply_is_the_same_through_a_platforms_typography() -> None:
    assert reply_digest("Tack  – vi ser\növer “det”") == reply_digest('tack - vi ser över "det"')
    assert reply_digest("Tack") != reply_digest("Tack!")


OURS = Claim("ours", NOW)
SEEN = PublicAnswer("ours", NOW, there=True)
LOST = PublicAnswer("ours", NOW, there=False)
OTHER = PublicAnswer("other", NOW + timedelta(hours=1), there=True)
OLDER = PublicAnswer("other", NOW - timedelta(days=9), there=True)


@pytest.mark.parametrize(
    ("state", "claim", "answers", "readable", "move"),
    [
        (State.OPEN, None, [], True, None),
        (State.OPEN, None, [OTHER], True, Move.SEE),
        (State.CLAIMED, None, [OTHER], True, Move.SEE),
        (State.OPEN, OURS, [OTHER], True, None),
        (State.POSTED, OURS, [], True, None),
        (State.POSTED, OURS, [], False, Move.REST),
        (State.POSTED, OURS, [SEEN], False, Move.SEE),
        (State.POSTED, OURS, [OTHER], True, Move.SEE_DIFFERENT),
        (State.POSTED, OURS, [OLDER], True, None),
        (State.SEEN, OURS, [LOST], True, Move.VANISH),
        (State.SEEN, OURS, [SEEN], True, None),
        (State.GONE, OURS, [SEEN], True, Move.SEE),
        (State.UNVERIFIABLE, OURS, [SEEN], False, Move.SEE),
        (State.UNVERIFIABLE, OURS, [], False, None),
        (State.SEEN_DIFFERENT, OURS, [SEEN], True, Move.SEE),
        (State.DISMISSED, None, [OTHER], True, None),
    ],
)
def test_what_the_public_page_proves(
    state: State, claim: Claim | None, answers: list[PublicAnswer], readable: bool, move: Move | None
) -> None:
    assert judge(state, claim, answers, readable=readable) is move


def test_keys_are_long_recognisable_and_hashed_with_the_secret() -> None:
    key = new_key()
    assert key.startswith("omd_")
    assert len(key) > 40
    assert key != new_key()
    assert key_digest(key, "a" * 32) != key_digest(key, "b" * 32)
    assert len(key_digest("\ud800", "a" * 32)) == 64


def test_one_object_is_one_line_for_every_reader() -> None:
    line = json_line({"text": "a\u2028b\u2029c\x85d\n"})
    assert line.decode().splitlines() == [line.decode()]
    assert b"\\u2028" in line
