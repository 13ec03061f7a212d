"""Trustpilot's official API and its webhook; the consumer is never read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scrapers import Page, Verdict, as_record, parse_page
from scrapers.blanking import blank_authors
from scrapers.contract import Audience
from scrapers.platforms.trustpilot import PLATFORM


def make_card(**changes: Any) -> dict[str, Any]:
    """A review as the API has it, invented."""
    return {
        "id": "64abcdef0123456789abcdef",
        "stars": 2,
        "title": "Kall kittel",
        "text": "Ingen värmde den.",
        "language": "sv",
        "createdAt": "2026-04-05T22:41:48Z",
        "numberOfLikes": 3,
        "consumer": {"id": "c0ffee", "displayName": "Majken Sjö"},
        "businessUnit": {"displayName": "Kittelboden"},
        "companyReply": {"text": "Vi har bytt plattan.", "createdAt": "2026-04-07T08:00:00Z"},
        **changes,
    }


def listed(**changes: Any) -> bytes:
    links = [{"href": "https://api.trustpilot.com/v1/x?page=2", "rel": "next-page"}]
    return json.dumps({"links": links, "reviews": [make_card()], **changes}).encode()


def event(name: str, **changes: Any) -> dict[str, Any]:
    return {"eventName": name, "version": "1", "eventData": make_card(**changes)}


def read(content: bytes) -> Page:
    page = parse_page(content)
    assert page.platform == "trustpilot", page
    return page


def test_a_list_is_read_with_answers() -> None:
    page = read(listed())
    assert (page.verdict, page.employer_name) == (Verdict.REVIEWS, "Kittelboden")
    assert page.next_url == "https://api.trustpilot.com/v1/x?page=2"
    (review,) = page.reviews
    assert (review.rating, review.title, review.language, review.helpful) == (2.0, "Kall kittel", "sv", 3)
    assert (review.published_on, review.audience) == (date(2026, 4, 5), Audience.CUSTOMER)
    assert [(one.text, one.published_on) for one in review.responses] == [("Vi har bytt plattan.", date(2026, 4, 7))]


def test_a_webhook_gives_the_reviews_of_its_events() -> None:
    events = [event("service-review-created"), event("something-else", id="other")]
    page = read(json.dumps({"events": events}).encode())
    assert [review.external_id for review in page.reviews] == ["64abcdef0123456789abcdef"]


def test_a_changed_review_is_read_and_a_removed_one_is_not() -> None:
    events = [event("service-review-updated", stars=4), event("service-review-deleted", id="64abcdef0123456789abcdee")]
    page = read(json.dumps({"events": events}).encode())
    assert [(review.external_id, review.rating) for review in page.reviews] == [("64abcdef0123456789abcdef", 4.0)]


def test_events_that_tell_of_no_written_review_are_no_list() -> None:
    content = json.dumps({"events": [event("service-review-deleted")]}).encode()
    assert read(content).verdict is Verdict.NOT_REVIEWS


def test_an_answer_without_reviews_proves_nothing() -> None:
    assert read(listed(reviews=[], sample=make_card())).verdict is Verdict.LAYOUT_CHANGED
    assert read(listed()[:-20]).verdict is Verdict.UNREADABLE


@pytest.mark.parametrize("content", [listed(), json.dumps({"events": [event("service-review-created")]}).encode()])
def test_no_consumer_is_read_or_kept(content: bytes) -> None:
    kept = blank_authors(content, [PLATFORM])
    assert b"Majken" not in kept
    assert "Majken" not in str(as_record(read(content)))
    assert as_record(read(kept)) == as_record(read(content))


@pytest.mark.shared
def test_the_documented_webhook_is_read(shared: Path) -> None:
    page = read((shared / "pages/other/trustpilot/official-webhook-review-events.json").read_bytes())
    assert [review.rating for review in page.reviews] == [4.0]
