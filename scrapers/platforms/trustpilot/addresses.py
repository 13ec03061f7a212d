"""Addresses of Trustpilot's listings and single reviews."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.reading.document import Document


def review_url(identity: str | None) -> str | None:
    """The public page of one review."""
    return f"https://www.trustpilot.com/reviews/{identity}" if identity else None


def following_page(document: Document, stated: str | None, page: int) -> str | None:
    """The next page of this listing: the page's own link to it, else its address with the number raised."""
    link = document.link("next")
    if link and link.startswith("http"):
        return link
    address = document.url or document.link("canonical") or stated
    return numbered(address, page + 1) if address and address.startswith("http") else None


def numbered(address: str, page: int, **extra: str) -> str:
    """`address` with its page number set (left out for the first), and with `extra` parameters."""
    parts = urlsplit(address)
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key not in ("page", *extra)]
    paged = [("page", str(page))] if page > 1 else []
    return urlunsplit(parts._replace(query=urlencode([*kept, *extra.items(), *paged]), fragment=""))
