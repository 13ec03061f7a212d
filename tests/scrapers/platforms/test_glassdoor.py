"""Glassdoor: three eras of embedded JSON, three of markup, and what a page without reviews is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import Page, Verdict, parse_page
from scrapers.platforms.glassdoor import PLATFORM
from scrapers.platforms.glassdoor.nodes import unquoted
from scrapers.platforms.glassdoor.words import job_title, opinion, role, subrating, tenure
from scrapers.reading.document import Document
from tests.scrapers.pages.glassdoor_json import (
    PATH,
    make_answer,
    make_apollo_page,
    make_app_cache_page,
    make_next_page,
    make_review,
    whole_page,
)
from tests.scrapers.pages.glassdoor_markup import ANSWER_2017, make_markup_2017, make_markup_2019, make_markup_2025

HOST = "https://www.glassdoor.com"


def read(content: str, url: str | None = None) -> Page:
    return parse_page(content.encode(), url=url)


class TestNextData:
    def test_every_field_of_a_review(self) -> None:
        review = read(make_next_page()).reviews[0]
        assert (review.external_id, review.published_on, review.rating) == ("9001", date(2025, 3, 4), 4.0)
        assert (review.title, review.pros, review.cons) == ("Lamps & ladders 1", "Good light\nKind people", "Cold hall")
        assert (review.advice, review.language, review.employment, review.tenure) == (None, "sv", "former", "3-5y")
        assert (review.job_title, review.location, review.helpful) == ("Lamp fitter", "Umeå", 2)
        assert (review.recommends, review.ceo_approval, review.outlook) == (True, None, False)
        assert review.url == f"{HOST}/Reviews/Employee-Review-Nordvik-Lantern-E777-RVW9001.htm"

    def test_an_unrated_category_is_left_out(self) -> None:
        assert read(make_next_page()).reviews[0].subratings == {
            "work_life_balance": 5.0,
            "diversity_inclusion": 3.0,
            "senior_leadership": 2.0,
            "compensation_benefits": 1.0,
        }

    def test_what_the_page_declares(self) -> None:
        page = read(make_next_page())
        assert (page.platform, page.verdict, page.parser) == ("glassdoor", Verdict.REVIEWS, "glassdoor/1")
        assert (page.declared_total, page.declared_total_all, page.declared_rating) == (21, 40, 3.4)
        assert page.declared_distribution == {"1": 5, "2": 6, "3": 7, "4": 8, "5": 9}
        assert page.declared_subratings == {"work_life_balance": 3.9, "senior_leadership": 2.8}
        assert (page.page, page.employer_name) == (1, "Nordvik Lantern")
        assert page.next_url == f"{HOST}{PATH}_P2.htm?sort.sortType=RD&sort.ascending=false"

    def test_the_page_s_own_next_link_goes_first(self) -> None:
        linked = make_next_page().replace("</head>", f'<link rel="next" href="{PATH}_P2.htm?a=1&amp;b=2"></head>')
        assert read(linked).next_url == f"{HOST}{PATH}_P2.htm?a=1&b=2"

    def test_the_last_page_has_no_next(self) -> None:
        assert read(make_next_page(currentPage=3)).next_url is None

    @pytest.mark.parametrize(
        ("code", "band"), [(0, None), (1, "<1y"), (2, "1-3y"), (9, "8-10y"), (20, ">10y"), (7, None)]
    )
    def test_tenure_codes(self, code: int, band: str | None) -> None:
        assert read(make_next_page([make_review(lengthOfEmployment=code)])).reviews[0].tenure == band

    @pytest.mark.parametrize("rating", [0, -0.1, None, True, "4", 6])
    def test_what_is_no_rating_is_none(self, rating: Any) -> None:
        page = read(make_next_page([make_review(ratingOverall=rating)], ratings={"overallRating": rating}))
        assert (page.reviews[0].rating, page.declared_rating) == (None, None)

    def test_a_featured_review_counts_once(self) -> None:
        assert len(read(make_next_page([make_review(1), make_review(2), make_review(1)])).reviews) == 2

    def test_unknown_employment_and_odd_counts_are_none(self) -> None:
        review = read(make_next_page([make_review(isCurrentJob=None, countHelpful="2", jobTitle=None)])).reviews[0]
        assert (review.employment, review.helpful, review.job_title) == (None, None, None)


class TestOtherCaches:
    def test_2019_follows_flattened_references(self) -> None:
        page = read(make_apollo_page(make_review(1, languageId=None, isCurrentJob=True)))
        review = page.reviews[0]
        assert (page.declared_total, page.declared_total_all, page.declared_rating) == (40, 40, None)
        assert (page.declared_subratings, page.page) == ({"culture_values": 3.5}, 2)
        assert (review.language, review.employment, review.job_title) == ("fr", "current", "Monteur")
        assert review.url == f"{HOST}/Avis/avis-Nordvik-RVW9001.htm"

    def test_2019_responses_come_oldest_first(self) -> None:
        first, second = read(make_apollo_page(make_review(1))).reviews[0].responses
        assert (first.text, first.published_on, first.author_title) == ("Merci.", date(2019, 2, 1), "HR")
        assert (second.text, second.external_id) == ("Encore merci.\nBonne journée", "8")

    def test_2022_records_in_place(self) -> None:
        page = read(make_app_cache_page([make_review(1, languageId=None)]))
        assert (page.verdict, page.reviews[0].language) == (Verdict.REVIEWS, "en")

    def test_an_answer_of_the_site_s_own_api(self) -> None:
        own = {"jobTitle": {"text": "Lamp fitter"}, "location": {"name": "Umeå"}, "employer": {"shortName": "Nordvik"}}
        page = read(json.dumps({"data": {"employerReviews": make_answer([make_review(1, **own)])}}))
        assert (page.employer_name, page.declared_total, page.reviews[0].job_title) == ("Nordvik", 21, "Lamp fitter")
        assert (page.next_url, page.reviews[0].url) == (None, None)

    def test_a_bare_list_of_reviews(self) -> None:
        assert len(read(json.dumps([make_review(1), make_review(2)])).reviews) == 2

    def test_another_payload_is_not_reviews(self) -> None:
        payload = json.dumps({"data": {"employerReviewsRG": None}})
        assert parse_page(payload, platform="glassdoor").verdict is Verdict.NOT_REVIEWS

    def test_a_broken_payload_is_unreadable(self) -> None:
        payload = json.dumps({"data": {"employerReviewsRG": make_answer([make_review(1)])}})
        assert read(payload[:-30]).verdict is Verdict.UNREADABLE


class TestMarkup:
    def test_2025(self) -> None:
        page = read(make_markup_2025(9001, 9002))
        review = page.reviews[0]
        assert (page.declared_total, page.declared_rating, page.page, len(page.reviews)) == (1159, 3.6, 1, 2)
        assert (review.published_on, review.rating, review.title) == (date(2025, 8, 9), 3.0, "Fair & square")
        assert (review.pros, review.cons, review.helpful) == ("Warm lamps\nTea", "Loud fans", 3)
        assert (review.job_title, review.location) == ("Lamp fitter", "Luleå")
        assert (review.employment, review.tenure) == ("former", "5-8y")
        assert (review.recommends, review.ceo_approval, review.outlook) == (True, None, False)

    def test_2019_unfolds_long_texts(self) -> None:
        page = read(make_markup_2019(9001))
        review = page.reviews[0]
        assert (page.declared_rating, page.employer_name) == (3.3, "Nordvik")
        assert (review.published_on, review.rating, review.title) == (date(2019, 12, 4), 2.0, "Lumière")
        assert (review.pros, review.cons, review.advice) == ("De la lumière,\ndu thé", "Du bruit", "Du calme")
        assert (review.employment, review.job_title, review.location) == ("current", "Monteur", "Lille")
        assert (review.tenure, review.url) == ("3-5y", f"{HOST}/Avis/avis-Nordvik-RVW9001.htm")
        assert (review.recommends, review.outlook, review.ceo_approval) == (True, None, False)
        assert review.subratings == {"work_life_balance": 4.0, "senior_leadership": 1.5}

    def test_2017_and_its_hidden_answer_template(self) -> None:
        page = read(make_markup_2017(12, 12, 13))
        review = page.reviews[0]
        assert [review.external_id for review in page.reviews] == ["12", "13"]
        assert (review.published_on, review.rating, review.title) == (date(2008, 6, 12), 3.0, "Bright enough")
        assert (review.pros, review.cons, review.advice) == ("Lamps", "Fans", "Open a window")
        assert (review.job_title, review.tenure, review.helpful) == (None, "<1y", 2)
        assert (review.ceo_approval, review.responses) == (True, ())

    def test_2017_shown_answer(self) -> None:
        (answer,) = read(make_markup_2017(12, answer=ANSWER_2017)).reviews[0].responses
        assert (answer.text, answer.published_on) == ("Thank you", date(2008, 7, 5))

    def test_broken_json_falls_back_to_the_markup(self) -> None:
        broken = '<script id="__NEXT_DATA__">{"props": {</script></body>'
        assert len(read(make_markup_2025(9001).replace("</body>", broken)).reviews) == 1

    def test_json_that_lost_its_reviews_falls_back_to_the_markup(self) -> None:
        page = make_next_page([]).replace(
            "<body>", make_markup_2025(9001).partition("<body>")[2].removesuffix("</html>")
        )
        assert len(read(page).reviews) == 1

    def test_a_page_cut_in_the_middle_is_not_read_in_part(self) -> None:
        content = make_markup_2025(9001, 9002, 9003)
        assert read(content[: content.index("empReview_9003") + 90]).verdict is Verdict.UNREADABLE

    def test_a_card_without_a_number_is_no_card(self) -> None:
        assert read(make_markup_2025(9001).replace("empReview_9001", "empReview_x")).verdict is Verdict.LAYOUT_CHANGED


class TestWithoutReviews:
    @pytest.mark.parametrize(
        "stated", [{"filteredReviewsCount": 0}, {"numberOfPages": 0, "filteredReviewsCount": None}]
    )
    def test_a_declared_zero_proves_an_empty_list(self, stated: dict[str, Any]) -> None:
        assert read(make_next_page([], **stated)).verdict is Verdict.EMPTY

    def test_no_reviews_and_no_proof_is_a_changed_layout(self) -> None:
        page = read(make_next_page([]))
        assert (page.verdict, page.reviews) == (Verdict.LAYOUT_CHANGED, ())
        assert page.error == "a Glassdoor review list declares 21 reviews on 3 pages and embeds none"

    def test_reviews_that_cannot_be_found_are_a_changed_layout(self) -> None:
        page = read(make_next_page().replace('"reviewId": 9002,', '"reviewNumber": 9002,'))
        assert (page.verdict, page.reviews) == (Verdict.LAYOUT_CHANGED, ())

    def test_a_list_without_anything_is_a_changed_layout(self) -> None:
        page = read(whole_page("<h1>Reviews</h1>"))
        assert (page.platform, page.verdict) == ("glassdoor", Verdict.LAYOUT_CHANGED)

    @pytest.mark.parametrize(
        "path",
        [
            "/Interview/N-Interview-Questions-E777.htm",
            "/Pr%C3%A9sentation/N-EI_IE777.htm",
            "/Reviews/index.htm",
            "/Salary/N",
        ],
    )
    def test_other_pages_are_not_reviews_even_with_cards(self, path: str) -> None:
        assert read(make_next_page(path=path)).verdict is Verdict.NOT_REVIEWS

    def test_a_single_review_s_own_page_is_told_by_its_content(self) -> None:
        assert read(make_next_page(path="/Reviews/Employee-Review-N-E777-RVW9001.htm")).verdict is Verdict.REVIEWS

    @pytest.mark.parametrize("location", [{"name": 3}, "Umeå", [], {"__ref": "City:9"}, {"__ref": ["City:1"]}])
    def test_a_field_of_an_unknown_form_is_none(self, location: Any) -> None:
        assert read(make_next_page([make_review(1, location=location)])).reviews[0].location is None

    def test_a_question_that_cannot_be_read_leaves_the_language_open(self) -> None:
        page = make_next_page([make_review(1, languageId=None)]).replace("employerReviewsRG({", "employerReviewsRG(x{")
        assert read(page).reviews[0].language is None

    def test_a_page_of_no_known_kind_is_not_reviews(self) -> None:
        assert read(whole_page("<p>Hello</p>", path="/Something-new")).verdict is Verdict.NOT_REVIEWS

    def test_another_page_than_asked_is_past_the_end(self) -> None:
        page = read(make_next_page(), url=f"{HOST}{PATH}_P9.htm")
        assert (page.verdict, page.reviews, page.declared_total) == (Verdict.PAST_END, (), 21)

    def test_an_empty_page_after_the_last_is_past_the_end(self) -> None:
        assert read(make_next_page([], currentPage=4), url=f"{HOST}{PATH}_P4.htm").verdict is Verdict.PAST_END

    def test_past_the_end_by_markup(self) -> None:
        assert read(make_markup_2025(9001), url=f"{HOST}{PATH}_P7.htm").verdict is Verdict.PAST_END

    def test_the_address_tells_the_platform_of_an_unknown_page(self) -> None:
        page = read("<html><body><p>Nothing known here</p></body></html>", url=f"{HOST}{PATH}.htm")
        assert (page.platform, page.verdict) == ("glassdoor", Verdict.LAYOUT_CHANGED)


class TestAddresses:
    @pytest.mark.parametrize(
        ("url", "page", "expected"),
        [
            (f"{HOST}{PATH}.htm", 3, f"{PATH}_P3.htm"),
            (f"{HOST}{PATH}_P8.htm", 2, f"{PATH}_P2.htm"),
            (f"{HOST}{PATH}_P8.htm", 1, f"{PATH}.htm"),
            (
                f"{HOST}/Reviews/N-Reviews-EI_IE777.0,7_IL.8,14_IP2.htm",
                3,
                "/Reviews/N-Reviews-EI_IE777.0,7_IL.8,14_IP3.htm",
            ),
        ],
    )
    def test_pages_are_numbered_in_the_path(self, url: str, page: int, expected: str) -> None:
        assert PLATFORM.page_url(url, page) == f"{HOST}{expected}?sort.sortType=RD&sort.ascending=false"

    def test_other_parameters_stay(self) -> None:
        url = PLATFORM.page_url(f"{HOST}{PATH}.htm?filter.iso3Language=eng&sort.ascending=true", 2)
        assert url == f"{HOST}{PATH}_P2.htm?filter.iso3Language=eng&sort.ascending=false&sort.sortType=RD"

    def test_an_address_of_another_form_stays(self) -> None:
        assert PLATFORM.page_url(f"{HOST}/graph", 2) == f"{HOST}/graph"

    @given(st.integers(1, 5000), st.integers(1, 5000))
    def test_the_page_asked_for_last_counts(self, first: int, last: int) -> None:
        listing = f"{HOST}{PATH}.htm"
        assert PLATFORM.page_url(PLATFORM.page_url(listing, first), last) == PLATFORM.page_url(listing, last)


class TestWords:
    @pytest.mark.parametrize(
        ("said", "band"),
        [
            ("more than 10 years", ">10y"),
            ("depuis moins d'un an", "<1y"),
            ("seit mehr als 5 Jahren", "5-8y"),
            ("more than a year", "1-3y"),
            ("at Studio 54 full-time", None),
        ],
    )
    def test_tenure(self, said: str, band: str | None) -> None:
        assert tenure(said) == band

    def test_a_title_is_unquoted_once(self) -> None:
        assert [unquoted(title) for title in ("“A”", '"', "plain", None, "«»")] == ["A", '"', "plain", None, None]

    def test_an_unknown_heading_goes_by_its_place(self) -> None:
        assert [role("Etwas", place) for place in range(4)] == ["pros", "cons", "advice", None]
        assert role("Consejos para la gerencia", 1) == "advice"

    def test_what_is_not_known_stays_unknown(self) -> None:
        assert (subrating("Cafeteria"), opinion("Parking")) == (None, None)
        assert job_title("Empleado anónimo") is None


def test_a_page_that_only_links_to_glassdoor_is_not_recognised() -> None:
    page = '<html><body><a href="https://www.glassdoor.com/Reviews/N-Reviews-E777.htm">See us on Glassdoor</a></body></html>'
    assert not PLATFORM.recognises(Document(page))


@pytest.mark.shared
def test_real_captures_are_read_exactly(shared: Path) -> None:
    captures = sorted((shared / "pages" / "glassdoor").glob("*.gold.json"))
    assert captures
    for capture in captures:
        gold = json.loads(capture.read_text())
        page = parse_page(capture.with_name(capture.name.replace(".gold.json", ".html")).read_bytes())
        assert page.verdict == gold["verdict"], capture.name
        assert [r.external_id for r in page.reviews] == [r["external_id"] for r in gold.get("reviews", [])]


def test_cards_inside_one_another_are_damage_and_cost_no_squared_time() -> None:
    card = '<div class="empReview" id="empReview_{}"><p class="pros">Lamps {}</p>'
    page = parse_page(f"<html><body>{''.join(card.format(n, n) for n in range(300))}</body></html>")
    assert page.verdict is Verdict.LAYOUT_CHANGED
    assert "inside one another" in str(page.error)
