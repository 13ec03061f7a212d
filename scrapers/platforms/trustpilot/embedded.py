"""Trustpilot's page properties as JSON: in the `__NEXT_DATA__` script, or alone as its `_next/data` route answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson

from scrapers.contract import Audience, LayoutChanged, Page, Response, Review, Verdict
from scrapers.platforms.trustpilot.addresses import following_page, review_url
from scrapers.quality import demand_readable
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.embedded import dig, script_json
from scrapers.reading.numbers import to_scale, whole
from scrapers.reading.text import clean

MARKER = 'id="__NEXT_DATA__"'

_STARS = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five"}


def is_listing(document: Document) -> bool:
    """Whether page properties of a Trustpilot listing stand in the page, in a script or bare."""
    return all(key in document for key in ('"pageProps"', '"businessUnit"', '"trustScore"'))


def read(document: Document) -> Page | None:
    """The page its properties describe; None without readable properties of a listing. Raises `LayoutChanged`."""
    properties = dig(_state(document), "pageProps")
    redirect = dig(properties, "__N_REDIRECT")
    if isinstance(redirect, str) and "/users/connect" in redirect:
        return Page("trustpilot", Verdict.LOGIN_WALL)
    if dig(properties, "businessUnit") is None:
        return None
    page, cards = _page(document, properties), properties.get("reviews")
    if not isinstance(cards, list):
        raise LayoutChanged("Trustpilot: the page properties hold no list of `reviews`")
    if not cards:
        return _without_reviews(page, dig(properties, "filters", "pagination", "totalPages"))
    reviews = tuple(_review(card) for card in cards if isinstance(card, dict))
    demand_readable(reviews)
    return replace(page, reviews=reviews)


def _state(document: Document) -> Any:
    if not document.is_payload:
        return dig(script_json(document, MARKER), "props")
    try:
        return orjson.loads(document.text)
    except orjson.JSONDecodeError as problem:
        raise LayoutChanged(f"Trustpilot: the JSON payload is cut short or damaged ({problem})") from problem


def _without_reviews(page: Page, pages: object) -> Page:
    """An empty list is believed only when the page counts none, or when it was asked for beyond its last page."""
    if page.declared_total == 0:
        return replace(page, verdict=Verdict.EMPTY)
    if page.page is not None and page.page > (whole(pages) or page.page):
        return replace(page, verdict=Verdict.PAST_END)
    raise LayoutChanged(f"Trustpilot: the page counts {page.declared_total} reviews but lists none")


def _page(document: Document, properties: dict[str, Any]) -> Page:
    unit, filters = properties.get("businessUnit"), properties.get("filters")
    page = whole(dig(filters, "pagination", "currentPage"))
    last = whole(dig(filters, "pagination", "totalPages")) or 0
    return Page(
        "trustpilot",
        Verdict.REVIEWS,
        declared_total=whole(dig(filters, "pagination", "totalCount")),
        declared_total_all=whole(dig(unit, "numberOfReviews")),
        declared_rating=to_scale(dig(unit, "trustScore")),
        declared_distribution=_distribution(dig(filters, "reviewStatistics", "ratings")),
        page=page,
        next_url=following_page(document, clean(properties.get("pageUrl")), page) if page and page < last else None,
        employer_name=clean(dig(unit, "displayName")),
    )


def _review(card: dict[str, Any]) -> Review:
    identity, reply = clean(card.get("id")), card.get("reply")
    answer = clean(dig(reply, "message"))
    return Review(
        external_id=identity,
        url=review_url(identity),
        published_on=calendar_date(dig(card, "dates", "publishedDate")),
        rating=to_scale(card.get("rating")),
        title=clean(card.get("title")),
        text=clean(card.get("text")),
        language=_language(card.get("language")),
        helpful=whole(card.get("likes")),
        responses=(Response(answer, calendar_date(dig(reply, "publishedDate"))),) if answer else (),
        audience=Audience.CUSTOMER,
    )


def _language(code: Any) -> str | None:
    """Only ISO 639-1: Trustpilot also declares longer codes ("hmn")."""
    return code.lower() if isinstance(code, str) and len(code) == 2 and code.isalpha() else None


def _distribution(ratings: Any) -> dict[str, int] | None:
    counts = {star: whole(dig(ratings, word)) for star, word in _STARS.items()}
    stated = {star: count for star, count in counts.items() if count is not None}
    return stated if len(stated) == len(_STARS) else None
