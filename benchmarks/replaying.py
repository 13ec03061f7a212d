"""Replay of 10,000 captures: memory that does not grow, and captures a second beside parsing the same bytes alone.

Usage: uv run python -m benchmarks.replaying [CAPTURES]
"""

from __future__ import annotations

import hashlib
import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from scrapers import parse_page
from service.storage.repositories import captures, employers, runs, sources
from service.workflows.replay import replay
from tests.factories import NOON, Clockwork, FakeChannel, make_house
from tests.scrapers.pages.indeed import make_item, make_page, make_state

TOLD = 1000


def page(number: int) -> bytes:
    """Twenty reviews of its own, on a page of ordinary size."""
    items = [make_item(number * 20 + place) for place in range(20)]
    return make_page(make_state(items), body="<p>word</p>" * 8000)


def main(count: int = 10_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = make_house(f"sqlite:///{folder}/omdome.db", Path(folder), Clockwork(), FakeChannel())
        with house.database.write() as session:
            owner = employers.add(session, name="X", now=NOON).id
            source = sources.for_files(session, owner, "indeed", "import", "employee", NOON).id
            run = runs.start(session, source, NOON)
        for start in range(0, count, 200):
            with house.database.write() as session:
                for number in range(start, min(start + 200, count)):
                    body = page(number)
                    captures.keep(
                        session,
                        source_id=source,
                        run_id=run,
                        digest=hashlib.sha256(body).hexdigest(),
                        body=body,
                        url=None,
                        status=None,
                        content_type=None,
                        fetched_at=NOON + timedelta(seconds=number),
                    )
        memory: list[int] = []

        def tell(done: int) -> None:
            if done % TOLD == 0:
                memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

        began = time.process_time()
        found = replay(house.database, now=NOON, dry_run=True, tell=tell)
        ours = (time.process_time() - began) / found.captures
        began = time.process_time()
        for number in range(200):
            body = page(number)
        making = time.process_time() - began
        began = time.process_time()
        for number in range(200):
            body = page(number)
            parse_page(body, platform="indeed")
        alone = (time.process_time() - began - making) / 200
        house.close()
    print(f"{found.captures} captures, {found.new} reviews would be new; peak memory after each {TOLD}: {memory} MB")
    print(f"{1 / ours:.0f} captures/s a core; parsing alone {1 / alone:.0f}/s: {alone / ours:.2f} of it")
    assert memory[-1] <= memory[0] * 1.1


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
