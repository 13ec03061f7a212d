"""Full parse of the shared captures to records, beside BeautifulSoup + html.parser parsing the same pages to a tree alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

from benchmarks.measuring import best_of
from scrapers import parse_page


def rows(shared: Path) -> Iterator[tuple[str, ...]]:
    pages = [path.read_bytes() for path in sorted(shared.glob("pages/*/*.html"))]
    parse_page(pages[0])  # month tables and platforms are loaded once in a process

    def ours() -> int:
        return sum(len(parse_page(page).reviews) for page in pages)

    def baseline() -> None:
        for page in pages:
            BeautifulSoup(page, "html.parser")

    mine, theirs = best_of(5, ours, baseline)
    yield (
        f"parse {len(pages)} captures to {ours()} records",
        f"{1000 * mine:.0f} ms",
        f"BeautifulSoup + html.parser, tree alone: {1000 * theirs:.0f} ms",
        f"{theirs / mine:.1f}×",
        "≥ 25×",
    )
