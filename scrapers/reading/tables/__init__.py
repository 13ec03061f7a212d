"""Tables of reviews, whatever file they came in: rows of text cells in, reviews out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scrapers.contract import LayoutChanged, Review
from scrapers.reading.tables.authors import author_edits, without_authors
from scrapers.reading.tables.building import Builder
from scrapers.reading.tables.columns import Layout, Rows, column, head_row, layout_of
from scrapers.reading.tables.signatures import audience_on, platform_of_heads, platform_of_links

__all__ = ["Layout", "Rows", "TableRead", "author_edits", "looks_like_reviews", "read_table", "without_authors"]


@dataclass(frozen=True, slots=True)
class TableRead:
    """What a table gave: the platform its heads tell, its reviews, and what of it could not be read."""

    platform: str | None
    reviews: tuple[Review, ...]
    problems: tuple[str, ...] = ()


def looks_like_reviews(rows: Rows) -> bool:
    """Whether these rows have heads of a table of reviews."""
    if head_row(rows) is None:
        return False
    try:
        return layout_of(rows).is_of_reviews
    except LayoutChanged:
        return False


def read_table(
    rows: Rows, *, columns: Mapping[str, str] | None = None, captured_at: datetime | None = None
) -> TableRead:
    """All reviews of a table. Raises `LayoutChanged` naming what is missing and the heads that were seen.

    Columns of authors are emptied before anything is read. A table without one review is never taken for "none".
    """
    rows = without_authors(rows)
    layout = layout_of(rows, columns)
    links = column(rows, layout.head_at, layout.columns["url"]) if "url" in layout.columns else []
    platform = platform_of_heads(layout.heads) or platform_of_links(links)
    builder = Builder(rows, layout, audience_on(platform), captured_at)
    reviews = builder.reviews()
    if not reviews:
        raise LayoutChanged(f"{len(rows) - layout.head_at - 1} rows below the heads, and none has a rating or a text")
    return TableRead(platform, tuple(reviews), tuple(builder.problems))
