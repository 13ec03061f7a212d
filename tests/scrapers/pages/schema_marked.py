"""Invented pages of any site that marks up its reviews with schema.org."""

from __future__ import annotations

import json
from typing import Any


def make_node(number: int = 1, **changes: Any) -> dict[str, Any]:
    """One Review node."""
    return {
        "@type": "Review",
        "@id": f"https://moonpay.example/reviews/{number}",
        "author": {"@type": "Person", "name": "Quillon Marsk"},
        "datePublished": "2024-05-04",
        "headline": f"Moon number {number}",
        "reviewBody": f"We polished moon {number} &amp; slept.",
        "reviewRating": {"@type": "Rating", "ratingValue": "4"},
        "itemReviewed": {"@type": "Organization", "name": "Moon Polishers"},
        **changes,
    }


AGGREGATE: dict[str, Any] = {
    "@type": "EmployerAggregateRating",
    "itemReviewed": {"@type": "Organization", "name": "Moon Polishers"},
    "ratingValue": "3,9",
    "ratingCount": "1,648",
}


def make_page(*blocks: Any, body: str = "", language: str = "en") -> bytes:
    """A page with these JSON-LD blocks."""
    scripts = "".join(
        f'<script type="application/ld+json">{block if isinstance(block, str) else json.dumps(block)}</script>'
        for block in blocks
    )
    context = "<!-- https://schema.org -->"
    return f'<!doctype html><html lang="{language}"><head>{context}{scripts}</head><body>{body}</body></html>'.encode()


MICRODATA = """<div itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Moon Polishers</span>
<div itemprop="review" itemscope itemtype="https://schema.org/Review" itemid="https://moonpay.example/r/7">
  <h3 itemprop="name headline">Dust</h3>
  <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Quillon Marsk</b></span>
  <time itemprop="datePublished" datetime="2024-05-04">4 May</time><meta itemprop="inLanguage" content="en-GB">
  <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta itemprop="worstRating" content="0">
  <meta itemprop="ratingValue" content="8"><meta itemprop="bestRating" content="10"></div>
  <div itemprop="reviewBody">So much
    dust.<br>And cheese.</div><p itemprop="keywords">a</p><p itemprop="keywords">b</p><p itemprop="keywords">c</p></div>
<div itemprop="aggregateRating" itemscope itemtype="http://schema.org/AggregateRating"><i itemprop="ratingValue">4,5</i>
<i itemprop="reviewCount">12</i></div></div>"""
