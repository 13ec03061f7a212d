"""The schema goes up and back on both databases, is told from an old one, and has no place for an author."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

import service
from service.domain.errors import Conflict
from service.storage import schema
from service.storage.repositories import heartbeats
from service.storage.session import Database
from service.storage.tables import Base
from tests.factories import NOON

AUTHORISH = re.compile(r"author(?!_title$)|reviewer|alias|writer|nick|handle|signature|display_name|e_?mail|avatar")
"""Names under which a column could hold who wrote a review. `author_title` is the office that signed an employer's answer."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table, once of each kind."""
    url = f"sqlite:///{tmp_path / 'empty.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    made = Database(url)
    yield made
    made.close()


def test_an_empty_database_is_not_at_head_and_an_upgraded_one_is(empty: Database) -> None:
    assert not schema.at_head(empty)
    schema.upgrade(empty)
    assert schema.at_head(empty)
    schema.downgrade(empty, "base")
    assert not schema.at_head(empty)
    assert set(inspect(empty.engine).get_table_names()) <= {"alembic_version"}
    schema.upgrade(empty)
    assert schema.at_head(empty)


def test_an_upgrade_that_is_repeated_keeps_what_is_there(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.write() as session:
        heartbeats.beat(session, "x", NOON)
    schema.upgrade(empty)
    with empty.read() as session:
        assert heartbeats.last(session, "x") == NOON


def test_four_that_start_at_the_same_moment_migrate_once(empty: Database) -> None:
    together = threading.Barrier(4)

    def start(_: int) -> bool:
        own = Database(empty.engine.url.render_as_string(hide_password=False))
        together.wait(20)
        try:
            schema.upgrade(own)
            return schema.at_head(own)
        finally:
            own.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [True] * 4
    with empty.read() as session:
        assert session.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1


def test_the_migrations_make_what_the_tables_say(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []


def test_no_column_of_any_table_is_named_like_an_author(empty: Database) -> None:
    schema.upgrade(empty)
    found = inspect(empty.engine)
    columns = [(table, column["name"]) for table in found.get_table_names() for column in found.get_columns(table)]
    assert len(columns) > 50
    assert [named for named in columns if AUTHORISH.search(named[1])] == []
    assert AUTHORISH.search("author")
    assert AUTHORISH.search("author_name")


def test_one_scheduler_a_postgres_database(postgres_url: str) -> None:
    one, other = Database(postgres_url), Database(postgres_url)
    with schema.only_scheduler(one):
        with pytest.raises(Conflict, match="another scheduler"), schema.only_scheduler(other):
            raise AssertionError("two schedulers run")
        schema.upgrade(other)  # the right to schedule does not hold up a migration
    with schema.only_scheduler(other):
        pass
    one.close()
    other.close()


def test_a_scheduler_that_fails_gives_its_right_back(empty: Database) -> None:
    with pytest.raises(RuntimeError), schema.only_scheduler(empty):
        raise RuntimeError
    with schema.only_scheduler(empty):
        schema.upgrade(empty)
    assert schema.at_head(empty)


def test_migrations_inside_an_installed_package_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "alembic").mkdir()
    monkeypatch.setattr(service, "__file__", str(tmp_path / "__init__.py"))
    assert schema._config().get_main_option("script_location") == str(tmp_path / "alembic")
