"""Google Business Profile: the reviews of a location as the owner's API answers. No page of Google is ever read.

Source: Google's reference of `accounts.locations.reviews.list` (My Business API v4).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import orjson

from scrapers.contract import Audience, LayoutChanged, Page, PlatformFacts, Response, Review, Verdict
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.embedded import dig
from scrapers.reading.numbers import to_scale, whole
from scrapers.reading.text import clean

FACTS = PlatformFacts(
    slug="google_business",
    name="Google Business Profile",
    hosts=("mybusiness.googleapis.com",),
    audience=Audience.CUSTOMER,
    version=2,
    reply_limit=4096,
    forms=("answer of the owner's API (v4)",),
    author_keys=("reviewer.*",),
    terms_note="Only the owner's own API: Google's pages are never read. Employees write here too, among customers.",
    ways_in=("platform API with the owner's OAuth token", "imported file"),
    paging="50 an answer, `?pageToken=`, newest first by `orderBy=updateTime desc`",
    verified=False,
)
_STARS = {"ONE": 1.0, "TWO": 2.0, "THREE": 3.0, "FOUR": 4.0, "FIVE": 5.0}
_NAME = re.compile(r"^accounts/[^/]+/locations/[^/]+/reviews/(?P<id>[^/]+)$")
_ORIGINAL = "(Original)"
_TRANSLATED = "(Translated by Google)"


class GoogleBusiness:
    """Reads `GET /v4/accounts/{account}/locations/{location}/reviews`."""

    facts = FACTS

    def recognises(self, document: Document) -> bool:
        """By keys that only this API's answers have together."""
        if not document.is_payload:
            return False
        counted = '"totalReviewCount"' in document and '"averageRating"' in document
        return counted or ('"starRating"' in document and '"createTime"' in document)

    def read(self, document: Document) -> Page:
        """The answer as a page. Raises `LayoutChanged`."""
        try:
            answer = orjson.loads(document.text)
        except orjson.JSONDecodeError as problem:
            raise LayoutChanged(f"Google: the JSON is cut short or damaged ({problem})") from problem
        cards = dig(answer, "reviews")
        total = whole(dig(answer, "totalReviewCount"))
        page = Page(
            FACTS.slug,
            Verdict.REVIEWS,
            declared_total=total,
            declared_rating=to_scale(dig(answer, "averageRating")),
            next_url=_next(document.url, clean(dig(answer, "nextPageToken"))),
        )
        if not isinstance(cards, list) or not cards:
            return _without_reviews(page)
        reviews = tuple(_review(card) for card in cards if isinstance(card, dict))
        _demand_readable(reviews)
        return replace(page, reviews=reviews)

    def page_url(self, url: str, page: int) -> str:
        """The first answer, newest first, whatever `page` is: later ones are known only by the token in the one before."""
        parts = urlsplit(url)
        query = {**dict(parse_qsl(parts.query)), "pageSize": "50", "orderBy": "updateTime desc"}
        query.pop("pageToken", None)
        return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def _without_reviews(page: Page) -> Page:
    if page.declared_total == 0:
        return replace(page, verdict=Verdict.EMPTY)
    raise LayoutChanged(f"Google: {page.declared_total} reviews are counted but none is listed")


def _review(card: dict[str, Any]) -> Review:
    named = _NAME.match(str(card.get("name") or ""))
    answer = _original(clean(dig(card, "reviewReply", "comment")))
    return Review(
        external_id=clean(card.get("reviewId")) or (named["id"] if named else None),
        published_on=calendar_date(card.get("createTime")),
        rating=_STARS.get(str(card.get("starRating"))),
        text=_original(clean(card.get("comment"))),
        responses=(Response(answer, calendar_date(dig(card, "reviewReply", "updateTime"))),) if answer else (),
        audience=Audience.CUSTOMER,
    )


def _demand_readable(reviews: tuple[Review, ...]) -> None:
    """Many people leave stars and no word here, so a page without any text is still whole."""
    lost = sum(review.external_id is None or review.rating is None or review.published_on is None for review in reviews)
    if lost * 2 > len(reviews) or not reviews:
        raise LayoutChanged(f"Google: {lost} of {len(reviews)} reviews have no id, stars or date: read the answer anew")


def _original(comment: str | None) -> str | None:
    """What the writer wrote: Google puts its translation before or after it."""
    if comment is None or _TRANSLATED not in comment:
        return comment
    if _ORIGINAL in comment:
        return clean(comment.partition(_ORIGINAL)[2])
    return clean(comment.partition(_TRANSLATED)[0]) or clean(comment.partition(_TRANSLATED)[2])


def _next(url: str | None, token: str | None) -> str | None:
    if url is None or token is None:
        return None
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query)), "pageToken": token}
    return urlunsplit(parts._replace(query=urlencode(query)))


PLATFORM = GoogleBusiness()
