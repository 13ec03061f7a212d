"""Answers kept for a day, so that a request sent twice is done once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from service.storage.bulk import insert_new
from service.storage.tables import Once


def get(session: Session, name: str, since: datetime) -> tuple[str, int, bytes, str, dict[str, str]] | None:
    """What was asked under a name since a moment, and what was answered."""
    found = session.get(Once, name)
    if found is None or found.at < since:
        return None
    return found.asked, found.status, found.body, found.kind, found.headers


def keep(
    session: Session,
    name: str,
    asked: str,
    status: int,
    body: bytes,
    kind: str,
    headers: dict[str, str],
    now: datetime,
    kept: timedelta,
) -> None:
    """Keep an answer; those that have had their time go."""
    session.execute(delete(Once).where(Once.at < now - kept))
    row = {
        "name": name, "asked": asked, "status": status, "body": body, "kind": kind, "headers": headers, "at": now,
    }  # fmt: skip
    insert_new(session, Once, [row], Once.name)
