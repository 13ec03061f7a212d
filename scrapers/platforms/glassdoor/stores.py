"""Where Glassdoor's pages keep their reviews as JSON: three caches of the site's API client, and the API's answers.

All of them hold the same records. They differ in where the cache lies and in how one record points at another:
`{"type": "id", "id": KEY}` until about 2021, `{"__ref": KEY}` since; an API answer has the records in place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from scrapers.reading.document import Document
from scrapers.reading.embedded import assigned_json, dig, script_json

_QUESTIONS = ("employerReviews(", "employerReviewsRG(")


@dataclass(frozen=True, slots=True)
class Store:
    """Records by key, references between them followed on demand."""

    records: Mapping[str, Any]

    def field(self, record: Any, name: str) -> Any:
        """The value of a field, also one stored with its arguments (`name({"format":"ISO"})`); None when missing."""
        if not isinstance(record, dict):
            return None
        if name in record:
            return self.follow(record[name])
        called = f"{name}("
        return next((self.follow(value) for key, value in record.items() if key.startswith(called)), None)

    def follow(self, value: Any) -> Any:
        """The record a reference points at; any other value unchanged."""
        if not isinstance(value, dict):
            return value
        key = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
        return self.records.get(key) if isinstance(key, str) else value

    def items(self, record: Any, name: str) -> list[dict[str, Any]]:
        """The records of a list field; empty when there is no list."""
        values = self.field(record, name)
        found = [self.follow(value) for value in values] if isinstance(values, list) else []
        return [value for value in found if isinstance(value, dict)]


@dataclass(frozen=True, slots=True)
class Listing:
    """One answer to the site's question for an employer's reviews."""

    store: Store
    answer: dict[str, Any]
    language: str | None = None
    """ISO 639-3 code that was asked for: the language the shown texts are in, when a review itself does not say."""

    @property
    def named(self) -> int:
        """How many reviews it names, readable or not."""
        named = self.answer.get("reviews")
        return sum(1 for review in named if review is not None) if isinstance(named, list) else 0

    @property
    def reviews(self) -> list[dict[str, Any]]:
        """The review records in the order shown."""
        return [review for review in self.store.items(self.answer, "reviews") if _is_id(review.get("reviewId"))]


def _is_id(value: object) -> bool:
    return isinstance(value, (int, str)) and bool(value)


def find_listing(document: Document) -> Listing | None:
    """The review list a page or payload carries as JSON; None when it carries none that can be read."""
    found = list(_payload_listings(document) if document.is_payload else _cached_listings(document))
    return max(found, key=lambda listing: len(listing.reviews), default=None)


def _cached_listings(document: Document) -> Iterator[Listing]:
    records = _cache(document)
    root = records.get("ROOT_QUERY")
    for question, value in root.items() if isinstance(root, dict) else ():
        answer = Store(records).follow(value)
        if question.startswith(_QUESTIONS) and isinstance(answer, dict) and "reviews" in answer:
            yield Listing(Store(records), answer, _language(question))


def _cache(document: Document) -> dict[str, Any]:
    if "__NEXT_DATA__" in document:
        found = dig(script_json(document, 'id="__NEXT_DATA__"'), "props", "pageProps", "apolloCache")
    elif "__APOLLO_STATE__" in document:
        found = assigned_json(document, "__APOLLO_STATE__")
    else:
        found = assigned_json(document, "apolloState") if "apolloState" in document else None
    return found if isinstance(found, dict) else {}


def _language(question: str) -> str | None:
    """The language asked for, from the arguments that are part of the cache's key."""
    try:
        arguments = orjson.loads(question[question.index("(") + 1 : question.rindex(")")])
    except ValueError:
        return None
    language = dig(arguments, "employerReviewsInput", "language") or dig(arguments, "language")
    return language if isinstance(language, str) else None


def _payload_listings(document: Document) -> Iterator[Listing]:
    """Answers of the site's own API: `data.employerReviews` (2026), `data.employerReviewsRG`, or just the reviews."""
    try:
        root = orjson.loads(document.text)
    except orjson.JSONDecodeError:
        return
    if isinstance(root, list) and dig(root, 0, "reviewId"):
        yield Listing(Store({}), {"reviews": root})
    for part in root if isinstance(root, list) else [root]:
        for name in ("employerReviews", "employerReviewsRG"):
            answer = dig(part, "data", name)
            if isinstance(answer, dict):
                yield Listing(Store({}), answer)
