"""A run on a list that has not changed: the site answers 304 and nothing is parsed. Processor time of a whole look."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.measuring import best_of
from scrapers import parse_page
from service.bootstrap import House, open_house
from service.domain.settings import Settings
from service.storage.repositories import employers
from service.workflows.watch import add_source
from tests.factories import NOON, Clockwork, FakeChannel

LOOKS = 300


class _Unchanged(BaseHTTPRequestHandler):
    page = b""

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self._send(404, b"")
        elif self.headers.get("If-None-Match") == '"one"':
            self._send(304, b"")
        else:
            self._send(200, self.page)

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("ETag", '"one"')
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Silent."""


def _page() -> bytes:
    """Twenty reviews on one page, and the rest that a page has."""
    said = [
        {
            "@type": "Review",
            "@id": f"https://x.example/{number}",
            "datePublished": f"2026-10-{number:02d}",
            "reviewRating": {"ratingValue": 1 + number % 5},
            "reviewBody": f"Skift {number}. " * 20,
        }
        for number in range(1, 21)
    ]
    whole = {"@context": "https://schema.org", "@type": "Organization", "name": "X", "review": said}
    script = f'<script type="application/ld+json">{json.dumps(whole)}</script>'
    return f"<html><head>{script}</head><body>{'<p>word</p>' * 20_000}</body></html>".encode()


def rows(shared: Path) -> Iterator[tuple[str, ...]]:
    clock = Clockwork()
    _Unchanged.page = _page()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Unchanged) as server, tempfile.TemporaryDirectory() as folder:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        settings = Settings(
            data_dir=Path(folder), pace_seconds=0, daily_requests=100_000, allow_hosts=frozenset({base[7:]})
        )
        with open_house(settings, clock, {"fake": FakeChannel()}) as house:
            number = _watch(house, f"{base}/reviews")
            for _ in range(3):
                clock.pass_time(minutes=10)
                assert house.look(number).report.good
            spent = min(_run(house, clock, number) for _ in range(LOOKS))
            (parse,) = best_of(20, lambda: parse_page(_Unchanged.page))
        server.shutdown()
    yield (
        "a run whose page is unchanged (304), its HTTP included, best of 300",
        f"{1000 * spent:.1f} ms CPU",
        f"parsing the page: {1000 * parse:.1f} ms",
        f"{spent / parse:.1f}×",
        "≤ 5 ms",
    )


def _watch(house: House, url: str) -> int:
    now = house.clock()
    card = {
        "permission_basis": "ours",
        "terms_reviewed_on": now.date(),
        "terms_reviewed_by": "us",
        "permission_expires_on": now.date() + timedelta(days=99),
    }
    with house.database.write() as session:
        owner = employers.add(session, name="X", now=NOON).id
        return add_source(
            session, employer_id=owner, platform="schema_org", way_in="scrape", url=url, now=now, **card
        ).id


def _run(house: House, clock: Clockwork, number: int) -> float:
    """Processor time of this thread alone: the site runs in another."""
    clock.pass_time(minutes=10)
    began = time.thread_time()
    report = house._collect(number)
    spent = time.thread_time() - began
    assert report.tally.unchanged == report.tally.seen > 0, report
    return spent
