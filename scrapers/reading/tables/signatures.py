"""Which platform's export a table is, by heads no other table has."""

from __future__ import annotations

from collections.abc import Sequence

from scrapers.contract import Audience
from scrapers.reading.review_links import platform_of_link
from scrapers.reading.tables.heads import key_of

_SIGNATURES = (
    ("trustpilot", 3, ("business unit id", "review consumer user id", "review stars", "review content", "domain url",
                       "review created (utc)", "company reply date (utc)", "webshop name")),
    ("glassdoor", 2, ("advice to management", "ceo approval", "business outlook", "recommend to a friend",
                      "approves of ceo", "senior management", "rating senior leadership", "rating business outlook",
                      "rating overall", "rating ceo")),
    ("indeed", 2, ("job security and advancement", "job security/advancement", "job work/life balance",
                   "encrypted review id", "review uid", "job culture", "salary/benefits", "norm job title",
                   "pay & benefits")),
)  # fmt: skip
_LINKS_LOOKED_AT = 50
_CUSTOMERS = frozenset({"trustpilot"})


def platform_of_heads(heads: Sequence[str]) -> str | None:
    """The platform whose signature the heads carry; None where too few tell, or two platforms' do."""
    keys = set(map(key_of, heads))
    told = [slug for slug, least, words in _SIGNATURES if len(keys & set(map(key_of, words))) >= least]
    return told[0] if len(told) == 1 else None


def platform_of_links(addresses: Sequence[str]) -> str | None:
    """The platform all these addresses of reviews are on; None where they are of several or of none."""
    told = {platform_of_link(address.strip()) for address in addresses[:_LINKS_LOOKED_AT]}
    return told.pop() if len(told) == 1 else None


def audience_on(platform: str | None) -> Audience:
    """Who writes there; employees where nothing else is known."""
    return Audience.CUSTOMER if platform in _CUSTOMERS else Audience.EMPLOYEE
