"""Glassdoor's employee reviews: embedded JSON of three eras first, the markup of three eras where scripts are gone."""

from __future__ import annotations

import re

from scrapers.contract import Audience, LayoutChanged, Page, PlatformFacts, Verdict
from scrapers.platforms.glassdoor.addresses import Kind, kind_of, nth_page
from scrapers.platforms.glassdoor.listing import listing_page
from scrapers.platforms.glassdoor.markup import markup_page
from scrapers.platforms.glassdoor.stores import find_listing
from scrapers.reading.document import Document

FACTS = PlatformFacts(
    slug="glassdoor",
    name="Glassdoor",
    hosts=(
        "glassdoor.com",
        *("glassdoor.co.in", "glassdoor.co.nz", "glassdoor.co.uk", "glassdoor.com.ar", "glassdoor.com.au"),
        *("glassdoor.com.br", "glassdoor.com.hk", "glassdoor.com.mx", "glassdoor.at", "glassdoor.be", "glassdoor.ca"),
        *("glassdoor.ch", "glassdoor.de", "glassdoor.es", "glassdoor.fr", "glassdoor.ie", "glassdoor.it"),
        *("glassdoor.nl", "glassdoor.sg"),
    ),
    audience=Audience.EMPLOYEE,
    version=1,
    reply_limit=5000,
    date_order="MDY",
    forms=(
        "embedded JSON 2025 (__NEXT_DATA__)",
        "markup 2025",
        "embedded JSON 2022 (appCache)",
        "embedded JSON 2019 (__APOLLO_STATE__)",
        "markup 2019",
        "markup 2017",
        "JSON payload of the site's own API",
    ),
    author_keys=("profileImageUrl",),
    author_selectors=('[data-test="Author-name"]',),
    ways_in=("Employer Center's company alerts (mail)", "saved page", "CSV export"),
    paging="10 a page, `_P{n}.htm`, newest first by `sort.sortType=RD`; plain lists may stop after the first page",
    whole_list=False,
    terms_note="The terms forbid scraping: prefer saved pages, company alerts and the Employer Center.",
)
_OWN_HOST = re.compile(r"https?://(?:[\w-]+\.){0,3}glassdoor\.")
_SIGNS = (
    'id="empReview_',
    "id='empReview_",
    '"appName":"ei-reviews-next"',
    '"employerReviewsRG"',
    "employerReviews({",
    '"__typename":"EmployerReviewRG"',
    '"ratingRecommendToFriend"',
    'content="#0caa41"',
    "content='Glassdoor'",
    'content="Glassdoor"',
)


class Glassdoor:
    """The plug-in; see PLATFORMS of the docs for what each era's page looks like."""

    facts = FACTS

    def recognises(self, document: Document) -> bool:
        """By the page's own address, or by names that only Glassdoor's pages and payloads use."""
        own_address = _OWN_HOST.match(document.link("canonical") or "")
        return own_address is not None or any(sign in document for sign in _SIGNS)

    def read(self, document: Document) -> Page:
        """Embedded JSON first, markup second. Raises `LayoutChanged` when a review list gives no reviews."""
        kind = kind_of(document)
        if kind is Kind.OTHER:
            return Page(FACTS.slug, Verdict.NOT_REVIEWS, parser=FACTS.parser)
        listing = find_listing(document)
        try:
            if listing is not None:
                return listing_page(document, listing, FACTS)
            lost = "a Glassdoor review list whose reviews are neither embedded nor in its markup"
        except LayoutChanged as problem:
            lost = str(problem)
        page = markup_page(document, FACTS)
        if page is None and (kind is Kind.REVIEWS or listing is not None):
            raise LayoutChanged(lost)
        return page or Page(FACTS.slug, Verdict.NOT_REVIEWS, parser=FACTS.parser)

    def page_url(self, url: str, page: int) -> str:
        """`…_P{page}.htm` (`_IP{page}` in addresses with filters in the path), sorted newest first."""
        return nth_page(url, page)


PLATFORM = Glassdoor()
