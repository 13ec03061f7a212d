"""What is read from Indeed's pages, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scrapers.contract import Audience, LayoutChanged, Page, Verdict
from scrapers.platforms.indeed import PLATFORM
from scrapers.reading.document import Document
from tests.scrapers.pages.indeed import ANSWER, make_card, make_item, make_list, make_page, make_points, make_state


def read(content: bytes, url: str | None = None) -> Page:
    return PLATFORM.read(Document(content, url=url))


def read_state(**changes: Any) -> Page:
    return read(make_page(make_state(**changes)))


def listed(items: Any, **changes: Any) -> dict[str, Any]:
    return {"reviewsList": {**make_state()["reviewsList"], "items": items, **changes}}


def test_a_review_is_read_with_all_its_fields() -> None:
    review = read_state().reviews[0]

    assert review.external_id == "abcdef0000000001"
    assert review.url == "https://nl.indeed.com/cmp/Botenhuis/reviews/fijne-zomer?id=abcdef0000000001"
    assert (review.published_on, review.rating) == (date(2024, 11, 6), 4)
    assert (review.title, review.text) == ("Fijne zomer nummer 1", "We bouwden 1 boten\nen dronken thee\xa0samen.")
    assert (review.pros, review.cons, review.language) == ("Thee", None, None)
    assert (review.employment, review.job_title, review.location) == ("current", "Botenbouwer", "Zandstad")
    assert (review.helpful, review.audience) == (3, Audience.EMPLOYEE)


def test_the_page_tells_what_it_declares() -> None:
    page = read_state()

    assert (page.platform, page.parser, page.verdict) == ("indeed", "indeed/1", Verdict.REVIEWS)
    assert (page.declared_total, page.declared_total_all, page.declared_rating) == (23, 90, 3.4)
    assert page.declared_distribution == {"1": 10, "2": 10, "3": 20, "4": 20, "5": 30}
    assert (page.employer_name, page.page) == ("Botenhuis", 1)
    assert page.next_url == "https://nl.indeed.com/cmp/Botenhuis/reviews?start=20"


def test_a_rating_of_zero_was_not_given() -> None:
    page = read_state()

    assert page.reviews[0].subratings == {"work_life_balance": 5}
    assert page.declared_subratings == {"work_life_balance": 3.5}


def test_a_language_is_kept_only_where_it_is_declared() -> None:
    page = read_state(**listed([make_item(text={"text": "We built boats", "languageTag": "en-NL"})]))

    assert page.reviews[0].language == "en"


def test_only_official_comments_are_answers_and_the_oldest_comes_first() -> None:
    comments = [
        {"commentText": {"text": "Later"}, "date": "9 november 2024", "isOfficial": True},
        {"commentText": {"text": "Somebody else"}, "date": "8 november 2024", "isOfficial": False},
        {"commentText": {"text": "Dank"}, "date": "7 november 2024", "isOfficial": True},
    ]
    responses = read_state(**listed([make_item(comments=comments)])).reviews[0].responses

    assert [(r.text, r.published_on) for r in responses] == [("Dank", date(2024, 11, 7)), ("Later", date(2024, 11, 9))]


def test_past_the_end_the_repeated_first_page_is_not_taken_for_reviews() -> None:
    page = read(make_page(make_state()), "https://nl.indeed.com/cmp/Botenhuis/reviews?fcountry=NL&start=80")

    assert (page.verdict, page.reviews, page.next_url) == (Verdict.PAST_END, (), None)


@pytest.mark.parametrize("query", ["", "?start=0", "?start=", "?start=x"])
def test_the_first_page_asked_for_is_the_first_page(query: str) -> None:
    assert read(make_page(make_state()), f"https://nl.indeed.com/cmp/B/reviews{query}").verdict is Verdict.REVIEWS


def test_an_empty_list_is_believed_when_the_page_counts_none() -> None:
    page = read_state(**listed([]), reviewsFilters={"reviewsCount": {"foundReviewCount": 0, "totalReviewCount": 90}})

    assert (page.verdict, page.declared_total) == (Verdict.EMPTY, 0)


def test_an_empty_list_behind_a_gate_is_a_login_wall() -> None:
    assert read_state(**listed([], contentGate={"eligible": True})).verdict is Verdict.LOGIN_WALL


@pytest.mark.parametrize("items", [[], None, "many", [{}] * 3, ["x"], [{"id": n, "stars": 4} for n in range(4)]])
def test_a_list_that_cannot_be_read_is_never_empty(items: Any) -> None:
    with pytest.raises(LayoutChanged):
        read_state(**listed(items))


def test_a_page_without_a_review_list_is_no_review_page() -> None:
    page = read_state(reviewsList=None)

    assert (page.verdict, page.employer_name, page.reviews) == (Verdict.NOT_REVIEWS, "Botenhuis", ())
    assert read(make_page(body="<p>Vacatures</p>")).verdict is Verdict.NOT_REVIEWS


def test_a_state_script_that_is_cut_short_is_a_changed_layout() -> None:
    with pytest.raises(LayoutChanged, match="cut short"):
        read(make_page(make_state())[:600])


def test_without_its_script_the_page_gives_the_same_reviews() -> None:
    points = make_points(("Pluspunten", "Thee"), ("Minpunten", "Regen"))
    page = read(make_page(body=make_list(make_card(1, points, ANSWER), make_card(2))))
    review = page.reviews[0]

    assert (page.verdict, page.declared_total, page.declared_total_all) == (Verdict.REVIEWS, 23, 90)
    assert (page.declared_rating, page.page, page.employer_name) == (3.4, 1, "Botenhuis")
    assert page.declared_distribution == {"1": 10, "2": 20, "3": 30, "4": 40, "5": 50}
    assert page.next_url == "https://nl.indeed.com/cmp/Botenhuis/reviews?start=20"
    assert (review.external_id, review.published_on, review.rating) == ("abcdef0000000001", date(2024, 11, 6), 4)
    assert (review.title, review.text) == ("Fijne zomer 1", "We bouwden 1 boten\nen dronken thee.")
    assert (review.pros, review.cons) == ("Thee", "Regen")
    assert (review.employment, review.job_title, review.location) == ("former", "Botenbouwer", "Zandstad")
    assert [(r.text, r.published_on) for r in review.responses] == [("Dank je wel", date(2024, 11, 12))]


def test_a_lone_heading_tells_pros_from_cons() -> None:
    cards = [
        make_card(1, make_points(("Minpunten", "Regen")), state="(huidige medewerker)"),
        make_card(2, make_points(("Pluspunten", "Thee")), state=""),
    ]
    first, second = read(make_page(body=make_list(*cards))).reviews

    assert (first.pros, first.cons, first.employment) == (None, "Regen", "current")
    assert (second.pros, second.cons, second.employment) == ("Thee", None, None)


def test_the_markup_helps_where_the_script_has_changed() -> None:
    broken = make_page(make_state(**listed(None)), make_list(make_card(1), make_card(2)))

    assert [r.external_id for r in read(broken).reviews] == ["abcdef0000000001", "abcdef0000000002"]


def test_markup_without_cards_is_empty_only_when_it_counts_none() -> None:
    assert read(make_page(body=make_list(count=0))).verdict is Verdict.EMPTY
    with pytest.raises(LayoutChanged, match="counts 23"):
        read(make_page(body=make_list()))


@pytest.mark.parametrize(
    ("content", "known"),
    [
        (make_page(make_state()), True),
        (make_page(body=make_list(make_card())), True),
        (make_page(), True),
        (b'<html><a href="https://nl.indeed.com/cmp/Botenhuis">Our reviews at Indeed</a></html>', False),
    ],
)
def test_a_page_is_recognised_by_what_only_indeed_writes(content: bytes, known: bool) -> None:
    assert PLATFORM.recognises(Document(content)) is known


def test_pages_are_twenty_apart_and_keep_the_filters() -> None:
    url = "https://nl.indeed.com/cmp/Botenhuis/reviews?fcountry=ALL&start=40#top"

    assert (
        PLATFORM.page_url(url, 3) == "https://nl.indeed.com/cmp/Botenhuis/reviews?fcountry=ALL&start=40&sort=date_desc"
    )
    assert "start=0" in PLATFORM.page_url(url, 1)
