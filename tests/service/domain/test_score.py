"""The standing against numbers worked out by hand, and what must hold of it for any reviews."""

from __future__ import annotations

from math import isclose, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain import score
from service.domain.score import Measured, Prior, Rated

stars = st.sampled_from([1.0, 1.5, 2.0, 3.0, 3.5, 4.0, 4.5, 5.0])
rated = st.builds(Rated, stars, st.floats(0, 60))
many = st.lists(rated, min_size=1, max_size=40)
priors = st.builds(Prior, st.floats(1, 5), st.floats(0.1, 2))


def test_the_standing_is_what_the_formula_gives_by_hand() -> None:
    """Weights 1 and 1/2: sum w 1.5, sum w^2 1.25, sum wx 5 + 1 = 6.

    m = (10*3 + 6)/(10 + 1.5) = 36/11.5. Own shares 5: 2/3 and 2: 1/3, mean 4, variance 2/3*1 + 1/3*4 = 2.
    B = 10/11.5; Var = B^2 * 4/11 + (1 - B)^2 * 2 * 1.25/2.25.
    """
    found = score.standing([Rated(5, 0), Rated(2, 6)], Prior(3.0, 2.0))
    pull = 10 / 11.5
    variance = pull**2 * 4 / 11 + (1 - pull) ** 2 * 2 * 1.25 / 2.25
    assert found.mean == pytest.approx(36 / 11.5)
    assert found.variance == pytest.approx(variance)
    assert found.effective_n == pytest.approx(1.8)
    assert found.low == pytest.approx(36 / 11.5 - 1.6448536 * sqrt(variance))
    assert found.high == pytest.approx(36 / 11.5 + 1.6448536 * sqrt(variance))


SHAPE = (0.15, 0.12, 0.15, 0.25, 0.33)
"""A J-shaped panel: shares of 1 to 5 stars, mean 3.49."""
PANEL = Prior(3.49, sqrt(sum(p * (star - 3.49) ** 2 for star, p in enumerate(SHAPE, 1))))


def covered(reviews: int, prior: Prior, like: float = 10, times: int = 1500) -> float:
    """How often the interval holds the true mean of employers drawn around the panel (Dirichlet, strength `like`)."""
    chance, hits = Random(1), 0
    for _ in range(times):
        drawn = [chance.gammavariate(like * share, 1) for share in SHAPE]
        true = sum(star * part for star, part in enumerate(drawn, 1)) / sum(drawn)
        found = score.standing(
            [Rated(chance.choices(score.STARS, drawn)[0], chance.random() * 24) for _ in range(reviews)], prior
        )
        hits += found.low <= true <= found.high
    return hits / times


@pytest.mark.parametrize("reviews", [5, 20, 60])
def test_nine_intervals_of_ten_hold_the_truth_for_employers_like_the_panel(reviews: int) -> None:
    assert covered(reviews, PANEL) == pytest.approx(0.9, abs=0.025)


def test_without_a_panel_the_interval_holds_less_than_it_says_as_the_page_admits() -> None:
    """docs/method.md, "What the interval is worth": whoever mends this may take the warning off the page."""
    assert 0.6 < covered(20, score.UNIFORM) < 0.85


def test_without_reviews_the_standing_is_the_prior() -> None:
    found = score.standing([], score.UNIFORM)
    assert (found.mean, found.effective_n) == (3.0, 0.0)
    assert found.variance == pytest.approx(2 / 11)


def test_one_review_takes_its_spread_from_the_prior() -> None:
    found = score.standing([Rated(5, 0)], Prior(3, 1))
    assert found.variance == pytest.approx((10 / 11) ** 2 / 11 + (1 / 11) ** 2)


def test_a_review_counts_half_after_one_half_life_and_never_more_than_one() -> None:
    assert score.weight(6) == 0.5
    assert score.weight(3, half_life=3) == 0.5
    assert score.weight(-2) == 1.0


@pytest.mark.parametrize(
    ("given_stars", "shares"),
    [
        (3.5, {3: 0.5, 4: 0.5}),
        (5.0, {4: 0.0, 5: 1.0}),
        (1.0, {1: 1.0, 2: 0.0}),
        (0.0, {1: 1.0, 2: 0.0}),
        (9.0, {4: 0.0, 5: 1.0}),
    ],
)
def test_fractional_stars_are_split_between_neighbours(given_stars: float, shares: dict[int, float]) -> None:
    assert score.spread_over_stars(given_stars) == shares


@given(st.floats(1, 5))
def test_splitting_keeps_the_mean(value: float) -> None:
    assert sum(star * share for star, share in score.spread_over_stars(value).items()) == pytest.approx(value)


@given(many)
def test_the_distribution_sums_to_one(reviews: list[Rated]) -> None:
    assert sum(score.distribution(reviews).values()) == pytest.approx(1)


def test_the_distribution_of_nothing_is_nothing() -> None:
    assert score.distribution([]) == dict.fromkeys(score.STARS, 0.0)


