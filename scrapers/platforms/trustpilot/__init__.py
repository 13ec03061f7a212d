"""Trustpilot customer reviews: the `__NEXT_DATA__` script or its JSON route, JSON-LD and markup where it is gone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from scrapers.contract import Audience, LayoutChanged, Page, PlatformFacts, Verdict
from scrapers.platforms.trustpilot import embedded, linked, markup, official
from scrapers.platforms.trustpilot.addresses import numbered
from scrapers.reading.document import Document

FACTS = PlatformFacts(
    slug="trustpilot",
    name="Trustpilot",
    hosts=("trustpilot.com",),
    audience=Audience.CUSTOMER,
    version=3,
    forms=("embedded JSON 2023-2026", "JSON-LD", "markup 2023-2025", "official API and webhook"),
    author_keys=("consumer.*", "author.*", "reviewer.*", "referenceId", "referralEmail"),
    author_selectors=(
        "[data-consumer-name-typography]",
        "[data-consumer-profile-link]",
        "[data-consumer-avatar]",
        "[data-consumer-avatar-image]",
    ),
    ways_in=("official API or webhook", "saved page", "CSV export", "notification mail", "polite scraping"),
    paging="20 a page, `?page=`, newest first by `sort=recency`; from page 11 on it asks for a login",
    whole_list=False,
    terms_note="Employees may not review their employer here: these are customers, kept apart from an employer's standing.",
)

_MARKERS = ("data-service-review-card-paper", "data-business-unit-json-ld", '"__N_REDIRECT":"/users/connect')
_CANONICAL = re.compile(r"https?://(?:[\w-]+\.)?trustpilot\.com/")
_FORMS: tuple[Callable[[Document], Page | None], ...] = (official.read, embedded.read, linked.read, markup.read)


class Trustpilot:
    """Reads `https://{www or country}.trustpilot.com/review/{domain}`."""

    facts = FACTS

    def recognises(self, document: Document) -> bool:
        """Told from marks only Trustpilot's own pages and payloads carry."""
        if (
            any(marker in document for marker in _MARKERS)
            or embedded.is_listing(document)
            or official.is_official(document)
        ):
            return True
        return "trustpilot.com" in document and _CANONICAL.match(document.link("canonical") or "") is not None

    def read(self, document: Document) -> Page:
        """The page; raises `LayoutChanged` when it is a review list in none of the forms we know."""
        return replace(_first_readable(document), platform=self.facts.slug, parser=self.facts.parser)

    def page_url(self, url: str, page: int) -> str:
        """The address of page `page` from 1, newest first; the default order is by relevance."""
        return numbered(url, page, sort="recency")


def _first_readable(document: Document) -> Page:
    """The first form that can be read; what was wrong with an earlier one is told only when none can."""
    problem: LayoutChanged | None = None
    for read in _FORMS:
        try:
            if page := read(document):
                return page
        except LayoutChanged as known:
            problem = problem or known
    if problem:
        raise problem
    return Page(FACTS.slug, Verdict.NOT_REVIEWS)


PLATFORM = Trustpilot()
