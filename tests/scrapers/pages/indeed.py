"""Invented Indeed pages with the structure of real ones: the state script, and the microdata the browser shows."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


def make_item(number: int = 1, **changes: Any) -> Json:
    """One review as the state script has it."""
    identity = f"abcdef{number:010d}"
    return {
        "encryptedReviewId": identity,
        "submissionDate": "6 november 2024",
        "overallRating": 4,
        "workAndLifeBalanceRating": {"rating": 5, "type": "Balans"},
        "managementRating": {"rating": 0, "type": "Leiding"},
        "title": {"text": f"Fijne zomer nummer {number}"},
        "text": {"text": f"We bouwden {number} boten\r\nen dronken thee&nbsp;samen."},
        "pros": {"text": "Thee"},
        "jobTitle": "Botenbouwer",
        "location": "Zandstad",
        "currentEmployee": True,
        "helpful": 3,
        "reviewUrl": f"/cmp/Botenhuis/reviews/fijne-zomer?id={identity}",
        "comments": [],
        **changes,
    }


def make_state(items: list[Json] | None = None, **changes: Any) -> Json:
    """The whole state script of a first page of two."""
    items = [make_item(number) for number in range(1, 4)] if items is None else items
    return {
        "requestContext": {"locale": "nl-NL", "domain": "https://nl.indeed.com"},
        "companyPageHeader": {"companyHeader": {"name": "Botenhuis", "rating": 3.4, "reviewCount": 90}},
        "reviewsFilters": {"reviewsCount": {"foundReviewCount": 23, "totalReviewCount": 90}},
        "sidebarWidgets": {
            "reviewHistogram": {"counts": [10, 10, 20, 20, 30]},
            "companyPageStats": {"reviewCategories": {"workLifeBalance": 3.5, "culture": 0}},
        },
        "reviewsList": {
            "companyName": "Botenhuis",
            "items": items,
            "pagination": {"currentPage": 1, "paginationNextLink": {"href": "/cmp/Botenhuis/reviews?start=20"}},
            "contentGate": {"eligible": False},
        },
        **changes,
    }


def make_page(state: Json | None = None, body: str = "") -> bytes:
    """An HTML page around the state script; without a state there is no script."""
    script = f'<script id="comp-initialData" type="application/json">{json.dumps(state)}</script>' if state else ""
    link = '<link rel="canonical" href="https://nl.indeed.com/cmp/Botenhuis/reviews">'
    return f'<!doctype html><html lang="nl"><head>{link}</head><body>{body}{script}</body></html>'.encode()


def make_card(number: int = 1, points: str = "", answer: str = "", state: str = "(voormalige medewerker)") -> str:
    """One review as the markup shows it, hard wraps included."""
    address = f"https://nl.indeed.com/cmp/Botenhuis/reviews/zomer?id=abcdef{number:010d}"
    return f"""<div itemprop="review" itemscope itemtype="http://schema.org/Review">
      <meta itemprop="name" content="Botenhuis"><meta itemprop="datePublished" content="6 november 2024">
      <div data-testentitytype="reviewId"><div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">
      <meta itemprop="ratingValue" content="4"></div></div>
      <h2 data-testid="title"><a href="{address}" data-testid="titleLink"><span>Fijne zomer {number}</span></a></h2>
      <span itemprop="author" itemscope itemtype="http://schema.org/Person"><meta itemprop="name" content="Botenbouwer">
      <a href="?fjobtitle=x">Botenbouwer</a> {state} - <a href="?floc=Z">Zandstad</a> - 6 november 2024</span>
      <div data-testid="reviewDescription"><span itemprop="reviewBody">We
 bouwden {number} boten<br>en dronken thee.</span></div>{points}{answer}</div>"""


def make_points(*pairs: tuple[str, str]) -> str:
    """Pros and cons under their headings."""
    blocks = "".join(f"<div><h2>{heading}</h2><div><span>{text}</span></div></div>" for heading, text in pairs)
    return f"<div><div>{blocks}</div></div>"


ANSWER = """<div><div data-testid="comments"><div><div><svg></svg><div><h2>Officiële reactie van Botenhuis</h2>
<span>12 november 2024</span></div></div><div><span>Dank je wel</span></div></div></div></div>""".replace("\n", "")


def make_list(*cards: str, count: int = 23, page: int = 1) -> str:
    """The markup around the cards: counts, histogram and pages."""
    rows = "".join(f'<div aria-label="x"><span>{s}</span><i></i><span>{s * 10}</span></div>' for s in range(5, 0, -1))
    return f"""<div data-testid="review-histogram">{rows}</div><li data-testid="reviews-tab"><a><div>90</div></a></li>
    <div itemprop="aggregateRating"><span itemprop="ratingValue">3,4</span></div>
    <div data-testid="review-count"><b>{count}</b> reviews</div><div data-testid="reviewsList">{"".join(cards)}</div>
    <ul data-testid="pagination"><li aria-current="page">{page}</li></ul>
    <a data-testid="next-page" href="https://nl.indeed.com/cmp/Botenhuis/reviews?start=20">x</a>"""
