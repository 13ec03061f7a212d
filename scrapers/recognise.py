"""Which platform a page is from, and what a page without reviews is instead: blocked, a login wall, cut short.

The second look is only taken at pages that gave no reviews. Reviews on a page are the best proof that nothing was
blocked: many ordinary pages load a vendor's bot protection or a sign-in form too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

import orjson

from scrapers.contract import Page, Platform, Verdict
from scrapers.reading.document import Document
from scrapers.reading.walls import CAPTCHAS, CHALLENGE_MARKS, CHALLENGE_TITLES, CHALLENGE_WORDS, LOGIN_TITLES

_LOGIN_REDIRECT = re.compile(
    r'"__N_REDIRECT"\s*:\s*"[^"]{0,300}?(?:connect|log-?in|sign-?in|auth|account)', re.IGNORECASE
)
_PASSWORD = re.compile(r"""<input\b[^<>]{0,500}?type\s*=\s*["']?password""", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:!doctype|\?xml|html|head|body|title|meta|div|p|span|table|ul|ol|li|section|main|article|script|a|h[1-6]|rss|feed)\b",
    re.IGNORECASE,
)
# Characters a reader would see. Real challenge pages, in nine languages at once, reach 4,300.
_CHALLENGE_AT_MOST, _LOGIN_AT_MOST, _HINT_AT_MOST, _CAPTCHA_AT_MOST = 6000, 4000, 2500, 600


def platform_of(document: Document, platforms: Iterable[Platform]) -> Platform | None:
    """The platform a page is from: by its content, then by its address, then one that reads any site's reviews."""
    known = list(platforms)
    own = _likely_first([platform for platform in known if platform.facts.hosts], document)
    by_content = next((platform for platform in own if platform.recognises(document)), None)
    by_address = by_content or next((platform for platform in own if _hosted(document.url, platform)), None)
    generic = (platform for platform in known if not platform.facts.hosts and platform.recognises(document))
    return by_address or next(generic, None)


def _likely_first(platforms: list[Platform], document: Document) -> list[Platform]:
    """Those whose host stands near the start go first: each search through a megabyte that is spared is time won."""
    head = document.head
    return sorted(platforms, key=lambda platform: not any(host in head for host in platform.facts.hosts))


def second_look(document: Document, page: Page) -> Page:
    """What a page that gave no reviews really is; the same page if nothing else shows."""
    if reason := _unreadable(document, page):
        return replace(page, verdict=Verdict.UNREADABLE, error=reason)
    wall = _wall(document)
    return page if wall is None else replace(page, verdict=wall, error=None)


def _wall(document: Document) -> Verdict | None:
    shown = document.visible_text()
    if _challenged(document, shown):
        return Verdict.BLOCKED
    if _asks_to_sign_in(document, shown):
        return Verdict.LOGIN_WALL
    return Verdict.BLOCKED if _hints_at_challenge(document, shown) else None


def _hosted(url: str | None, platform: Platform) -> bool:
    host = (urlsplit(url).hostname or "") if url else ""
    return any(host == suffix or host.endswith(f".{suffix}") for suffix in platform.facts.hosts)


def _unreadable(document: Document, page: Page) -> str | None:
    """Why a page cannot be read at all: of another kind, or ended in the middle; None when it can."""
    if document.is_payload:
        try:
            orjson.loads(document.text)
        except orjson.JSONDecodeError as problem:
            return f"the JSON is damaged or cut short at character {problem.pos}: fetch or export it again"
        return None
    if not _MARKUP.search(document.text):
        return "this is neither a web page nor JSON: give a saved page, or import other files by their kind"
    # Many sites leave the last tag out, the platforms we know do not: what is missing may be the reviews.
    lost = document.cut_short and (page.platform or not (document.title or document.visible_text()))
    return "the page is cut short: fetch or save it again" if lost else None


def _challenged(document: Document, shown: str) -> bool:
    if len(shown) > _CHALLENGE_AT_MOST:
        return False
    title = (document.title or "").casefold()
    return title.startswith(CHALLENGE_TITLES) or any(mark in document for mark in CHALLENGE_MARKS)


def _asks_to_sign_in(document: Document, shown: str) -> bool:
    if len(shown) > _LOGIN_AT_MOST:
        return False
    titled = (document.title or "").casefold().startswith(LOGIN_TITLES)
    short = len(shown) <= _HINT_AT_MOST
    return titled or bool(_LOGIN_REDIRECT.search(document.text)) or (short and bool(_PASSWORD.search(document.text)))


def _hints_at_challenge(document: Document, shown: str) -> bool:
    """By words, or by a CAPTCHA on a page with hardly anything else; for vendors no mark is known of."""
    if len(shown) > _HINT_AT_MOST:
        return False
    said = shown.casefold().replace("’", "'")
    return any(words in said for words in CHALLENGE_WORDS) or (
        len(shown) <= _CAPTCHA_AT_MOST and any(captcha in document for captcha in CAPTCHAS)
    )
