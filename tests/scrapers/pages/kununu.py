"""Invented kununu payloads and cards, built as the real ones are said to be."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]
PROFILE = "11111111-2222-4333-8444-555555555555"


def make_uuid(number: int) -> str:
    """The id of review `number`."""
    return f"aaaaaaaa-bbbb-4ccc-8ddd-{number:012d}"


def make_card(number: int = 1, **changes: Any) -> Json:
    """One review as the page's JSON has it."""
    return {
        "uuid": make_uuid(number),
        "title": f"Ruhige Werft {number}",
        "score": 3.4,
        "createdAt": "2026-03-09T00:00:00+00:00",
        "updatedAt": "2026-03-11T00:00:00+00:00",
        "type": "employees",
        "recommended": True,
        "former": None,
        "position": "employee",
        "company": {"name": "Bootshaus", "uuid": PROFILE, "location": {"city": "Flensburg"}},
        "author": {"nickname": "Ilse Bootsfrau"},
        "texts": [
            {"id": "positive", "text": f"Die Ruhe am Steg {number}"},
            {"id": "negative", "text": "Der Weg & das Licht"},
            {"id": "suggestion", "text": "Mehr Lampen"},
        ],
        "ratings": [
            {"id": "atmosphere", "score": 4, "roundedScore": 4, "text": "Man grüßt sich"},
            {"id": "image", "score": 0, "roundedScore": 0, "text": None},
            {"id": "leadership", "score": 2.5, "roundedScore": 3},
        ],
        "response": None,
        **changes,
    }


def make_envelope(cards: list[Json] | None = None, **changes: Any) -> bytes:
    """A page of the middleware."""
    cards = [make_card(number) for number in range(1, 4)] if cards is None else cards
    envelope = {
        "common": {},
        "page": 1,
        "pagesCount": 2,
        "perPage": 10,
        "recommendationRate": 70,
        "score": 3.6,
        "totalReviews": 13,
        "reviews": cards,
        **changes,
    }
    return json.dumps(envelope).encode()


def make_article(
    number: int = 1, *, about: str = "Angestellte/r oder Arbeiter/in", sentence: str = "", answer: str = ""
) -> str:
    """A card as the page shows it; the ends of its class names are what a release makes of them."""
    reply = (
        f'<div class="index__responseBlock__q1"><time datetime="2026-03-20T00:00:00+00:00">x</time>'
        f'<p class="index__plainText__q2">{answer}</p></div>'
        if answer
        else ""
    )
    return (
        f'<article class="index__reviewBlock__{number}ab" data-testid="review-{number}">'
        f'<div class="index__heading__x"><time datetime="2026-03-0{number}T00:00:00+00:00">März 2026</time>'
        f'<h3 class="index__title__x1">Ruhige Werft {number}</h3></div><span class="index__score__z">2,8</span>'
        f'<span class="index__recommendationBlock__y"><span>Nicht empfohlen</span></span>'
        f'<div class="index__employmentInfoBlock__w"><b>{about}</b>'
        f'<span class="index__sentence__v">{sentence}</span></div>'
        f'<div class="index__factor__a"><h4 class="index__title__b">Gut am Arbeitgeber finde ich</h4>'
        f'<p class="index__plainText__c">Der Steg {number}</p></div>'
        f'<div class="index__factor__a"><h4 class="index__title__b">Image</h4><span data-score="4"></span>'
        f'<p class="index__plainText__c">Man kennt uns</p></div>{reply}'
        f'<a href="/de/statements/{PROFILE}/review/{make_uuid(number)}?linkFrom=profile">x</a></article>'
    )


def make_page(*articles: str, total: str = "13 Bewertungen", body: str = "") -> bytes:
    """A saved page of cards."""
    return (
        '<html><head><link rel="canonical" href="https://www.kununu.com/de/bootshaus/kommentare"></head><body>'
        f'<h1>Bootshaus</h1><span data-testid="reviews-count">{total}</span>{"".join(articles)}{body}</body></html>'
    ).encode()
