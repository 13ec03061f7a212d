"""Any site with schema.org: what is told of it without knowing it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scrapers.contract import Audience, Page, Verdict
from scrapers.platforms.schema_org import PLATFORM
from scrapers.reading.document import Document
from tests.scrapers.pages.schema_marked import AGGREGATE, MICRODATA, make_node, make_page


def read(content: bytes, url: str | None = None) -> Page:
    return PLATFORM.read(Document(content, url=url, captured_at=datetime(2024, 6, 1, tzinfo=UTC)))


def test_reviews_are_read_from_json_ld() -> None:
    page = read(make_page({"@graph": [make_node(1), make_node(2)]}, AGGREGATE))

    assert (page.platform, page.parser, page.verdict) == ("schema_org", "schema_org/1", Verdict.REVIEWS)
    assert (page.declared_total_all, page.declared_rating) == (1648, 3.9)
    assert page.employer_name == "Moon Polishers"
    assert [r.external_id for r in page.reviews] == [f"https://moonpay.example/reviews/{n}" for n in (1, 2)]
    assert {r.audience for r in page.reviews} == {Audience.EMPLOYEE}


def test_reviews_are_read_from_microdata() -> None:
    page = read(make_page(body=MICRODATA))
    review = page.reviews[0]

    assert (page.declared_total_all, page.declared_rating) == (12, 4.5)
    assert (review.rating, review.rating_raw, review.rating_scale) == (4.2, 8, (0, 10))
    assert (review.published_on, review.language) == (date(2024, 5, 4), "en")
    assert (review.external_id, review.audience) == ("https://moonpay.example/r/7", Audience.CUSTOMER)


def test_an_aggregate_alone_is_no_review_list_but_tells_the_standing() -> None:
    page = read(make_page(AGGREGATE))

    assert (page.verdict, page.reviews, page.declared_rating) == (Verdict.NOT_REVIEWS, (), 3.9)


def test_the_node_that_is_rated_names_the_reviewed() -> None:
    business = {
        "@type": "Organization",
        "name": "Moon Ltd",
        "aggregateRating": {"@type": "AggregateRating", "ratingValue": 4},
    }

    assert read(make_page(business)).employer_name == "Moon Ltd"
    assert read(make_page(make_node())).employer_name == "Moon Polishers"
    assert read(make_page({"@type": "Review"})).employer_name is None


def test_customers_are_assumed_unless_the_page_is_about_an_employer() -> None:
    assert read(make_page(make_node())).reviews[0].audience is Audience.CUSTOMER
    assert read(make_page(make_node(), {"@type": "JobPosting"})).reviews[0].audience is Audience.EMPLOYEE


def test_an_address_that_does_not_tell_reviews_apart_is_no_id() -> None:
    here = "https://moonpay.example/reviews"
    shared = [make_node(n, **{"@id": None, "url": here}) for n in (1, 2)]

    assert [r.external_id for r in read(make_page(shared)).reviews] == [None, None]
    assert read(make_page(shared[:1]), here).reviews[0].external_id is None
    assert read(make_page(shared[:1]), here + "?page=2").reviews[0].external_id == here


def test_dates_are_read_in_the_language_of_the_page() -> None:
    page = read(
        make_page(
            [make_node(1, datePublished="4 maj 2024"), make_node(2, datePublished="för 3 dagar sedan")], language="sv"
        )
    )

    assert [r.published_on for r in page.reviews] == [date(2024, 5, 4), date(2024, 5, 29)]


@pytest.mark.parametrize(
    ("content", "known"),
    [
        (make_page(make_node()), True),
        (make_page(AGGREGATE), True),
        (make_page(body=MICRODATA), True),
        (make_page({"@type": "BreadcrumbList"}), False),
        (b'<html><p>Our "Review" of the year</p></html>', False),
    ],
)
def test_only_pages_with_reviews_or_ratings_are_claimed(content: bytes, known: bool) -> None:
    assert PLATFORM.recognises(Document(content)) is known


def test_pages_are_numbered() -> None:
    url = "https://moonpay.example/reviews?sort=new&page=9#top"

    assert PLATFORM.page_url(url, 2) == "https://moonpay.example/reviews?sort=new&page=2"
    assert PLATFORM.page_url(url, 1) == "https://moonpay.example/reviews?sort=new"
