"""Databases for tests: copied, because migrating and a first look are tested once and not paid for every time."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url


class Databases(Protocol):
    """A kind of database, and how one becomes two."""

    kind: str

    def copy(self, template: str | None) -> str:
        """Address of a new one, like that at this address, or empty. Nobody may be connected to the template."""
        ...

    def lasting(self, folder: Path) -> Databases:
        """The same kind, for those that outlive a test."""
        ...


@dataclass
class SqliteFiles:
    """Files in a folder, which they go with."""

    folder: Path
    kind: str = "sqlite"

    def copy(self, template: str | None) -> str:
        """See Databases."""
        path = self.folder / "test.db"
        if template:
            shutil.copy(template.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"

    def lasting(self, folder: Path) -> Databases:
        """See Databases."""
        return SqliteFiles(folder)


@dataclass
class PostgresDatabases:
    """Databases on a server."""

    server: str
    kind: str = "postgres"
    made: list[str] = field(default_factory=list)

    def copy(self, template: str | None) -> str:
        """See Databases."""
        name = f"test_{uuid.uuid4().hex}"
        like = f" TEMPLATE {make_url(template).database}" if template else ""
        with _over(self.server).connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}{like}"))
        self.made.append(name)
        address = make_url(self.server).set(drivername="postgresql+psycopg", database=name)
        return address.render_as_string(hide_password=False)

    def lasting(self, folder: Path) -> Databases:
        """See Databases."""
        return PostgresDatabases(self.server)

    def drop(self) -> None:
        """At once: hundreds of them fill the disk, and deleting them together takes half a minute."""
        with _over(self.server).connect() as connection:
            for name in self.made:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@lru_cache
def _over(server: str) -> Engine:
    return create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
