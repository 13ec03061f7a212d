"""When a batch is believed, and when it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from scrapers.contract import LayoutChanged, Page, Review, Verdict
from scrapers.quality import Quality, demand_readable, fill_rates, judge

CAPTURED = datetime(2024, 6, 1, 23, tzinfo=UTC)
GOOD = Review(external_id="r", published_on=date(2024, 5, 4), rating=4, text="Fine")


def make_page(*reviews: Review) -> Page:
    """A page of these reviews."""
    return Page("indeed", Verdict.REVIEWS, reviews=reviews)


def make_reviews(count: int) -> list[Review]:
    return [replace(GOOD, external_id=f"r{n}", text=f"Text {n}") for n in range(count)]


def judged(*reviews: Review, expected: Mapping[str, float] | None = None) -> Quality:
    return judge(make_page(*reviews), expected=expected, reference=CAPTURED)


def test_a_good_batch_is_believed() -> None:
    quality = judged(*make_reviews(6))

    assert (quality.verdict, quality.problems) == (Verdict.REVIEWS, ())
    assert (quality.fill["rating"], quality.fill["pros"], quality.fill["subratings"]) == (1, 0, 0)


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.REVIEWS])
def test_a_page_without_reviews_keeps_its_verdict(verdict: Verdict) -> None:
    assert judge(Page("indeed", verdict)) == Quality(verdict)


def test_a_review_list_without_reviews_is_a_changed_layout() -> None:
    quality = judged()

    assert quality.verdict is Verdict.LAYOUT_CHANGED
    assert quality.problems == ("the page calls itself a review list and holds none",)


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (replace(GOOD, rating=None, text=None), "neither rating nor text"),
        (replace(GOOD, rating=7), "outside 1-5"),
        (replace(GOOD, published_on=None), "not dated"),
        (replace(GOOD, published_on=date(2024, 6, 5)), "future"),
        (replace(GOOD, external_id=None), "no id"),
    ],
)
def test_one_odd_review_is_told_and_most_of_them_are_a_changed_layout(broken: Review, words: str) -> None:
    good = make_reviews(3)
    odd = [replace(broken, external_id=broken.external_id and f"x{n}") for n in range(4)]

    few, many = judged(*good, odd[0]), judged(*good, *odd)

    assert few.verdict is Verdict.REVIEWS
    assert words in few.problems[0]
    assert many.verdict is Verdict.LAYOUT_CHANGED


def test_tomorrow_is_not_the_future_and_without_a_reference_nothing_is() -> None:
    tomorrow, later = (replace(GOOD, published_on=date(2024, 6, day)) for day in (2, 9))

    assert judged(tomorrow).problems == ()
    assert judge(make_page(later)).problems == ()


def test_an_undated_source_without_ids_may_be_believed() -> None:
    assert judged(*(Review(rating=4, text=f"Text {n}") for n in range(3))).verdict is Verdict.REVIEWS


def test_a_repeated_id_is_told_and_the_same_text_everywhere_is_a_changed_layout() -> None:
    reviews = make_reviews(5)

    assert judged(*reviews, reviews[0]).problems[0] == "1 of 6 ids repeat an earlier one"
    assert judged(*reviews, reviews[0]).verdict is Verdict.REVIEWS
    assert judged(*(replace(r, text="Same") for r in reviews)).verdict is Verdict.LAYOUT_CHANGED


def test_a_field_that_went_silent_is_a_changed_layout() -> None:
    quality = judged(*make_reviews(5), expected={"pros": 0.9, "cons": 0.4, "rating": 1.0})

    assert quality.verdict is Verdict.LAYOUT_CHANGED
    assert quality.problems == ("pros is empty in all 5 reviews, though 90% used to have it",)


def test_four_reviews_are_too_few_to_call_a_field_silent() -> None:
    assert judged(*make_reviews(4), expected={"pros": 0.9}).verdict is Verdict.REVIEWS


def test_fill_rates_of_nothing_are_nothing() -> None:
    assert fill_rates(()) == {}


@pytest.mark.parametrize("lost", ["external_id", "published_on", "rating", "text"])
def test_cards_without_their_core_are_refused_by_name(lost: str) -> None:
    nothing: dict[str, Any] = {lost: None}
    reviews = [replace(review, **nothing) for review in make_reviews(3)]

    with pytest.raises(LayoutChanged, match=lost):
        demand_readable(reviews)


def test_no_cards_are_refused_and_a_few_bad_ones_are_not() -> None:
    demand_readable([*make_reviews(3), Review()])
    with pytest.raises(LayoutChanged):
        demand_readable([])
