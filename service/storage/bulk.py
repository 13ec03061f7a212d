"""Insert many rows at once, leaving alone those that are there already, on both databases by one call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table
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
    build = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    plain = core(table)
    statement = build(plain).on_conflict_do_nothing().returning(plain.c[back.key])
    return [value for part in chunks(rows) for value in session.scalars(statement, list(map(dict, part)))]
