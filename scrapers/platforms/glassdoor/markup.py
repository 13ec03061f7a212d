"""Reviews from the markup of a Glassdoor page whose scripts are gone or broken, whichever era it is from."""

from __future__ import annotations

from scrapers.contract import LayoutChanged, Page, PlatformFacts, Verdict
from scrapers.platforms.glassdoor import markup_2017, markup_2025
from scrapers.platforms.glassdoor.addresses import absolute, page_number
from scrapers.platforms.glassdoor.codes import stars
from scrapers.platforms.glassdoor.nodes import Tree, shown
from scrapers.reading.document import Document
from scrapers.reading.numbers import decimal, whole

_RATING = '[data-test="rating-headline"], [class*="ratingNum"], .hreview-aggregate .average'
_TOTAL = '[data-test="review-count"], .hreview-aggregate .count'
_CURRENT_PAGE = '[class*="pagination_ButtonSelected"], .pagingControls .current'
_EMPLOYER = ".hreview .item .fn, .hreview-aggregate .fn"


def markup_page(document: Document, facts: PlatformFacts) -> Page | None:
    """The page its review cards make up; None when it has no card. The whole DOM is built only if there may be one.

    Raises `LayoutChanged` when the page is cut short.
    """
    if "empReview_" not in document:
        return None
    reviews = markup_2025.reviews(document) or markup_2017.reviews(document)
    if not reviews:
        return None
    if document.cut_short:
        raise LayoutChanged("the page ends in the middle, so its list of reviews may not be whole")
    tree = document.tree
    page, asked = whole(_said(tree, _CURRENT_PAGE)), page_number(document.url)
    repeated = page is not None and asked is not None and asked > 1 and page != asked
    return Page(
        platform=facts.slug,
        verdict=Verdict.PAST_END if repeated else Verdict.REVIEWS,
        declared_total=whole(_said(tree, _TOTAL)),
        declared_rating=stars(decimal(_said(tree, _RATING))),
        page=page,
        next_url=absolute(document, document.link("next")),
        employer_name=_said(tree, _EMPLOYER),
        parser=facts.parser,
        reviews=() if repeated else reviews,
    )


def _said(tree: Tree, selector: str) -> str | None:
    return shown(tree.css_first(selector))
