"""Trustpilot's official API: a list of reviews, or the events a webhook sends."""

from __future__ import annotations

from typing import Any

import orjson

from scrapers.contract import Audience, LayoutChanged, Page, Response, Review, Verdict
from scrapers.platforms.trustpilot.addresses import review_url
from scrapers.quality import demand_readable
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.embedded import dig
from scrapers.reading.numbers import to_scale, whole
from scrapers.reading.text import clean

_OF_A_REVIEW = "service-review-"
_WRITTEN = ("service-review-created", "service-review-updated")
"""The events that carry a review as it now stands; the one of a removed review carries it too."""


def is_official(document: Document) -> bool:
    """Whether this is an answer of the API or a webhook's payload."""
    if not document.is_payload:
        return False
    listed = '"reviews"' in document and '"stars"' in document and '"companyReply"' in document
    return listed or ('"eventName"' in document and _OF_A_REVIEW in document)


def read(document: Document) -> Page | None:
    """The payload as a page; None when it is none of the API's. Raises `LayoutChanged`."""
    if not is_official(document):
        return None
    try:
        whole_payload = orjson.loads(document.text)
    except orjson.JSONDecodeError as problem:
        raise LayoutChanged(f"Trustpilot: the API's JSON is cut short or damaged ({problem})") from problem
    cards = _cards(whole_payload)
    if not cards and isinstance(dig(whole_payload, "events"), list):
        return Page("trustpilot", Verdict.NOT_REVIEWS)
    if not cards:
        raise LayoutChanged("Trustpilot: the API's answer holds no review, and does not say how many there are")
    reviews = tuple(_review(card) for card in cards)
    demand_readable(reviews)
    unit = dig(cards[0], "businessUnit")
    return Page(
        "trustpilot",
        Verdict.REVIEWS,
        next_url=_next(dig(whole_payload, "links")),
        employer_name=clean(dig(unit, "displayName")),
        reviews=reviews,
    )


def _cards(payload: Any) -> list[dict[str, Any]]:
    """The reviews of a list, or of those events that tell of one written or changed."""
    events = dig(payload, "events")
    found = (
        [dig(event, "eventData") for event in events if dig(event, "eventName") in _WRITTEN]
        if isinstance(events, list)
        else dig(payload, "reviews")
    )
    return [card for card in found if isinstance(card, dict)] if isinstance(found, list) else []


def _review(card: dict[str, Any]) -> Review:
    identity, answer = clean(card.get("id")), clean(dig(card, "companyReply", "text"))
    language = clean(card.get("language"))
    return Review(
        external_id=identity,
        url=review_url(identity),
        published_on=calendar_date(card.get("createdAt")),
        rating=to_scale(card.get("stars")),
        title=clean(card.get("title")),
        text=clean(card.get("text")),
        language=language if language and len(language) == 2 else None,
        helpful=whole(card.get("numberOfLikes")),
        responses=(Response(answer, calendar_date(dig(card, "companyReply", "createdAt"))),) if answer else (),
        audience=Audience.CUSTOMER,
    )


def _next(links: Any) -> str | None:
    named = [link for link in links if dig(link, "rel") == "next-page"] if isinstance(links, list) else []
    return clean(dig(named[0], "href")) if named else None
