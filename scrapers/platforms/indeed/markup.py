"""Indeed's markup: schema.org microdata around every review, for pages saved without their scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from scrapers.contract import LayoutChanged, Page, Response, Review, Verdict
from scrapers.quality import demand_readable
from scrapers.reading.apart import demand_apart
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.links import split
from scrapers.reading.numbers import to_scale, whole
from scrapers.reading.shown import shown as _shown

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MARKER = 'data-testid="reviewsList"'

_CARD = '[itemprop="review"][itemtype$="schema.org/Review"]'
_CONS = re.compile(
    r"cons?\b|contr|minp|nacht|inconv|points (?:nég|fai)|desv|nack|ulemp|miinu|haitta|svant", re.IGNORECASE
)
_EMPLOYMENT = {
    "former": re.compile(r"\((?:former|voormalig|ehemalig|anci|ex\b|tidligere|tidigare|entinen|antig)", re.IGNORECASE),
    "current": re.compile(
        r"\((?:current|huidig|derzeit|aktuell|actu|nuvarande|nåværende|nuværende|nykyinen|att?ual)", re.IGNORECASE
    ),
}


def read(document: Document) -> Page | None:
    """The page its markup shows; None when that is no review list. Raises `LayoutChanged`."""
    if MARKER not in document and "schema.org/Review" not in document:
        return None
    page, cards = _page(document), demand_apart(document.tree.css(_CARD))
    if not cards:
        return _without_cards(page)
    language = _attribute(document.tree.css_first("html"), "lang")
    reviews = tuple(_review(card, language) for card in cards)
    demand_readable(reviews)
    return replace(page, reviews=reviews)


def _without_cards(page: Page) -> Page:
    if page.declared_total == 0:
        return replace(page, verdict=Verdict.EMPTY)
    raise LayoutChanged(f"Indeed: the markup counts {page.declared_total} reviews but shows no review card")


def _page(document: Document) -> Page:
    tree = document.tree
    following = _attribute(tree.css_first('[data-testid="next-page"]'), "href")
    return Page(
        "indeed",
        Verdict.REVIEWS,
        declared_total=whole(_shown(tree.css_first('[data-testid="review-count"] b'))),
        declared_total_all=whole(_shown(tree.css_first('[data-testid="reviews-tab"] a div'))),
        declared_rating=to_scale(_shown(tree.css_first('[itemprop="aggregateRating"] [itemprop="ratingValue"]'))),
        declared_distribution=_distribution(tree),
        page=whole(_shown(tree.css_first('[data-testid="pagination"] [aria-current="page"]'))),
        next_url=following if following and following.startswith("http") else None,
        employer_name=_attribute(tree.css_first(f'{_CARD} > [itemprop="name"]'), "content"),
    )


def _review(card: LexborNode, language: str | None) -> Review:
    """One card. Its `author` is a job title: Indeed's writers are anonymous."""
    link, author = card.css_first('[data-testid="titleLink"]'), card.css_first('[itemprop="author"]')
    address, (pros, cons) = _attribute(link, "href"), _points(card)
    return Review(
        external_id=parse_qs(split(address).query).get("id", [None])[0],
        url=address,
        published_on=calendar_date(
            _attribute(card.css_first('[itemprop="datePublished"]'), "content"), language=language
        ),
        rating=to_scale(_attribute(card.css_first('[itemprop="ratingValue"]'), "content")),
        title=_shown(card.css_first('[data-testid="title"]')),
        pros=pros,
        cons=cons,
        text=_shown(card.css_first('[itemprop="reviewBody"]')),
        employment=_employment(_shown(author)),
        job_title=_attribute(author.css_first('[itemprop="name"]') if author else None, "content"),
        location=_shown(author.css_first('a[href*="floc="]')) if author else None,
        responses=_responses(card, language),
    )


def _points(card: LexborNode) -> tuple[str | None, str | None]:
    """Pros and cons: two blocks of heading and text, in this order; a lone one is told by its localised heading."""
    found: dict[bool, str | None] = {}
    for heading in card.css('[data-testid="reviewDescription"] ~ div > div > div > h2'):
        is_cons = bool(found) or _CONS.match(_shown(heading) or "") is not None
        found[is_cons] = _shown(heading.next)
    return found.get(False), found.get(True)


def _responses(card: LexborNode, language: str | None) -> tuple[Response, ...]:
    """The official answers: a heading with the date in its block, and the text in the block after."""
    found = []
    for heading in card.css('[data-testid="comments"] h2'):
        head = heading.parent.parent if heading.parent else None
        text = _shown(head.next) if head else None
        if text:
            found.append(Response(text, calendar_date(_shown(heading.next), language=language)))
    return tuple(found)


def _distribution(tree: LexborHTMLParser) -> dict[str, int] | None:
    """Star counts from the rows of the histogram; each row shows its star first and its count last."""
    rows = [row.css("span") for row in tree.css('[data-testid="review-histogram"] > [aria-label]')]
    stated = {(_shown(row[0]) or ""): whole(_shown(row[-1])) for row in rows if row}
    counts = {star: count for star in "12345" if (count := stated.get(star)) is not None}
    return counts if len(counts) == 5 else None


def _employment(author: str | None) -> str | None:
    return next((state for state, words in _EMPLOYMENT.items() if words.search(author or "")), None)


def _attribute(element: LexborNode | None, name: str) -> str | None:
    return element.attributes.get(name) if element else None
