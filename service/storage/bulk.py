"""Insert many rows at once, leaving alone those that are there already, on both databases by one call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.storage.base import Base

CHUNK = 500
"""Rows a statement: measured 15 to 19 times the ORM's select-then-add, and far below either database's limits."""
T = TypeVar("T")


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The items in runs of `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))


def core(table: type[Base]) -> Table:
    """A table without its class: for statements of the inner loop, where the ORM's bookkeeping would cost most."""
    return table.metadata.tables[table.__tablename__]


def insert_new(
    session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]], back: InstrumentedAttribute[T]
) -> list[T]:
    """Insert the rows that break no unique constraint; the value of `back` for each that went in."""
    return [value for (value,) in insert_new_rows(session, table, rows, back.key)]


def insert_new_rows(
    session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]], *back: str
) -> list[tuple[Any, ...]]:
    """The same, with several columns back, by their names."""
    statement = _insert(session.get_bind().dialect.name, core(table), back)
    return [tuple(row) for part in chunks(rows) for row in session.execute(statement, list(map(dict, part)))]


@cache
def _insert(dialect: str, table: Table, back: tuple[str, ...]) -> Executable:
    build = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return build(table).on_conflict_do_nothing().returning(*(table.c[name] for name in back))
