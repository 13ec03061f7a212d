"""Trustpilot's markup: review cards with `data-` attributes that have stayed while class names change."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from scrapers.contract import Audience, LayoutChanged, Page, Response, Review, Verdict
from scrapers.platforms.trustpilot.addresses import review_url
from scrapers.quality import demand_readable
from scrapers.reading.apart import demand_apart
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.numbers import to_scale
from scrapers.reading.shown import shown

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CARD = "data-service-review-card-paper"

_OBJECT_ID = re.compile(r"[0-9a-f]{24}")
_OLDEST = date(2007, 1, 1)  # Trustpilot's first year: an earlier "creation" is no time at all
_CLOCKS_APART = timedelta(hours=2)
_TITLE = "[data-review-title-typography], a:has(> [data-service-review-title-typography])"
_DATE = "time[data-service-review-date-time-ago]"
_ANSWER_DATE = "time[data-service-review-business-reply-date-time-ago]"


def read(document: Document) -> Page | None:
    """The page its cards show; None when it has none. Raises `LayoutChanged`.

    Cards without a title are the shortened "relevant reviews" of a carousel, which stand again in the list itself.
    """
    if CARD not in document:
        return None
    cards = [(card, link) for card in demand_apart(document.tree.css(f"[{CARD}]")) if (link := card.css_first(_TITLE))]
    if not cards:
        raise LayoutChanged("Trustpilot: the markup holds review cards, but none with a title and link")
    reviews = tuple(_review(card, link) for card, link in cards)
    demand_readable(reviews)
    return Page("trustpilot", Verdict.REVIEWS, reviews=reviews)


def _review(card: LexborNode, link: LexborNode) -> Review:
    identity = (link.attributes.get("href") or "").rstrip("/").rsplit("/", 1)[-1].split("?")[0] or None
    rating = card.css_first("[data-service-review-rating]")
    return Review(
        external_id=identity,
        url=review_url(identity),
        published_on=_published(identity, _stated(card.css_first(_DATE))),
        rating=to_scale(rating.attributes.get("data-service-review-rating")) if rating else None,
        title=_words(card.css_first("[data-service-review-title-typography]")),
        text=_words(card.css_first("[data-service-review-text-typography]")),
        responses=_answer(card),
        audience=Audience.CUSTOMER,
    )


def _published(identity: str | None, shown: date | None) -> date | None:
    """When the review first stood there: a card that was edited shows only its last change.

    Trustpilot's ids are MongoDB ObjectIds, whose first four bytes are the second of creation; on every real page the
    stated `publishedDate` is two hours later than that.
    """
    if shown is None or identity is None or not _OBJECT_ID.fullmatch(identity):
        return shown
    created = (datetime.fromtimestamp(int(identity[:8], 16), UTC) + _CLOCKS_APART).date()
    return created if _OLDEST <= created < shown else shown


def _answer(card: LexborNode) -> tuple[Response, ...]:
    text = _words(card.css_first("[data-service-review-business-reply-text-typography]"))
    return (Response(text, _stated(card.css_first(_ANSWER_DATE))),) if text else ()


def _stated(time: LexborNode | None) -> date | None:
    return calendar_date(time.attributes.get("datetime")) if time else None


def _words(element: LexborNode | None) -> str | None:
    return shown(element, as_written=True)
