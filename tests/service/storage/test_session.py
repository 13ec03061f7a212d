"""Units of work under contention: a write unit owns the database from its start, a read unit never waits."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from service.domain.errors import InvalidInput
from service.storage.repositories import employers, heartbeats
from service.storage.session import KINDS, Database
from service.storage.tables import Employer
from tests.factories import NOON


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with today's schema, once of each kind."""
    made = Database(database_url)
    yield made
    made.close()


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Database]:
    """The same on SQLite alone."""
    made = Database(sqlite_url)
    yield made
    made.close()


def add_employer(database: Database, name: str = "0") -> int:
    with database.write() as session:
        return employers.add(session, name=name, kind="own", now=NOON).id


def test_two_threads_that_read_then_write_lose_no_update(database: Database) -> None:
    number = add_employer(database)

    def count(_: int) -> None:
        for _ in range(200):
            with database.write() as session:
                row = session.scalars(select(Employer).where(Employer.id == number).with_for_update()).one()
                row.name = str(int(row.name) + 1)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(count, range(2)))
    with database.read() as session:
        assert session.scalars(select(Employer.name)).one() == "400"


def test_as_many_as_one_process_serves_at_once_need_not_wait_for_a_connection(database: Database) -> None:
    """Forty requests, as many as the web server takes at once, and the scheduler's jobs beside them."""
    together = threading.Barrier(55, timeout=20)

    def look(_: int) -> int:
        with database.glance() as connection:
            connection.execute(select(1))
            return together.wait()

    with ThreadPoolExecutor(55) as pool:
        assert len(set(pool.map(look, range(55)))) == 55


def test_a_write_unit_has_the_write_lock_before_it_writes(small: Database) -> None:
    rival = sqlite3.connect(str(small.engine.url.database), timeout=0, isolation_level=None)
    with small.write() as session:
        session.execute(text("SELECT 1"))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            rival.execute("BEGIN IMMEDIATE")
    rival.execute("BEGIN IMMEDIATE")
    rival.close()


def test_a_read_unit_takes_no_write_lock(small: Database) -> None:
    rival = sqlite3.connect(str(small.engine.url.database), timeout=0, isolation_level=None)
    with small.read() as session:
        session.execute(text("SELECT 1"))
        rival.execute("BEGIN IMMEDIATE")
        rival.execute("ROLLBACK")
    rival.close()


def test_a_reader_sees_the_last_commit_while_a_writer_works(database: Database) -> None:
    with database.write() as first:
        heartbeats.beat(first, "x", NOON)
    with database.write() as writing:
        heartbeats.beat(writing, "x", NOON + timedelta(hours=1))
        writing.flush()
        with database.read() as reading:
            assert heartbeats.last(reading, "x") == NOON
    with database.read() as reading:
        assert heartbeats.last(reading, "x") == NOON + timedelta(hours=1)


def test_what_a_read_unit_changes_is_forgotten(database: Database) -> None:
    number = add_employer(database, "Pallvik")
    with database.read() as session:
        session.get_one(Employer, number).name = "Annat"
        session.flush()
    with database.read() as session:
        assert session.get_one(Employer, number).name == "Pallvik"


def test_a_unit_that_breaks_a_rule_of_the_database_leaves_nothing(database: Database) -> None:
    number = add_employer(database, "Pallvik")

    def rename_then_break() -> None:
        with database.write() as session:
            session.get_one(Employer, number).name = "Annat"
            session.execute(text("INSERT INTO source (employer_id) VALUES (999)"))

    with pytest.raises(IntegrityError):
        rename_then_break()
    with database.read() as session:
        assert session.get_one(Employer, number).name == "Pallvik"


@pytest.mark.parametrize(
    "moment", [NOON, NOON.astimezone(timezone(timedelta(hours=-11))), datetime(1970, 1, 1, tzinfo=UTC)]
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database, moment: datetime) -> None:
    with database.write() as session:
        heartbeats.beat(session, "x", moment)
    with database.read() as session:
        found = heartbeats.last(session, "x")
    assert found == moment
    assert found is not None
    assert found.tzinfo is UTC or found.utcoffset() == timedelta(0)


def test_every_connection_is_set_up_alike(small: Database) -> None:
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "synchronous": 1, "busy_timeout": 15_000}
    with small.read() as one, small.write() as other:
        for session in (one, other):
            assert {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in wanted} == wanted


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new' / 'deep' / 'x.db'}")
    with database.read() as session:
        assert session.execute(text("SELECT 1")).scalar() == 1
    database.close()
    assert (tmp_path / "new" / "deep" / "x.db").is_file()


def test_a_postgres_address_gets_the_driver_we_ship() -> None:
    database = Database("postgresql://anna:hush@h.example/omdome")
    assert database.engine.url.drivername == "postgresql+psycopg"
    assert "hush" not in repr(database.engine)
    database.close()


@pytest.mark.parametrize(
    "address", ["", " ", "omdome.db", "mysql://u:hush@h/d", "http://u:hush@h", "postgresql//u:hush@h", "\x00hush"]
)
def test_an_address_we_cannot_use_is_refused_by_its_setting_alone(address: str) -> None:
    with pytest.raises(InvalidInput, match="OMDOME_DATABASE_URL") as caught:
        Database(address)
    assert "hush" not in str(caught.value)
    assert {"sqlite", "postgresql"} == KINDS
