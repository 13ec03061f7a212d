"""Review cards of 2025: `[data-test="review-details-container"]`; sub-ratings only appear on hover, so are not there."""

from __future__ import annotations

from typing import Any

from scrapers.contract import Review
from scrapers.platforms.glassdoor.addresses import absolute
from scrapers.platforms.glassdoor.codes import stars
from scrapers.platforms.glassdoor.nodes import Node, review_id, shown
from scrapers.platforms.glassdoor.words import employment, job_title, opinion, tenure
from scrapers.reading.apart import demand_apart
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.numbers import decimal, whole


def reviews(document: Document) -> tuple[Review, ...]:
    """The cards in page order; empty when the page is of another era."""
    cards = demand_apart(document.tree.css('[data-test="review-details-container"][id^="empReview_"]'))
    return tuple(_review(document, card) for card in cards if review_id(card))


def _review(document: Document, card: Node) -> Review:
    opinions = _opinions(card)
    link = card.css_first('a[data-test="review-details-title-link"]')
    return Review(
        external_id=review_id(card),
        url=absolute(document, link.attributes.get("href") if link else None),
        published_on=calendar_date(shown(card.css_first('[class*="timestamp_reviewDate"]')), order="MDY"),
        rating=stars(decimal(_said(card, "review-rating-label"))),
        title=_said(card, "review-details-title"),
        pros=_said(card, "review-text-PROS"),
        cons=_said(card, "review-text-CONS"),
        advice=_said(card, "review-text-ADVICE"),
        job_title=job_title(_said(card, "review-avatar-label") or ""),
        helpful=whole(_said(card, "review-helpful-button")),
        recommends=opinions.get("recommends"),
        ceo_approval=opinions.get("ceo_approval"),
        outlook=opinions.get("outlook"),
        **_author_tags(card),
    )


def _said(card: Node, name: str) -> str | None:
    return shown(card.css_first(f'[data-test="{name}"]'))


def _author_tags(card: Node) -> dict[str, Any]:
    """The tags "Current employee, more than 3 years" and the place, either of which may be missing."""
    found: dict[str, Any] = {}
    for tag in card.css('[data-test="review-avatar-tag"]'):
        said = shown(tag) or ""
        if "employment" not in found and (status := employment(said.partition(",")[0])):
            found |= {"employment": status, "tenure": tenure(said)}
        elif said:
            found["location"] = said
    return found


def _opinions(card: Node) -> dict[str, bool]:
    """The three marks; a neutral one says nothing."""
    found: dict[str, bool] = {}
    for mark in card.css('[class*="rating-icon_ratingContainer"]'):
        kind, style = opinion(shown(mark) or ""), mark.attributes.get("class") or ""
        if kind and ("positiveStyles" in style or "negativeStyles" in style):
            found[kind] = "positiveStyles" in style
    return found
