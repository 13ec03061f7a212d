"""The JSON that kununu's page asks its own server for: one page of employees' or applicants' reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson

from scrapers.contract import Audience, LayoutChanged, Page, Response, Review, Verdict
from scrapers.platforms.kununu.addresses import nth_page, review_url
from scrapers.platforms.kununu.words import factor_of, field_of, titled
from scrapers.quality import demand_readable
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.embedded import dig
from scrapers.reading.numbers import to_scale, whole
from scrapers.reading.text import clean

_KEYS = ('"reviews"', '"pagesCount"', '"totalReviews"')
_APPLICANTS = ("applicant", "application", "applicants", "bewerbung")


def is_listing(document: Document) -> bool:
    """Whether the payload's envelope is kununu's."""
    return all(key in document for key in _KEYS)


def read(document: Document) -> Page:
    """The payload as a page. Raises `LayoutChanged`."""
    try:
        envelope = orjson.loads(document.text)
    except orjson.JSONDecodeError as problem:
        raise LayoutChanged(f"kununu: the JSON is cut short or damaged ({problem})") from problem
    cards = dig(envelope, "reviews")
    if not isinstance(cards, list):
        raise LayoutChanged("kununu: the JSON holds no list of `reviews`")
    page = _page(document, envelope, cards)
    if not cards:
        return _without_reviews(page, whole(envelope.get("pagesCount")))
    reviews = tuple(_review(card, document.url) for card in cards if isinstance(card, dict))
    demand_readable(reviews)
    return replace(page, reviews=reviews)


def _page(document: Document, envelope: dict[str, Any], cards: list[Any]) -> Page:
    page, last = whole(envelope.get("page")), whole(envelope.get("pagesCount")) or 0
    return Page(
        "kununu",
        Verdict.REVIEWS,
        declared_total=whole(envelope.get("totalReviews")),
        declared_rating=to_scale(envelope.get("score")),
        page=page,
        next_url=nth_page(document.url, page + 1) if document.url and page is not None and page < last else None,
        employer_name=next((name for card in cards if (name := clean(dig(card, "company", "name")))), None),
    )


def _without_reviews(page: Page, pages: int | None) -> Page:
    """Empty is believed only when none are counted, or when it was asked for beyond the last page."""
    if page.declared_total == 0:
        return replace(page, verdict=Verdict.EMPTY)
    if page.page is not None and pages is not None and page.page > pages:
        return replace(page, verdict=Verdict.PAST_END)
    raise LayoutChanged(f"kununu: {page.declared_total} reviews are counted but none is listed")


def _review(card: dict[str, Any], asked: str | None) -> Review:
    texts, audience = _texts(card), _audience(card, asked)
    return Review(
        external_id=clean(card.get("uuid")),
        url=review_url(clean(dig(card, "company", "uuid")), clean(card.get("uuid")), asked),
        published_on=calendar_date(card.get("createdAt")),
        rating=to_scale(card.get("score")),
        title=clean(card.get("title")),
        pros=texts.get("pros"),
        cons=texts.get("cons"),
        advice=texts.get("advice"),
        text=texts.get("text"),
        employment=_employment(card) if audience is Audience.EMPLOYEE else None,
        job_title=clean(card.get("position")),
        location=clean(dig(card, "company", "location", "city")),
        recommends=card.get("recommended") if isinstance(card.get("recommended"), bool) else None,
        subratings=_subratings(card.get("ratings")),
        responses=_responses(card),
        audience=audience,
    )


def _texts(card: dict[str, Any]) -> dict[str, str]:
    """What was written, by field; remarks on single factors come together in `text`, each under its head."""
    found: dict[str, list[str]] = {}
    for piece in _objects(card.get("texts")):
        head, said = clean(piece.get("type")) or clean(piece.get("id")), clean(piece.get("text"))
        if said:
            name = field_of(head)
            found.setdefault(name or "text", []).append(said if name or not head else titled(head, said))
    for rated in _objects(card.get("ratings")):
        head, said = clean(rated.get("label")) or clean(rated.get("id")), clean(rated.get("text"))
        if said and head:
            found.setdefault("text", []).append(titled(head, said))
    return {name: "\n\n".join(parts) for name, parts in found.items()}


def _subratings(ratings: Any) -> dict[str, float]:
    """By our names; 0 means not rated."""
    given = {
        name: to_scale(rated.get("score")) for rated in _objects(ratings) if (name := factor_of(clean(rated.get("id"))))
    }
    return {name: score for name, score in given.items() if score is not None}


def _responses(card: dict[str, Any]) -> tuple[Response, ...]:
    """The employer's answer, or its answers, oldest first."""
    stated = card.get("response") or card.get("responses")
    answers = _objects(stated if isinstance(stated, list) else [stated])
    found = [
        Response(text, calendar_date(answer.get("createdAt")), clean(answer.get("position")), clean(answer.get("uuid")))
        for answer in answers
        if (text := clean(answer.get("text")))
    ]
    return tuple(sorted(found, key=lambda response: response.published_on or date.min))


def _employment(card: dict[str, Any]) -> str | None:
    """`former` is an object (since when) or true for those who left, null or false for those who stayed."""
    if "former" not in card:
        return None
    return "current" if card["former"] in (None, False) else "former"


def _audience(card: dict[str, Any], asked: str | None) -> Audience:
    """By what the review says it is; where it says nothing, by the kind that was asked for."""
    kind = str(card.get("type") or "").casefold() or dict(parse_qsl(urlsplit(asked or "").query)).get("reviewType")
    return Audience.APPLICANT if kind in _APPLICANTS else Audience.EMPLOYEE


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
