"""The unit of work and the schema, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Select, column, inspect, select, table, text
from sqlalchemy.exc import StatementError

from service.bootstrap import House
from service.domain.errors import InvalidInput
from service.domain.settings import Settings
from service.storage import schema
from service.storage.repositories import heartbeats
from service.storage.session import Database
from service.storage.tables import Base, Ticket
from tests.factories import NOON


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A database without any table."""
    url = f"sqlite:///{tmp_path / 'empty.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    return Database(url)


def test_the_schema_goes_up_once_from_many_and_back(empty: Database) -> None:
    assert not schema.at_head(empty)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: schema.upgrade(empty), range(4)))
    assert schema.at_head(empty)
    assert set(inspect(empty.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    schema.downgrade(empty, "base")
    assert inspect(empty.engine).get_table_names() == ["alembic_version"]
    empty.close()


def test_of_concurrent_read_modify_writes_none_is_lost(empty: Database) -> None:
    with empty.engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (n INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))
    read: Select[Any] = (
        select(column("n")).select_from(table("counter")).with_for_update()
    )  # SQLite, which locks whole, leaves it out

    def count(_: int) -> None:
        for _ in range(50):
            with empty.write() as session:
                n = session.execute(read).scalar_one()
                session.execute(text("UPDATE counter SET n = :n"), {"n": n + 1})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(4)))
    with empty.read() as session:
        assert session.execute(text("SELECT n FROM counter")).scalar_one() == 200
    empty.close()


def test_a_unit_that_raises_leaves_nothing(database_url: str) -> None:
    database = Database(database_url)

    def fail() -> None:
        with database.write() as session:
            heartbeats.beat(session, "x", NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.read() as session:
        assert heartbeats.last(session, "x") is None
    database.close()


def test_a_reader_does_not_wait_for_a_writer(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.write() as writing:
        heartbeats.beat(writing, "x", NOON)
        with database.read() as reading:
            assert heartbeats.last(reading, "x") is None
    database.close()


def test_sqlite_is_set_up_to_be_safe(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.read() as session:
        told = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "secure_delete")
        }
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1}
    database.close()


def test_a_moment_without_a_zone_is_refused(database_url: str) -> None:
    database = Database(database_url)
    with pytest.raises(StatementError, match="time zone"), database.write() as session:
        heartbeats.beat(session, "x", datetime(2026, 1, 1))  # noqa: DTZ001 (that is the mistake)
    database.close()


@pytest.mark.parametrize("address", ["", "nonsense", "mysql://u:hush@h/d", "oracle://u:hush@h"])
def test_an_address_of_no_database_we_run_on_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(InvalidInput, match="OMDOME_DATABASE_URL") as caught:
        Database(address)
    assert "hush" not in str(caught.value)


def test_no_table_has_a_place_for_an_author() -> None:
    columns = {column.name for table in Base.metadata.tables.values() for column in table.columns}
    assert not {
        name
        for name in columns
        if any(word in name for word in ("reviewer", "alias", "nick", "handle", "email", "avatar"))
    }
    assert {name for name in columns if "author" in name} == {
        "author_title"
    }  # the role that signed an employer's answer
    assert Ticket.__table__.c.owner is not None


def test_the_secret_is_made_once_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    houses = [House(Settings(data_dir=tmp_path)) for _ in range(2)]
    assert houses[0].secret == houses[1].secret
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert House(Settings(data_dir=tmp_path, secret=SecretStr("x" * 32))).secret == "x" * 32
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
