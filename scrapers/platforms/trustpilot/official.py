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

CREATED = "service-review-"
"""Names of the events that carry a review begin with it."""


def is_official(document: Document) -> bool:
    """Whether this is an answer of the API or a webhook's payload."""
    if not document.is_payload:
        return False
    listed = '"reviews"' in document and '"stars"' in document and '"companyReply"' in document
    return listed or ('"eventName"' in document and CREATED in document)


def read(document: Document) -> Page | None:
    """The payload as a page; None when it is none of the API's. Raises `LayoutChanged`."""
    if not is_official(document):
        return None
    try:
        whole_payload = orjson.loads(document.text)
    except orjson.JSONDecodeError as problem:
        raise LayoutChanged(f"Trustpilot: the API's JSON is cut short or damaged ({problem})") from problem
    cards = _cards(whole_payload)
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
    """The reviews of a list, or of those events that carry one. Raises `LayoutChanged` without any."""
    events = dig(payload, "events")
    found = (
        [dig(event, "eventData") for event in events if str(dig(event, "eventName")).startswith(CREATED)]
        if isinstance(events, list)
        else dig(payload, "reviews")
    )
    cards = [card for card in found if isinstance(card, dict)] if isinstance(found, list) else []
    if not cards:
        raise LayoutChanged("Trustpilot: the API's answer holds no review, and does not say how many there are")
    return cards


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
