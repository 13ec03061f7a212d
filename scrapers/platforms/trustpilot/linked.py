"""Trustpilot's JSON-LD: all reviews of the page without their answers, and the star counts as a small table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scrapers.contract import Audience, Page, Verdict
from scrapers.platforms.trustpilot.addresses import review_url
from scrapers.quality import demand_readable
from scrapers.reading.document import Document
from scrapers.reading.embedded import dig
from scrapers.reading.numbers import whole
from scrapers.reading.schema_org import Node, every, json_ld
from scrapers.reading.schema_reviews import review, standing

_IDENTITY = re.compile(r"/Review/[^/]+/([0-9a-f]{12,40})$")


def read(document: Document) -> Page | None:
    """The page its JSON-LD describes; None when that holds no reviews. Raises `LayoutChanged`."""
    nodes = json_ld(document)
    found = list(every(nodes, "Review"))
    if not found:
        return None
    declared = standing(node["aggregateRating"] for node in nodes if isinstance(node.get("aggregateRating"), dict))
    reviews = tuple(
        review(node, Audience.CUSTOMER, external_id=identity, url=review_url(identity))
        for node in found
        for identity in [_identity(node)]
    )
    demand_readable(reviews)
    return Page(
        "trustpilot",
        Verdict.REVIEWS,
        declared_total_all=declared.total,
        declared_rating=declared.rating,
        declared_distribution=_distribution(every(nodes, "Dataset")),
        employer_name=_name(nodes),
        reviews=reviews,
    )


def _identity(node: Node) -> str | None:
    match = _IDENTITY.search(str(node.get("@id")))
    return match[1] if match else None


def _name(nodes: Iterable[Node]) -> str | None:
    """The rated business: the one node with a mean."""
    return next((n["name"] for n in nodes if n.get("aggregateRating") and isinstance(n.get("name"), str)), None)


def _distribution(datasets: Iterable[Node]) -> dict[str, int] | None:
    """Columns named "1 star" to "5 stars" in the page's language, each with one cell; the total is a sixth."""
    columns = next((dig(d, "mainEntity", "csvw:tableSchema", "csvw:columns") for d in datasets), None)
    counts: dict[str, int] = {}
    for column in columns if isinstance(columns, list) else []:
        star = whole(dig(column, "csvw:name"))
        count = whole(dig(column, "csvw:cells", 0, "csvw:value"))
        if star in range(1, 6) and count is not None:
            counts[str(star)] = count
    return counts if len(counts) == 5 else None
