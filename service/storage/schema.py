"""The database's shape: bring it to the newest, and tell whether it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import service
from service.domain.errors import Conflict
from service.storage.session import Database

POSTGRES_LOCK = 7_036_610_063
"""Advisory lock held while migrating, so that two processes that start together do not both migrate."""

SCHEDULER_LOCK = POSTGRES_LOCK + 1


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema to `revision`; safe to call at every start and from several processes at once."""
    _run(database, revision, command.upgrade)


def downgrade(database: Database, revision: str) -> None:
    """Go back to `revision` ("base" empties the database)."""
    _run(database, revision, command.downgrade)


@contextmanager
def only_scheduler(database: Database) -> Iterator[None]:
    """Hold the right to schedule. Raises Conflict when another process on the same PostgreSQL database holds it."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({SCHEDULER_LOCK})").scalar():
                raise Conflict(
                    "another scheduler runs on this database: stop it first, two would collect everything twice"
                )
            connection.commit()
        try:
            yield
        finally:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({SCHEDULER_LOCK})")
                connection.commit()


def at_head(database: Database) -> bool:
    """Whether the schema is the one this version of the product was written for."""
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(_config()).get_current_head()


def _run(database: Database, revision: str, act: Callable[[Config, str], None]) -> None:
    config = _config()
    with database.engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({POSTGRES_LOCK})")
        config.attributes["connection"] = connection
        act(config, revision)


def _config() -> Config:
    package = Path(service.__file__).parent
    inside_wheel = package / "alembic"
    config = Config()
    config.set_main_option(
        "script_location", str(inside_wheel if inside_wheel.is_dir() else package.parent / "alembic")
    )
    return config
