"""kununu's addresses: the n-th page of a listing, a single review, and the country both lie in."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

MIDDLEWARE = "/middlewares/"
_COUNTRY = re.compile(r"kununu\.com/(?:middlewares/profiles/)?([a-z]{2})(?=[/?#]|$)")


def nth_page(url: str, page: int) -> str:
    """Page `page` (from 1), newest first, other filters kept; only the JSON wants its first page numbered."""
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query)), "sort": "newest"}
    query.pop("page", None)
    if page > 1 or MIDDLEWARE in parts.path:
        query["page"] = str(page)
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def review_url(profile: str | None, identity: str | None, listing: str | None) -> str | None:
    """The page of one review, in the country of the listing it was in; in Germany's where that is not known."""
    if not profile or not identity:
        return None
    country = _COUNTRY.search(listing or "")
    return f"https://www.kununu.com/{country[1] if country else 'de'}/statements/{profile}/review/{identity}"
