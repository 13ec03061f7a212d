"""Any other site that marks up its reviews with schema.org, as JSON-LD or microdata."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.contract import Audience, Page, PlatformFacts, Review, Verdict
from scrapers.reading.document import Document
from scrapers.reading.schema_org import Node, every, json_ld, microdata, words
from scrapers.reading.schema_reviews import Standing, review, standing

FACTS = PlatformFacts(
    slug="schema_org",
    name="Any site with schema.org reviews",
    hosts=(),
    audience=Audience.CUSTOMER,
    version=1,
    forms=("JSON-LD", "microdata"),
    ways_in=("saved page", "polite scraping"),
    paging="`?page=`, in the site's own order",
    newest_first=False,
    whole_list=False,
    author_keys=("author.*", "reviewer.*"),
    author_selectors=("[itemprop=author]",),
)

_RATINGS = ("AggregateRating", "EmployerAggregateRating")
_TYPES = ("Review", *_RATINGS)
_MARKS = tuple(f"{before}{name}{after}" for name in _TYPES for before in ('"', "schema.org/", ":") for after in "\"'")
_LANGUAGE = re.compile(r"""[^>]*\blang=["']?([\w-]+)""", re.IGNORECASE)


class SchemaOrg:
    """Reads what the page states for search engines; tried after every platform with a name of its own."""

    facts = FACTS

    def recognises(self, document: Document) -> bool:
        """Whether the page carries a Review or an aggregate rating."""
        return "schema.org" in document and any(mark in document for mark in _MARKS)

    def read(self, document: Document) -> Page:
        """The page's reviews; with an aggregate alone it is no review list, yet tells the standing."""
        nodes = _nodes(document)
        found, declared = list(every(nodes, "Review")), standing(every(nodes, *_RATINGS))
        return Page(
            self.facts.slug,
            Verdict.REVIEWS if found else Verdict.NOT_REVIEWS,
            declared_total_all=declared.total,
            declared_rating=declared.rating,
            employer_name=_employer(nodes, found, declared),
            parser=self.facts.parser,
            reviews=_reviews(document, found, _audience(nodes)),
        )

    def page_url(self, url: str, page: int) -> str:
        """The address with its `page` parameter set; the first page is the address itself."""
        parts = urlsplit(url)
        kept = [(key, value) for key, value in parse_qsl(parts.query) if key != "page"]
        paged = [("page", str(page))] if page > 1 else []
        return urlunsplit(parts._replace(query=urlencode([*kept, *paged]), fragment=""))


def _nodes(document: Document) -> list[Node]:
    """JSON-LD, or microdata where that holds no review; a page rarely has both, and then they repeat each other."""
    linked = json_ld(document)
    if any(every(linked, "Review")) or "itemscope" not in document:
        return linked
    return [*microdata(document, *_TYPES), *linked]


def _reviews(document: Document, found: list[Node], audience: Audience) -> tuple[Review, ...]:
    tag = next((after for _, after in document.around("<html", 0, 500)), "")
    match = _LANGUAGE.match(tag)
    language = match[1] if match else None
    return tuple(
        review(node, audience, language=language, reference=document.captured_at, external_id=identity)
        for node, identity in zip(found, _identities(found, document.url), strict=True)
    )


def _employer(nodes: Iterable[Node], found: Iterable[Node], declared: Standing) -> str | None:
    """Who is reviewed: as the aggregate says, as the node with the aggregate is called, or as a review says."""
    rated = (words(node.get("name")) for node in nodes if node.get("aggregateRating"))
    reviewed = (words(node.get("itemReviewed")) for node in found)
    return declared.name or next((name for name in (*rated, *reviewed) if name), None)


def _audience(nodes: list[Node]) -> Audience:
    """Employees where the page rates an employer, by its own type of rating or because it also hires."""
    employing = any(every(nodes, "EmployerAggregateRating")) or any(every(nodes, "JobPosting"))
    return Audience.EMPLOYEE if employing else Audience.CUSTOMER


def _identities(found: list[Node], page: str | None) -> list[str | None]:
    """The `@id` or address of each review, unless it is shared, or names the page instead of the review."""
    stated = [_identity(node) for node in found]
    times = Counter(stated)
    return [one if times[one] == 1 and one != page else None for one in stated]


def _identity(node: Node) -> str | None:
    values = (node.get("@id"), node.get("url"), node.get("identifier"))
    return next((value for value in values if isinstance(value, str) and value.strip()), None)


PLATFORM = SchemaOrg()
