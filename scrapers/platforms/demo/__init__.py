"""Jobbekot, the invented platform of `omdome demo`: its embedded JSON first, its markup where the scripts are gone."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.contract import Audience, Page, PlatformFacts, Verdict
from scrapers.platforms.demo.listing import listing_fields
from scrapers.platforms.demo.markup import shown_by_markup
from scrapers.reading import embedded
from scrapers.reading.document import Document

FACTS = PlatformFacts(
    slug="demo",
    name="Jobbekot (demo)",
    hosts=("127.0.0.1", "localhost"),
    audience=Audience.EMPLOYEE,
    version=1,
    reply_limit=5000,
    forms=("embedded JSON 2026", "markup 2026"),
    author_keys=("author.alias",),
    author_selectors=(".skribent",),
    terms_note="An invented platform that comes with the product; nobody's terms apply.",
)
# In a review these quotes would be escaped, in the JSON as in the markup: nobody can write a sign into a page.
_SCRIPT = 'id="omdomen-data"'
_MARK = 'data-jobbekot="'
_LIST, _SIGN_IN = f'{_MARK}lista"', f'{_MARK}inloggning"'


class _Demo:
    facts = FACTS

    def recognises(self, document: Document) -> bool:
        """By the script's id, or by the mark on `<main>` where scripts were removed."""
        return _SCRIPT in document or _MARK in document

    def read(self, document: Document) -> Page:
        """Read the page. Raises LayoutChanged for a review list that cannot be read whole."""
        if _SIGN_IN in document:
            return self._page(Verdict.LOGIN_WALL)
        if _LIST not in document and _SCRIPT not in document:
            return self._page(Verdict.NOT_REVIEWS)
        shown = embedded.script_json(document, _SCRIPT)
        if not isinstance(embedded.dig(shown, "reviews"), list):
            shown = shown_by_markup(document.tree)
        return self._page(**listing_fields(shown, document.url))

    def page_url(self, url: str, page: int) -> str:
        """The list is newest first as it is; page 1 is the bare address."""
        parts = urlsplit(url)
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "sida"]
        if page > 1:
            query.append(("sida", str(page)))
        return urlunsplit(parts._replace(query=urlencode(query), fragment=""))

    def _page(self, verdict: Verdict, **found: Any) -> Page:
        return Page(platform=self.facts.slug, verdict=verdict, parser=self.facts.parser, **found)


PLATFORM = _Demo()
