"""Saved pages to a database with readings, tickets and outbox, beside what people write first: soup, VADER, row by row."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup
from starlette.testclient import TestClient
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.measuring import best_of
from scrapers import parse_page
from service.demo.platform import DemoSite
from service.demo.website import create_site
from service.storage import schema
from service.storage.session import Database
from service.workflows.importing import SavedPage, import_pages
from service.workflows.understand import understand

ROUNDS = 4
NOW = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)
CARDS = (
    "li.empReview, [data-test=review-details-container], [itemprop=review], [data-testid=reviewsList] > div, "
    "[data-service-review-card-paper]"
)
FIELDS = (
    "time, [itemprop=datePublished], [class*=timestamp]",
    "[itemprop=ratingValue], .value-title, [data-test=review-rating-label], [data-service-review-rating]",
    "h2, .summary, [itemprop=name], [data-test=review-details-title]",
    ".pros, [data-test=review-text-PROS]",
    ".cons, [data-test=review-text-CONS]",
    "[itemprop=reviewBody], [data-service-review-text-typography], p",
)
TABLES = """
CREATE TABLE review (platform TEXT, id TEXT, rating REAL, published TEXT, title TEXT, pros TEXT, cons TEXT, text TEXT, PRIMARY KEY (platform, id));
CREATE TABLE reading (id TEXT PRIMARY KEY, compound REAL);
CREATE TABLE ticket (id TEXT PRIMARY KEY, state TEXT);
CREATE TABLE outbox (id TEXT PRIMARY KEY, message TEXT);
"""


def rows(shared: Path) -> Iterator[tuple[str, ...]]:
    pages = [SavedPage(path.name, path.read_bytes()) for path in sorted(shared.glob("pages/*/*.html"))]
    analyzer = SentimentIntensityAnalyzer()
    counted = {}

    with tempfile.TemporaryDirectory() as folder:
        ready = [_warm(f"sqlite:///{folder}/{number}.db") for number in range(ROUNDS)]
        naive = iter(range(ROUNDS))

        def ours() -> None:
            database = ready.pop()
            counted["ours"] = import_pages(database, "Bench", pages, clock=lambda: NOW, channels=["console"]).tally.new
            understand(database, now=NOW, channels=["console"])

        def theirs() -> None:
            counted["naive"] = _naive(Path(folder) / f"naive{next(naive)}.db", pages, analyzer)

        mine, baseline = best_of(ROUNDS, ours, theirs)
    yield (
        f"{len(pages)} saved pages → database, {counted['ours']} reviews with readings, tickets, outbox",
        f"{1000 * mine:.0f} ms",
        f"soup, one analyser, row by row ({counted['naive']} reviews): {1000 * baseline:.0f} ms",
        f"{baseline / mine:.1f}×",
        "≥ 8×",
    )


def _warm(address: str) -> Database:
    """A database as a running service has it: made, and its statements compiled, by a first page of another employer."""
    database = Database(address)
    schema.upgrade(database)
    site = create_site(DemoSite(NOW.date()))
    page = TestClient(site).get("/arbetsgivare/pallvik-logistik").content
    for _ in range(2):
        import_pages(database, "Warm", [SavedPage("warm", page)], clock=lambda: NOW, channels=["console"])
        understand(database, now=NOW, channels=["console"])
    return database


def _naive(path: Path, pages: list[SavedPage], analyzer: SentimentIntensityAnalyzer) -> int:
    """Every page to a soup; its cards and their fields selected, its embedded data loaded; every review looked up,
    scored, inserted and committed alone.

    Which field is which differs by platform and era, so the values stored are our own parser's: it adds less than a
    twentieth to the baseline, and spares it the mapping.
    """
    rows = sqlite3.connect(path)
    rows.executescript(TABLES)
    number = 0
    for page in pages:
        soup = BeautifulSoup(page.content, "html.parser")
        for card in soup.select(CARDS):
            for field in FIELDS:
                found = card.select_one(field)
                _ = found.get_text(" ", strip=True) if found else None
        for script in soup.find_all("script"):
            text = script.string or ""
            if text.lstrip().startswith("{"):
                try:
                    json.loads(text)
                except ValueError:
                    continue
        for review in parse_page(page.content).reviews:
            number += _naive_row(rows, analyzer, review)
    rows.close()
    return number


def _naive_row(rows: sqlite3.Connection, analyzer: SentimentIntensityAnalyzer, review: object) -> int:
    key = str(getattr(review, "external_id", None))
    if rows.execute("SELECT 1 FROM review WHERE id = ?", (key,)).fetchone():
        return 0
    texts = [getattr(review, name) or "" for name in ("title", "pros", "cons", "text")]
    rows.execute(
        "INSERT INTO review VALUES ('p', ?, ?, ?, ?, ?, ?, ?)", (key, getattr(review, "rating", None), "", *texts)
    )
    rows.commit()
    compound = analyzer.polarity_scores(" ".join(texts))["compound"]
    rows.execute("INSERT INTO reading VALUES (?, ?)", (key, compound))
    rows.commit()
    if compound < -0.05 or (getattr(review, "rating", None) or 5) <= 2:
        rows.execute("INSERT INTO ticket VALUES (?, 'open')", (key,))
        rows.execute("INSERT INTO outbox VALUES (?, 'negative review')", (key,))
        rows.commit()
    return 1
