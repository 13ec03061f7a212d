"""Signs of life of the long-running parts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from service.storage.tables import Heartbeat


def beat(session: Session, name: str, now: datetime) -> None:
    """Say that a part is alive."""
    session.merge(Heartbeat(name=name, at=now))
    session.flush()


def last(session: Session, name: str) -> datetime | None:
    """When a part was last alive."""
    found = session.get(Heartbeat, name)
    return found.at if found else None
