"""Runs the migrations: inside the product over a given connection, for developers over OMDOME_DATABASE_URL."""

import os
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.schema import SchemaItem

from service.storage.base import Json, UtcMoment
from service.storage.session import Database
from service.storage.tables import Base


def ours(item: SchemaItem, name: str | None, kind: str, reflected: bool, against: SchemaItem | None) -> bool:
    """Leave out what procrastinate keeps in the same database."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def render(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types as plain ones, so that an old migration never depends on today's code."""
    if isinstance(item, UtcMoment):
        return "sa.DateTime(timezone=True)"
    if item is Json:
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations over an open connection; SQLite alters tables by batch."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        include_object=ours,
        render_item=render,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    database = Database(os.environ.get("OMDOME_DATABASE_URL", "sqlite:///omdome-data/omdome.db"))
    with database.engine.execution_options(writes=True).begin() as opened:
        migrate(opened)
