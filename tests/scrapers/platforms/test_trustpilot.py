"""What is read from Trustpilot's pages and payloads, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from scrapers.contract import Audience, LayoutChanged, Page, Verdict
from scrapers.platforms.trustpilot import PLATFORM
from scrapers.reading.document import Document
from tests.scrapers.pages.trustpilot import (
    make_card,
    make_identity,
    make_linked,
    make_page,
    make_properties,
    make_review,
)


def read(content: bytes, url: str | None = None) -> Page:
    return PLATFORM.read(Document(content, url=url))


def read_properties(**changes: Any) -> Page:
    return read(make_page(make_properties(**changes)))


def test_a_review_is_read_with_its_answer() -> None:
    review = read_properties(reviews=[make_review(answer="We are sorry.")]).reviews[0]

    assert (review.external_id, review.rating, review.helpful) == (make_identity(), 2, 1)
    assert review.url == f"https://www.trustpilot.com/reviews/{make_identity()}"
    assert (review.published_on, review.language) == (date(2023, 5, 6), "en")
    assert (review.title, review.text) == (
        "The kettle number 1 was cold",
        "Nobody warmed kettle 1.\nNot even a little.",
    )
    assert [(r.text, r.published_on) for r in review.responses] == [("We are sorry.", date(2023, 5, 7))]
    assert review.audience is Audience.CUSTOMER


def test_the_page_tells_what_it_declares() -> None:
    page = read_properties()

    assert (page.platform, page.parser, page.verdict) == ("trustpilot", "trustpilot/3", Verdict.REVIEWS)
    assert (page.declared_total, page.declared_total_all, page.declared_rating) == (45, 60, 3.7)
    assert page.declared_distribution == {"1": 10, "2": 5, "3": 5, "4": 10, "5": 30}
    assert (page.employer_name, page.page, len(page.reviews)) == ("Kettle & Sons", 1, 3)
    assert page.next_url == "https://www.trustpilot.com/review/kettle.example?page=2"


def test_the_page_s_own_link_to_the_next_is_preferred() -> None:
    link = '<link rel="next" href="https://se.trustpilot.com/review/kettle.example?stars=1&amp;page=2"/>'

    page = read(make_page(make_properties(), link))

    assert page.next_url == "https://se.trustpilot.com/review/kettle.example?stars=1&page=2"


def test_the_last_page_has_no_next() -> None:
    filters = {"pagination": {"currentPage": 3, "totalCount": 45, "totalPages": 3}}

    page = read_properties(filters=filters)

    assert (page.next_url, page.declared_distribution) == (None, None)


def test_a_mean_of_zero_is_no_mean() -> None:
    assert read_properties(businessUnit={"displayName": "K", "trustScore": 0}).declared_rating is None


def test_a_language_code_of_three_letters_is_not_kept() -> None:
    assert read_properties(reviews=[make_review(language="hmn")]).reviews[0].language is None


def test_the_json_route_answers_like_the_page() -> None:
    payload = json.dumps({"pageProps": make_properties()}).encode()

    assert read(payload, "https://www.trustpilot.com/review/kettle.example").reviews == read_properties().reviews
    with pytest.raises(LayoutChanged, match="cut short"):
        read(payload[:-40])


def test_a_redirect_to_sign_in_is_a_login_wall() -> None:
    state: dict[str, Any] = {"__N_REDIRECT": "/users/connect?redirect=x", "__N_REDIRECT_STATUS": 307}

    assert read(make_page(state)).verdict is Verdict.LOGIN_WALL
    assert read(make_page({"__N_REDIRECT": "/review/other"})).verdict is Verdict.NOT_REVIEWS


@pytest.mark.parametrize(
    ("pagination", "verdict"),
    [
        ({"currentPage": 1, "totalCount": 0, "totalPages": 1}, Verdict.EMPTY),
        ({"currentPage": 9, "totalCount": 45, "totalPages": 3}, Verdict.PAST_END),
    ],
)
def test_an_empty_list_is_believed_when_the_page_says_why(pagination: dict[str, int], verdict: Verdict) -> None:
    assert read_properties(reviews=[], filters={"pagination": pagination}).verdict is verdict


@pytest.mark.parametrize("reviews", [[], None, "many", [{}] * 3, ["x"], [{"key": n, "rating": 4} for n in range(4)]])
def test_a_list_that_cannot_be_read_is_never_empty(reviews: Any) -> None:
    properties = {**make_properties([]), "reviews": reviews}

    with pytest.raises(LayoutChanged):
        read(make_page(properties))


def test_json_ld_stands_in_for_properties_that_changed() -> None:
    page = read(make_page({**make_properties([]), "reviews": None}, make_linked("Somebody", "Nobody")))

    assert [r.external_id for r in page.reviews] == [make_identity(1), make_identity(2)]
    assert (page.declared_total_all, page.declared_rating, page.employer_name) == (60, 3.7, "Kettle & Sons")
    assert page.declared_distribution == {"1": 10, "2": 20, "3": 30, "4": 40, "5": 50}
    assert (page.reviews[0].url, page.reviews[0].language) == (
        f"https://www.trustpilot.com/reviews/{make_identity()}",
        "en",
    )


def test_json_ld_without_its_table_declares_no_star_counts() -> None:
    assert read(make_page(body=make_linked("Somebody", table=False))).declared_distribution is None


def test_json_ld_without_ids_is_a_changed_layout() -> None:
    with pytest.raises(LayoutChanged, match="external_id"):
        read(make_page(body=make_linked("Somebody").replace("#/schema/Review/", "#/other/")))


def test_without_scripts_the_cards_are_read_and_the_carousel_is_not() -> None:
    cards = make_card(9, titled=False) + make_card(1, answer="We are<br>sorry.") + make_card(2)
    page = read(make_page(body=cards))
    review = page.reviews[0]

    assert [r.external_id for r in page.reviews] == [make_identity(1), make_identity(2)]
    assert (review.published_on, review.rating, review.title) == (date(2023, 5, 6), 2, "Cold kettle 1")
    assert (review.text, review.responses[0].text) == ("Nobody warmed it.", "We are\nsorry.")
    assert review.responses[0].published_on == date(2023, 5, 7)


def test_a_card_that_was_edited_is_dated_by_when_it_first_stood_there() -> None:
    page = read(make_page(body=make_card(1, shown="2023-06-01")))

    assert page.reviews[0].published_on == date(2023, 5, 6)


def test_an_id_that_holds_no_time_does_not_date_a_card() -> None:
    card = make_card(1, shown="2023-06-01").replace(make_identity(1), "0" * 24)

    assert read(make_page(body=card)).reviews[0].published_on == date(2023, 6, 1)


def test_cards_without_a_link_are_a_changed_layout() -> None:
    with pytest.raises(LayoutChanged, match="none with a title"):
        read(make_page(body=make_card(titled=False)))


@pytest.mark.parametrize(
    ("content", "known"),
    [
        (make_page(make_properties()), True),
        (json.dumps({"pageProps": make_properties()}).encode(), True),
        (make_page(body=make_card()), True),
        (make_page(), True),
        (b'<html><a href="https://www.trustpilot.com/review/kettle.example">Trust us</a></html>', False),
    ],
)
def test_a_page_is_recognised_by_what_only_trustpilot_writes(content: bytes, known: bool) -> None:
    assert PLATFORM.recognises(Document(content)) is known


def test_pages_are_asked_for_newest_first() -> None:
    url = "https://www.trustpilot.com/review/kettle.example?languages=all&page=4&sort=relevance"

    assert (
        PLATFORM.page_url(url, 2)
        == "https://www.trustpilot.com/review/kettle.example?languages=all&sort=recency&page=2"
    )
    assert PLATFORM.page_url(url, 1) == "https://www.trustpilot.com/review/kettle.example?languages=all&sort=recency"
