"""Read review pages: `parse_page` takes bytes and gives back a `Page`, whatever the bytes are."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scrapers.contract import (
    LayoutChanged,
    Page,
    Platform,
    Response,
    Review,
    Unreadable,
    Verdict,
    as_record,
)

if TYPE_CHECKING:
    from scrapers.reading.document import Document

__all__ = ["Page", "Response", "Review", "Verdict", "as_record", "parse_page"]

_TOLD = frozenset({Verdict.REVIEWS, Verdict.EMPTY, Verdict.PAST_END, Verdict.LOGIN_WALL, Verdict.BLOCKED})


def parse_page(
    content: bytes | str,
    *,
    url: str | None = None,
    platform: str | Platform | None = None,
    captured_at: datetime | None = None,
    columns: Mapping[str, str] | None = None,
) -> Page:
    """One page, payload or file, fully read when this returns. Never raises because of what the content is.

    `url` is the address it was asked for (needed to tell `past_end`), `platform` a slug (or a platform
    that is not among the known, such as a recipe being tried) that spares recognition,
    `captured_at` what relative dates count from, `columns` the heads of a table where looking at them is not enough.
    Raises `ValueError` for a `platform` that is not known.
    """
    from scrapers.incoming import opened, read_file
    from scrapers.reading.document import Document
    from scrapers.recipes import known_platforms
    from scrapers.recognise import platform_of, second_look

    chosen = _chosen(platform, known_platforms())
    slug = chosen.facts.slug if chosen else None
    try:
        if isinstance(content, bytes):
            came = opened(content)
            content, url, captured_at = came.content, url or came.url, captured_at or came.captured_at
            if came.kind is not None:
                return read_file(came.kind, came.content, platform=slug, captured_at=captured_at, columns=columns)
        document = Document(content, url=url, captured_at=captured_at)
    except Unreadable as problem:
        return Page(slug, Verdict.UNREADABLE, error=str(problem))
    page = _read(document, chosen or platform_of(document, known_platforms().values()))
    return page if page.verdict in _TOLD else second_look(document, page)


def _chosen(platform: str | Platform | None, known: Mapping[str, Platform]) -> Platform | None:
    if not isinstance(platform, str):
        return platform
    if platform not in known:
        raise ValueError(f"there is no platform {platform!r}; known are {', '.join(known)}")
    return known[platform]


def _read(document: Document, platform: Platform | None) -> Page:
    """What the platform makes of the page; whatever goes wrong on the way is a changed layout, and says where."""
    if platform is None:
        return Page(None, Verdict.NOT_REVIEWS)
    facts = platform.facts
    try:
        page = replace(platform.read(document), platform=facts.slug, parser=facts.parser)
        return replace(page, reviews=_trusted(page))
    except LayoutChanged as problem:
        error = str(problem)
    except Exception as problem:  # any content may come in; what it broke is reported in the page, not lost
        error = _place(problem)
    return Page(facts.slug, Verdict.LAYOUT_CHANGED, parser=facts.parser, error=error)


def _trusted(page: Page) -> tuple[Review, ...]:
    """The page's reviews, each id once (featured ones come twice).

    Raises `LayoutChanged` when the verdict cannot be: a review list without reviews, or reviews that say nothing.
    """
    if page.verdict is Verdict.EMPTY and page.reviews:
        raise LayoutChanged(f"the list says it is empty and holds {len(page.reviews)} reviews")
    if page.verdict is not Verdict.REVIEWS:
        return ()
    if not page.reviews:
        raise LayoutChanged("a review list without reviews that does not prove it is empty")
    if not any(_says_something(review) for review in page.reviews):
        raise LayoutChanged(f"none of {len(page.reviews)} reviews has a rating or a text")
    seen: dict[object, Review] = {}
    for review in page.reviews:
        seen.setdefault(review.external_id or object(), review)
    return tuple(seen.values())


def _says_something(review: Review) -> bool:
    return review.rating is not None or any((review.title, review.pros, review.cons, review.advice, review.text))


def _place(problem: Exception) -> str:
    """Which error and where; not its message, which may quote the page."""
    last = traceback.extract_tb(problem.__traceback__)[-1]
    return f"{type(problem).__name__} in {Path(last.filename).name}, line {last.lineno} ({last.name})"
