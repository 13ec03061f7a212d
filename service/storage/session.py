"""The unit of work: the only place that commits.

SQLite runs in WAL mode, and a unit that writes takes the write lock at its start (`BEGIN IMMEDIATE`): without it two
units that read before they write lose updates silently. Readers never wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

import orjson
import stamina
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from service.domain.errors import InvalidInput

BUSY_TIMEOUT_MS = 15_000
KINDS = {"sqlite", "postgresql"}
KEPT, MORE = 40, 20
"""Connections of one process: those kept open, as many as the web server handles requests at once, and more for the
scheduler's jobs. Who has to wait for one may wait long: later ones are served first."""


class Database:
    """A database and its two kinds of unit: `write()` commits at its end or not at all, `read()` never does."""

    def __init__(self, address: str) -> None:
        """Raises InvalidInput when the address is of no kind we run on."""
        self.engine = _engine(address)
        self._reading = sessionmaker(self.engine, expire_on_commit=False)
        self._lean = self.engine.execution_options(writes=True)
        self._writing = sessionmaker(self._lean, expire_on_commit=False)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A unit that changes something: committed when the block ends well, rolled back when it raises."""
        with self._writing.begin() as session:
            yield session

    @contextmanager
    def lean(self) -> Iterator[Connection]:
        """A unit that writes by prepared statements alone, without the ORM's session: a quarter cheaper."""
        with self._lean.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A unit that only looks."""
        with self._reading() as session:
            yield session

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """A unit that only looks, by prepared statements alone: what is asked with every request."""
        with self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _engine(address: str) -> Engine:
    try:
        url = make_url(address)
    except ArgumentError:
        url = None  # the address may hold a password: it is named by its setting, not repeated
    if url is None or url.get_backend_name() not in KINDS:
        raise InvalidInput(
            "OMDOME_DATABASE_URL is no address of a SQLite or PostgreSQL database; "
            "write sqlite:///folder/file.db or postgresql+psycopg://user:password@host/name"
        )
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=KEPT,
            max_overflow=MORE,
            pool_pre_ping=True,
            json_deserializer=orjson.loads,
        )
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=KEPT,
        max_overflow=MORE,
        connect_args={"check_same_thread": False},
        json_deserializer=orjson.loads,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, below
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    _switch_to_wal(connection)
    for pragma in (
        "foreign_keys=ON",
        "synchronous=NORMAL",
        "secure_delete=ON",  # erased text must be gone from the file, not only from the tables
    ):
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_wal(connection: Any) -> None:
    """A new file's switch to WAL is refused at once, whatever the busy timeout, while another process makes it too."""
    for attempt in stamina.retry_context(
        on=OperationalError, attempts=50, wait_initial=0.01, wait_max=0.1, wait_jitter=0.02
    ):
        with attempt:
            connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    plain: Any = connection.connection.driver_connection  # as the pool's own hooks do: a tenth of the cost
    plain.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
