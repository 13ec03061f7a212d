"""Indeed company reviews: embedded JSON first, microdata where the scripts are gone."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.contract import Audience, LayoutChanged, Page, PlatformFacts, Verdict
from scrapers.platforms.indeed import embedded, markup
from scrapers.reading.document import Document

PER_PAGE = 20
"""Reviews a page holds; `start` in the address counts in these."""

FACTS = PlatformFacts(
    slug="indeed",
    name="Indeed",
    hosts=("indeed.com", "indeed.co.uk"),
    audience=Audience.EMPLOYEE,
    version=1,
    forms=("embedded JSON 2024", "microdata 2024"),
    ways_in=("saved page", "CSV export", "notification mail", "polite scraping with Indeed's consent"),
    paging="20 a page, `?start=`, newest first by `sort=date_desc`; past the end page 1 comes again",
    terms_note="Reviews are anonymous: the page names a job, never a person. Scraping needs Indeed's consent.",
)

_CANONICAL = re.compile(r"https?://(?:[\w-]+\.)?indeed\.[a-z.]{2,6}/(?:cmp|companies)\b")


class Indeed:
    """Reads `https://{country}.indeed.com/cmp/{employer}/reviews`."""

    facts = FACTS

    def recognises(self, document: Document) -> bool:
        """Told from the page's own state script, its list element or its canonical address."""
        if embedded.MARKER in document or markup.MARKER in document:
            return True
        return "indeed." in document and _CANONICAL.match(document.link("canonical") or "") is not None

    def read(self, document: Document) -> Page:
        """The page; raises `LayoutChanged` when it is a review list in neither of the forms we know."""
        page = _first_readable(document) or Page(self.facts.slug, Verdict.NOT_REVIEWS)
        if _is_past_end(document.url, page):
            page = replace(page, verdict=Verdict.PAST_END, reviews=(), next_url=None)
        return replace(page, parser=self.facts.parser)

    def page_url(self, url: str, page: int) -> str:
        """The address of page `page` from 1, newest first, other filters kept."""
        parts = urlsplit(url)
        query = {**dict(parse_qsl(parts.query)), "sort": "date_desc", "start": str(PER_PAGE * (page - 1))}
        return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def _first_readable(document: Document) -> Page | None:
    """Embedded JSON, else microdata; the reason the JSON failed is kept for when the markup does not help either."""
    problem = LayoutChanged("Indeed: the state script is cut short or no JSON, and the markup holds no review card")
    try:
        if page := embedded.read(document):
            return page
    except LayoutChanged as known:
        problem = known
    page = markup.read(document)
    if page is None and embedded.MARKER in document:
        raise problem
    return page


def _is_past_end(url: str | None, page: Page) -> bool:
    """Past its last page Indeed answers with page 1 again: the same twenty reviews, told only by comparing."""
    if url is None or page.page is None or page.verdict is not Verdict.REVIEWS:
        return False
    start = parse_qs(urlsplit(url).query).get("start", ["0"])[0]
    return start.isdecimal() and int(start) // PER_PAGE + 1 > page.page


PLATFORM = Indeed()
