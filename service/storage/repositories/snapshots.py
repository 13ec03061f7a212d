"""Frozen months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.errors import NotFound
from service.storage.bulk import insert_new
from service.storage.tables import Snapshot


def find(session: Session, employer_id: int, month: str) -> Snapshot | None:
    """The frozen month, if it is."""
    return session.scalar(select(Snapshot).where(Snapshot.employer_id == employer_id, Snapshot.month == month))


def get(session: Session, employer_id: int, month: str) -> Snapshot:
    """The frozen month. Raises NotFound."""
    snapshot = find(session, employer_id, month)
    if snapshot is None:
        raise NotFound(f"{month} is not frozen for employer {employer_id}; `omdome audit` freezes it")
    return snapshot


def freeze(session: Session, row: dict[str, Any], now: datetime) -> bool:
    """Keep a month unless it is kept already; whether this call did it."""
    return bool(insert_new(session, Snapshot, [{**row, "frozen_at": now}], Snapshot.id))


def every(session: Session, employer_id: int | None, limit: int, before_id: int | None = None) -> Sequence[Snapshot]:
    """Frozen months, newest first."""
    query = select(Snapshot).order_by(Snapshot.id.desc()).limit(limit)
    if employer_id is not None:
        query = query.where(Snapshot.employer_id == employer_id)
    return session.scalars(query if before_id is None else query.where(Snapshot.id < before_id)).all()
