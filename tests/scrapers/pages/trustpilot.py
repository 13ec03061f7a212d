"""Invented Trustpilot pages with the structure of real ones: page properties, JSON-LD and review cards."""

from __future__ import annotations

import html
import json
from typing import Any

Json = dict[str, Any]

NAMES = ("Quillon Marsk", "Ottilie", "Ørjan Bæver")
"""Nobody's names."""


def make_identity(number: int = 1) -> str:
    """An id as Trustpilot gives them: created on 6 May 2023, at 12:00 by its own clock."""
    return f"{0x64562EA0:08x}{number:016x}"


def make_review(number: int = 1, name: str = NAMES[0], answer: str | None = None, **changes: Any) -> Json:
    """One review as the page properties have it."""
    consumer = f"5519b6f8{number:016x}"
    return {
        "id": make_identity(number),
        "rating": 2,
        "title": f"The kettle number {number} was cold",
        "text": f"Nobody warmed kettle {number}.\nNot even a little.",
        "language": "en",
        "likes": 1,
        "dates": {"experiencedDate": "2023-05-01T00:00:00.000Z", "publishedDate": "2023-05-06T14:00:00.000Z"},
        "consumer": {
            "id": consumer,
            "displayName": name,
            "imageUrl": f"https://user-images.trustpilot.com/{consumer}/73x73.png",
            "countryCode": "GB",
            "numberOfReviews": 3,
        },
        "reply": {"message": answer, "publishedDate": "2023-05-07T09:00:00.000Z"} if answer else None,
        **changes,
    }


def make_properties(reviews: list[Json] | None = None, **changes: Any) -> Json:
    """The page properties of a first page of three."""
    reviews = [make_review(n, name) for n, name in enumerate(NAMES, 1)] if reviews is None else reviews
    ratings = {"total": 60, "one": 10, "two": 5, "three": 5, "four": 10, "five": 30}
    return {
        "pageUrl": "https://www.trustpilot.com/review/kettle.example",
        "businessUnit": {"displayName": "Kettle & Sons", "numberOfReviews": 60, "trustScore": 3.7},
        "reviews": reviews,
        "relevantReviews": reviews[:1],
        "filters": {
            "pagination": {"currentPage": 1, "totalCount": 45, "totalPages": 3},
            "reviewStatistics": {"ratings": ratings},
        },
        **changes,
    }


def make_page(properties: Json | None = None, body: str = "") -> bytes:
    """An HTML page around its properties; without any there is no script."""
    state = json.dumps({"props": {"pageProps": properties}}, ensure_ascii=False)
    script = f'<script id="__NEXT_DATA__" type="application/json">{state}</script>' if properties else ""
    link = '<link rel="canonical" href="https://www.trustpilot.com/review/kettle.example"/>'
    return f'<!doctype html><html lang="en"><head><meta charset="utf-8">{link}</head>{body}{script}</html>'.encode()


def make_linked(*names: str, table: bool = True) -> str:
    """The page's two JSON-LD blocks."""
    reviews = [
        {
            "@type": "Review",
            "@id": f"https://www.trustpilot.com/#/schema/Review/kettle.example/{make_identity(number)}",
            "author": {
                "@type": "Person",
                "name": name,
                "url": f"https://www.trustpilot.com/users/5519b6f8{number:016x}/",
            },
            "datePublished": "2023-05-06T14:00:00.000Z",
            "headline": f"The kettle number {number} was cold",
            "reviewBody": "Nobody warmed it.",
            "reviewRating": {"@type": "Rating", "bestRating": "5", "worstRating": "1", "ratingValue": "2"},
            "inLanguage": "en",
        }
        for number, name in enumerate(names, 1)
    ]
    business = {
        "@type": "LocalBusiness",
        "name": "Kettle & Sons",
        "aggregateRating": {"@type": "AggregateRating", "ratingValue": "3.7", "reviewCount": "60"},
    }
    cells = [{"csvw:name": f"{n} stars", "csvw:cells": [{"csvw:value": str(n * 10)}]} for n in range(1, 6)]
    columns = [*cells, {"csvw:name": "Total", "csvw:cells": [{"csvw:value": "150"}]}]
    dataset = {"@type": "Dataset", "mainEntity": {"csvw:tableSchema": {"csvw:columns": columns}}}
    blocks: list[Json] = [{"@graph": [business, *reviews]}, *([{"@graph": dataset}] if table else [])]
    mark = 'type="application/ld+json" data-business-unit-json-ld="true"'
    return "".join(f"<script {mark}>{json.dumps(block, ensure_ascii=False)}</script>" for block in blocks)


def make_card(
    number: int = 1, name: str = NAMES[0], answer: str = "", shown: str = "2023-05-06", titled: bool = True
) -> str:
    """One review card; an untitled one is of the carousel."""
    link = f"/reviews/{make_identity(number)}"
    title = f'<h2 data-service-review-title-typography="true">Cold kettle {number}</h2>'
    heading = f'<a href="{link}" data-review-title-typography="true">{title}</a>' if titled else ""
    reply = (
        f'<time dateTime="2023-05-07T09:00:00Z" data-service-review-business-reply-date-time-ago="true"></time>'
        f'<p data-service-review-business-reply-text-typography="true">{answer}</p>'
    )
    return f"""<article data-service-review-card-paper="true"><aside aria-label="Info for {html.escape(name)}">
    <div data-consumer-avatar="true"><span>QM</span><img src="https://user-images.trustpilot.com/5519b6f8/73x73.png"></div>
    <a href="/users/5519b6f8{number:016x}" data-consumer-profile-link="true">
    <span data-consumer-name-typography="true">{html.escape(name)}</span><span>3<!-- --> reviews</span></a></aside>
    <div data-service-review-rating="2"></div>
    <time dateTime="{shown}T14:00:00.000Z" data-service-review-date-time-ago="true">a while ago</time>
    {heading}<p data-service-review-text-typography="true">Nobody warmed it.</p>{reply if answer else ""}</article>"""
