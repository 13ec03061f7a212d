"""kununu: the JSON its own page loads (employees and applicants apart), and the markup of a saved page."""

from __future__ import annotations

import re

from scrapers.contract import Audience, Page, PlatformFacts, Verdict
from scrapers.platforms.kununu import markup, middleware
from scrapers.platforms.kununu.addresses import nth_page
from scrapers.reading.document import Document

FACTS = PlatformFacts(
    slug="kununu",
    name="kununu",
    hosts=("kununu.com",),
    audience=Audience.EMPLOYEE,
    version=2,
    forms=("JSON of the page's own requests", "markup 2022-2026"),
    author_keys=("author.*", "user.*", "nickname"),
    terms_note="A firewall guards the pages: save them in a browser, or use the export of the employer's account.",
    ways_in=("XLSX export of the employer's account", "saved page", "notification mail"),
    paging="10 a page, newest first by `sort=newest`, `page=` in its JSON; a page itself loads more with a button",
    whole_list=False,
    verified=False,
)
_OWN_HOST = re.compile(r"https?://(?:[\w-]+\.)?kununu\.com/")


class Kununu:
    """Reads `https://www.kununu.com/{country}/{employer}/kommentare` (employees) and `/bewerbung` (applicants)."""

    facts = FACTS

    def recognises(self, document: Document) -> bool:
        """By the page's own address, its cards, or keys that only its JSON has."""
        if document.is_payload:
            return middleware.is_listing(document)
        canonical = "kununu" in document and _OWN_HOST.match(document.link("canonical") or "")
        return bool(canonical) or markup.has_cards(document)

    def read(self, document: Document) -> Page:
        """The page. Raises `LayoutChanged` when it is a review list that cannot be read."""
        if document.is_payload:
            return middleware.read(document)
        return markup.read(document) or Page(FACTS.slug, Verdict.NOT_REVIEWS)

    def page_url(self, url: str, page: int) -> str:
        """The address of page `page` from 1, newest first, other filters kept."""
        return nth_page(url, page)


PLATFORM = Kununu()