@given(many, priors)
def test_the_mean_lies_between_the_prior_and_the_reviews_own(reviews: list[Rated], prior: Prior) -> None:
    found = score.standing(reviews, prior)
    own = sum(star * share for star, share in score.distribution(reviews).items())
    assert min(own, prior.mean) - 1e-9 <= found.mean <= max(own, prior.mean) + 1e-9
    assert 1 <= found.low <= found.mean + 1e-9
    assert found.mean - 1e-9 <= found.high <= 5


@given(st.lists(rated, min_size=2, max_size=15), st.integers(2, 6))
def test_more_reviews_of_the_same_kind_narrow_the_interval(reviews: list[Rated], times: int) -> None:
    few, more = score.standing(reviews, score.UNIFORM), score.standing(reviews * times, score.UNIFORM)
    assert more.effective_n == pytest.approx(few.effective_n * times)
    own = sum(share * star**2 for star, share in score.distribution(reviews).items())
    own -= sum(share * star for star, share in score.distribution(reviews).items()) ** 2
    if own <= 2:  # reviews that disagree more than the prior expected may widen it first: that is honest
        assert more.variance <= few.variance + 1e-12


@given(st.randoms(use_true_random=False), many)
def test_the_order_of_the_reviews_does_not_matter(shuffler: Random, reviews: list[Rated]) -> None:
    shuffled = list(reviews)
    shuffler.shuffle(shuffled)
    one, other = score.standing(reviews, score.UNIFORM), score.standing(shuffled, score.UNIFORM)
    assert isclose(one.mean, other.mean)
    assert isclose(one.variance, other.variance)


@given(many)
def test_the_effective_number_never_exceeds_the_number(reviews: list[Rated]) -> None:
    assert 0 < score.standing(reviews, score.UNIFORM).effective_n <= len(reviews) + 1e-9


def test_platforms_are_combined_by_their_distance_from_the_panel() -> None:
    low, high = Prior(2.5, 1.0), Prior(4.0, 1.0)
    parts = {
        "a": (score.Standing(3.0, 2, 4, 0.04, 30, 20), low, 100),
        "b": (score.Standing(4.0, 3, 5, 0.09, 30, 20), high, 50),
    }
    found = score.combined(parts, {"a": 0.5, "b": 0.5})
    assert found.mean == pytest.approx(0.25)
    assert found.variance == pytest.approx(0.25 * (0.04 + 0.01) + 0.25 * (0.09 + 0.02))


def test_bounds_say_what_the_missing_reviews_could_do() -> None:
    assert score.bounds(4.0, 30, 40) == pytest.approx((3.25, 4.25))
    assert score.bounds(4.0, 40, 40) is None
    assert score.bounds(4.0, 0, 0) is None


def test_wilson_gives_the_textbook_interval() -> None:
    """10 of 20 at 95 %: 0.299 to 0.701 (Brown, Cai & DasGupta 2001 give the formula)."""
    assert score.wilson(10, 20, 0.95) == pytest.approx((0.2993, 0.7007), abs=1e-4)
    assert score.wilson(0, 0) is None


@given(st.integers(1, 500), st.data())
def test_wilson_holds_its_share_and_stays_within_zero_and_one(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    low, high = score.wilson(count, of) or (1, 0)
    assert 0 <= low <= count / of + 1e-12
    assert count / of - 1e-12 <= high <= 1


def test_a_share_of_nothing_has_no_number() -> None:
    assert score.share_of(0, 0) == {"count": 0, "of": 0, "share": None, "low": None, "high": None}


def test_no_cases_among_some_is_a_share_of_zero_not_an_absent_one() -> None:
    told = score.share_of(0, 20)
    assert (told["share"], told["low"]) == (0.0, 0.0)
    assert told["high"] == pytest.approx(0.1192, abs=1e-4)


def test_rogan_gladen_takes_the_classifiers_errors_out() -> None:
    """(0.3 + 0.9 - 1)/(0.8 + 0.9 - 1) = 2/7; variance by the delta method, worked out by hand."""
    true, low, high = score.rogan_gladen(Measured(0.3, 100), Measured(0.8, 200), Measured(0.9, 300)) or (0, 0, 0)
    variance = (0.21 / 100 + (2 / 7) ** 2 * 0.16 / 200 + (5 / 7) ** 2 * 0.09 / 300) / 0.49
    assert true == pytest.approx(2 / 7)
    assert (high - low) / 2 == pytest.approx(1.6448536 * sqrt(variance))


def test_a_perfect_classifier_needs_no_correction() -> None:
    found = score.rogan_gladen(Measured(0.3, 100), Measured(1.0, 50), Measured(1.0, 50))
    assert found is not None
    assert found[0] == pytest.approx(0.3)


@pytest.mark.parametrize(("sensitivity", "specificity"), [(0.5, 0.5), (0.3, 0.6)])
def test_a_classifier_that_tells_nothing_apart_gives_no_share(sensitivity: float, specificity: float) -> None:
    assert score.rogan_gladen(Measured(0.3, 100), Measured(sensitivity, 50), Measured(specificity, 50)) is None
