"""Schema.org nodes into what we keep: a `Review` from a Review node, totals and means from an AggregateRating node."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scrapers.contract import Audience, Review
from scrapers.reading.dates import calendar_date
from scrapers.reading.numbers import decimal, to_scale, whole
from scrapers.reading.schema_org import Node, is_a, words

_LANGUAGE = re.compile(r"[a-z]{2}(?=$|[-_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a page declares about the reviewed: number of reviews, mean on 1-5, name; each None when not stated."""

    total: int | None = None
    rating: float | None = None
    name: str | None = None


def review(
    node: Node,
    audience: Audience,
    *,
    language: str | None = None,
    order: str = "DMY",
    reference: datetime | None = None,
    external_id: str | None = None,
    url: str | None = None,
) -> Review:
    """The review a Review node states, without its author. `language` helps to read a localised date, no more."""
    raw, low, high = _rated(node.get("reviewRating"))
    rating, usual = to_scale(raw, low, high), (low, high) == (1, 5)
    return Review(
        external_id=external_id,
        url=url or _address(node.get("url")),
        published_on=calendar_date(
            node.get("datePublished") or node.get("dateCreated"), language=language, order=order, reference=reference
        ),
        rating=rating,
        rating_raw=None if usual or rating is None else raw,
        rating_scale=None if usual or rating is None else (low, high),
        title=_title(node),
        text=words(node.get("reviewBody")) or words(node.get("description")),
        pros=_notes(node.get("positiveNotes")),
        cons=_notes(node.get("negativeNotes")),
        language=_language(node.get("inLanguage")),
        audience=audience,
    )


def standing(aggregates: Iterable[Node]) -> Standing:
    """The first aggregate that states a mean or a count, and the name of what it is about."""
    for node in aggregates:
        raw, low, high = _rated(node)
        total, rating = _count(node), to_scale(raw, low, high)
        if total is not None or rating is not None:
            return Standing(total, rating, words(node.get("itemReviewed")))
    return Standing()


def _rated(node: object) -> tuple[float | None, float, float]:
    """Value, worst and best; schema.org says 1 and 5 where a page does not."""
    first = node[0] if isinstance(node, list) and node else node
    if not isinstance(first, dict):
        return decimal(first), 1, 5
    value, worst, best = (decimal(first.get(name)) for name in ("ratingValue", "worstRating", "bestRating"))
    return value, 1 if worst is None else worst, 5 if best is None else best


def _count(node: Node) -> int | None:
    reviews = whole(node.get("reviewCount"))
    return whole(node.get("ratingCount")) if reviews is None else reviews


def _title(node: Node) -> str | None:
    """The headline; a `name` only where it is not the name of what is reviewed."""
    headline = words(node.get("headline"))
    name = words(node.get("name"))
    return headline or (None if name == words(node.get("itemReviewed")) else name)


def _notes(value: object) -> str | None:
    """The texts of an ItemList of pros or cons, one a line."""
    if isinstance(value, dict) and is_a(value, "ItemList"):
        value = value.get("itemListElement")
    parts = value if isinstance(value, list) else [value]
    return "\n".join(filter(None, map(words, parts))) or None


def _language(value: object) -> str | None:
    tag = value.get("alternateName") if isinstance(value, dict) else value
    match = _LANGUAGE.match(tag) if isinstance(tag, str) else None
    return match[0].lower() if match else None


def _address(value: object) -> str | None:
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None
