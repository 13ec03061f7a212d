"""Review records as JSON lines, or the page objects of `omdome parse`, one a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson

from scrapers.contract import ImportKind, Page, Review, Unreadable, Verdict, as_record
from scrapers.reading.records import page_of, review_of

_LONGEST_FIRST = 4 * 1024 * 1024  # bytes of a first line that is looked into
_OWN = {
    "external_id",
    "published_on",
    "pros",
    "cons",
    "rating_raw",
    "subratings",
    "responses",
    "employment",
    "audience",
}
"""Keys hardly anybody else's JSON has; one of them is enough."""
_FIELDS = frozenset(Review.__dataclass_fields__) | {"id"}
_SAYING = frozenset({"rating", "title", "pros", "cons", "advice", "text"})
_SEPARATORS = {b"\xc2\x85": b"\\u0085", b"\xe2\x80\xa8": b"\\u2028", b"\xe2\x80\xa9": b"\\u2029"}
_REFUSED = b"null"
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s*null\s*\n)*\s*")


@dataclass(slots=True)
class _Lines:
    """What was read so far, line by line."""

    pages: list[Page] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    bad: list[int] = field(default_factory=list)


class JsonLines:
    """Reads what `omdome export --format jsonl`, `omdome parse` and other tools write."""

    slug = "json_lines"
    name = "Review records (.jsonl)"
    version = 1

    def recognises(self, content: bytes) -> bool:
        """By the keys of the first line; in what was kept, of the first that could be read."""
        start = _BEFORE.match(content)
        if start is None or not content.startswith(b"{", start.end()):
            return False
        first = content[start.end() : start.end() + _LONGEST_FIRST].partition(b"\n")[0]
        record = _parsed(first)
        return isinstance(record, dict) and (_is_page(record) or _is_review(record))

    def blanked(self, content: bytes) -> bytes:
        """Every line written anew with the keys of the format only; a line that cannot be read is `null`."""
        return b"\n".join(_rewritten(line) for line in _lines(content))

    def read(
        self, content: bytes, *, captured_at: datetime | None = None, columns: Mapping[str, str] | None = None
    ) -> Page:
        """All lines as one page; lines that cannot be read are counted in `error`, the others are unharmed.

        Raises `Unreadable` when there is no line that can be read.
        """
        found = _Lines()
        for number, line in enumerate(_lines(content), 1):
            if line.strip():
                _take(found, number, line)
        if not found.pages and not found.reviews:
            raise Unreadable("no line of the file is a review record or a page object: one JSON object a line is read")
        page = _merged(found)
        error = "; ".join(filter(None, (page.error, _told(found.bad))))
        return replace(page, parser=f"{self.slug}/{self.version}", error=error or None)


def _lines(content: bytes) -> list[bytes]:
    return content.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def _parsed(line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return None


def _is_page(record: Mapping[str, Any]) -> bool:
    return "verdict" in record and "reviews" in record


def _is_review(record: Mapping[str, Any]) -> bool:
    """Some say little; then all they say must be ours, as other people's items have a title and a text as well."""
    known = record.keys() & _FIELDS
    return bool(known & _SAYING) and (bool(known & _OWN) or len(known) == len(record))


def _understood(line: bytes) -> Page | Review | None:
    record = _parsed(line)
    if not isinstance(record, dict):
        return None
    try:
        return page_of(record) if _is_page(record) else (review_of(record) if record.keys() & _SAYING else None)
    except ValueError:
        return None


def _take(found: _Lines, number: int, line: bytes) -> None:
    value = _understood(line)
    if isinstance(value, Page):
        found.pages.append(value)
        found.reviews += value.reviews
    elif value is not None:
        found.reviews.append(value)
    else:
        found.bad.append(number)


def _rewritten(line: bytes) -> bytes:
    if not line.strip():
        return b""
    value = _understood(line)
    written = orjson.dumps(as_record(value)) if value is not None else _REFUSED
    for separator, escaped in _SEPARATORS.items():
        written = written.replace(separator, escaped)
    return written


def _merged(found: _Lines) -> Page:
    """One page of all: a single one keeps what it declares, several keep what they agree on."""
    if len(found.pages) == 1 and len(found.reviews) == len(found.pages[0].reviews):
        return found.pages[0]
    platforms, verdicts = _each("platform", found.pages), _each("verdict", found.pages)
    platform = platforms[0] if len(platforms) == 1 else None
    if found.reviews:
        return Page(platform, Verdict.REVIEWS, reviews=tuple(found.reviews))
    return Page(platform, verdicts[0] if len(verdicts) == 1 else Verdict.NOT_REVIEWS)


def _each(name: str, pages: list[Page]) -> list[Any]:
    return list(dict.fromkeys(getattr(page, name) for page in pages))


def _told(bad: list[int]) -> str:
    return f"{len(bad)} lines could not be read, the first is line {bad[0]}" if bad else ""


KIND: ImportKind = JsonLines()
