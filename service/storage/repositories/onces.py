"""Answers kept for a day, so that a request sent twice is done once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from service.storage.bulk import insert_new
from service.storage.tables import Once

UNDER_WAY = 0
"""Stands for the status while the request is still being answered."""
GIVEN_UP = timedelta(minutes=1)
"""After so long nobody is answering it any more: the process has died."""


def begin(session: Session, name: str, asked: str, now: datetime, kept: timedelta) -> Once | None:
    """Take a name for a request; None when it is ours now, else what is kept under it. Old ones go."""
    dead = (Once.status == UNDER_WAY) & (Once.at < now - GIVEN_UP)
    session.execute(delete(Once).where((Once.at < now - kept) | dead))
    row = {
        "name": name, "asked": asked, "status": UNDER_WAY, "body": b"", "kind": "", "headers": {}, "at": now,
    }  # fmt: skip
    return None if insert_new(session, Once, [row], Once.name) else session.get(Once, name)


def keep(session: Session, name: str, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
    """Keep an answer under its name."""
    answer = {"status": status, "body": body, "kind": kind, "headers": headers}
    session.execute(update(Once).where(Once.name == name).values(answer))


def let_go(session: Session, name: str) -> None:
    """Free a name whose request came to nothing."""
    session.execute(delete(Once).where(Once.name == name))
