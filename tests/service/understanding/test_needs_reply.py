"""Who wants an answer: each clause of the rule, in words."""

import pytest

from service.domain.review import ReviewText, Urgency
from service.understanding import read_batch
from service.understanding.needs_reply import DISAGREES, limits_of

GOOD = "Great team and kind people, I love working here."
BAD = "Toxic managers, constant burnout, and nobody listens to anyone in this place. Stay away."


def reasons(**parts: object) -> tuple[str, ...]:
    reading = read_batch([ReviewText(**parts)])[0]  # type: ignore[arg-type]  # a factory passes any field through
    assert reading.needs_reply == bool(reading.reasons)
    return reading.reasons


def test_a_negative_text_says_how_negative() -> None:
    (reason,) = reasons(text=BAD)
    assert reason.startswith("tone p_negative 0.")
    assert reason.endswith(f" ≥ {limits_of('en').text:.2f}")


@pytest.mark.parametrize(("stars", "reason"), [(1, "stars 1 ≤ 2"), (2, "stars 2 ≤ 2"), (1.5, "stars 1.5 ≤ 2")])
def test_low_stars_want_an_answer_whatever_the_text(stars: float, reason: str) -> None:
    assert reasons(text=GOOD, rating=stars) == (reason, DISAGREES)
    assert reasons(rating=stars) == (reason,)


def test_praise_with_five_stars_wants_none() -> None:
    assert reasons(text=GOOD, rating=5) == ()


def test_text_and_stars_that_say_opposite_things_are_looked_at() -> None:
    assert DISAGREES in reasons(text=BAD, rating=5)
    assert DISAGREES not in reasons(text=BAD, rating=1)
    assert DISAGREES not in reasons(text=BAD)
    assert DISAGREES not in reasons(text="OK.", rating=1, language="sv")


def test_an_employers_own_threshold_goes_before_the_measured_one() -> None:
    assert reasons(text="It is fine here, on the whole, and the pay comes.", reply_from={"en": 0.001})
    assert reasons(text=BAD, reply_from={"en": 0.9999}) == ()
    assert reasons(text=BAD, reply_from={"sv": 0.9999})


def test_an_urgent_matter_wants_one_whatever_the_stars() -> None:
    assert f"urgent: {Urgency.HARASSMENT.value}" in reasons(text=GOOD + " My boss groped me.", rating=5)


def test_three_stars_with_pointed_cons_want_one() -> None:
    pros = "Great people, great benefits, good pay, nice office, lovely team, kind managers and a good canteen."
    cons = "Toxic, dishonest management. They lie, micromanage and humiliate people. Everyone quits, worst place ever."
    assert any(
        reason.startswith("stars 3 and cons p_negative 0.") for reason in reasons(pros=pros, cons=cons, rating=3)
    )
    assert not any("cons" in reason for reason in reasons(pros=pros, cons=cons, rating=4))
    assert not any("cons" in reason for reason in reasons(pros=pros, cons="None", rating=3))
    assert reasons(pros=pros, rating=3) == ()


def test_a_prior_alone_never_asks_for_an_answer() -> None:
    assert reasons(language="sv") == ()
    assert reasons(language="sv", rating=4) == ()
