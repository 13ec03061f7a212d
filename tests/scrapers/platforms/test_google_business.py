"""What is read of the owner's API of Google Business Profile; the reviewer's name never."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scrapers import Page, Verdict, as_record, parse_page
from scrapers.blanking import blank_authors
from scrapers.contract import Audience
from scrapers.platforms.google_business import PLATFORM

URL = "https://mybusiness.googleapis.com/v4/accounts/1/locations/2/reviews?pageSize=50"


def make_answer(cards: list[dict[str, Any]] | None = None, **changes: Any) -> bytes:
    """An answer of the API with invented reviews."""
    card = {
        "name": "accounts/1/locations/2/reviews/AbC-9",
        "reviewer": {"displayName": "Tyra Kvist", "profilePhotoUrl": "https://photos.example/tyra"},
        "starRating": "TWO",
        "comment": "Jobbade här en sommar.\nSchemat kom för sent.",
        "createTime": "2026-08-14T09:10:11.120Z",
        "updateTime": "2026-08-15T09:10:11.120Z",
        "reviewReply": {"comment": "Tack, vi ser över schemat.", "updateTime": "2026-08-20T08:00:00Z"},
    }
    body = {"reviews": [card] if cards is None else cards, "averageRating": 3.5, "totalReviewCount": 51, **changes}
    return json.dumps(body).encode()


def read(content: bytes) -> Page:
    return parse_page(content, url=URL)


def test_a_review_is_read_with_its_answer() -> None:
    page = read(make_answer(nextPageToken="t/1+"))
    assert (page.platform, page.verdict) == ("google_business", Verdict.REVIEWS)
    assert (page.declared_total, page.declared_rating) == (51, 3.5)
    assert page.next_url == f"{URL}&pageToken=t%2F1%2B"
    (review,) = page.reviews
    assert (review.external_id, review.rating, review.published_on) == ("AbC-9", 2.0, date(2026, 8, 14))
    assert review.text == "Jobbade här en sommar.\nSchemat kom för sent."
    assert [(one.text, one.published_on) for one in review.responses] == [
        ("Tack, vi ser över schemat.", date(2026, 8, 20))
    ]
    assert review.audience is Audience.CUSTOMER


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        ("(Translated by Google) Nice job\n\n(Original)\nFint jobb", "Fint jobb"),
        ("Fint jobb\n\n(Translated by Google)\nNice job", "Fint jobb"),
        ("(Translated by Google) Nice job", "Nice job"),
        ("Fint jobb", "Fint jobb"),
        ("  ", None),
    ],
)
def test_what_was_written_counts_and_not_its_translation(comment: str, text: str | None) -> None:
    card = {"name": "accounts/1/locations/2/reviews/x", "starRating": "FIVE", "createTime": "2026-01-02T00:00:00Z"}
    other = {**card, "name": "accounts/1/locations/2/reviews/y", "comment": "Annat"}
    assert read(make_answer([{**card, "comment": comment}, other])).reviews[0].text == text


def test_an_answer_is_read_as_it_was_written_too() -> None:
    answer = {"comment": "(Translated by Google) Thanks\n\n(Original)\nTack", "updateTime": "2026-08-20T08:00:00Z"}
    card = {"reviewId": "x", "starRating": "ONE", "createTime": "2026-01-02T00:00:00Z", "reviewReply": answer}
    (review,) = read(make_answer([card])).reviews
    assert [one.text for one in review.responses] == ["Tack"]


def test_stars_without_a_word_are_reviews() -> None:
    card = {"reviewId": "x", "starRating": "FOUR", "createTime": "2026-01-02T00:00:00Z"}
    assert [review.rating for review in read(make_answer([card])).reviews] == [4.0]


@pytest.mark.parametrize("cards", [["x"], [{"comment": "Ord"}], [{"starRating": "SIX", "createTime": "2026-01-02"}]])
def test_reviews_that_say_nothing_known_are_a_changed_layout(cards: list[Any]) -> None:
    assert read(make_answer(cards)).verdict is Verdict.LAYOUT_CHANGED


def test_empty_needs_proof() -> None:
    assert read(b'{"averageRating":0,"totalReviewCount":0}').verdict is Verdict.EMPTY
    assert read(b'{"averageRating":4,"totalReviewCount":7}').verdict is Verdict.LAYOUT_CHANGED
    assert read(make_answer()[:-9]).verdict is Verdict.UNREADABLE


def test_no_reviewer_is_read_or_kept() -> None:
    content = make_answer()
    kept = blank_authors(content, [PLATFORM])
    assert b"Tyra" not in kept
    assert "Tyra" not in str(as_record(read(content)))
    assert as_record(read(kept)) == as_record(read(content))


def test_the_first_address_asks_for_the_newest() -> None:
    assert PLATFORM.page_url(URL, 1).endswith("pageSize=50&orderBy=updateTime+desc")
    assert PLATFORM.page_url(f"{URL}&pageToken=old", 1) == PLATFORM.page_url(URL, 1)


@pytest.mark.shared
def test_the_real_sample_is_read(shared: Path) -> None:
    page = read((shared / "pages/other/google/2024-06-gbp-reviews-list-sample.json").read_bytes())
    assert len(page.reviews) == 8
    assert all(review.external_id and review.rating and review.text for review in page.reviews)
