"""Employers: who is watched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.errors import Conflict, NotFound
from service.storage.tables import Employer


def get(session: Session, employer_id: int) -> Employer:
    """Raises NotFound."""
    employer = session.get(Employer, employer_id)
    if employer is None:
        raise NotFound(f"there is no employer {employer_id}")
    return employer


def named(session: Session, name: str) -> Employer | None:
    """The employer of this exact name."""
    return session.scalar(select(Employer).where(Employer.name == name))


def find(session: Session, word: str) -> Employer:
    """By number or by name, as a person writes it. Raises NotFound."""
    found = named(session, word)
    if found is None and word.isascii() and word.isdigit() and len(word) < 10:
        found = session.get(Employer, int(word))
    if found is None:
        raise NotFound(f"there is no employer {word[:80]!r}; `omdome employers` lists them")
    return found


def every(session: Session) -> Sequence[Employer]:
    """All, oldest first."""
    return session.scalars(select(Employer).order_by(Employer.id)).all()


def add(
    session: Session,
    *,
    name: str,
    now: datetime,
    kind: str = "own",
    time_zone: str = "Europe/Stockholm",
    calendar: str = "SE",
    languages: Sequence[str] = ("sv", "en"),
) -> Employer:
    """Raises Conflict when the name is taken."""
    if named(session, name):
        raise Conflict(f"there is already an employer named {name!r}")
    employer = Employer(
        name=name, kind=kind, time_zone=time_zone, calendar=calendar, languages=list(languages), created_at=now
    )
    session.add(employer)
    session.flush()
    return employer
