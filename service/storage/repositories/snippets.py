"""Snippets: texts kept to be used again, shared or one person's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.domain.errors import NotFound
from service.storage.tables import Snippet


def add(session: Session, **fields: Any) -> Snippet:
    """Keep one."""
    snippet = Snippet(**fields)
    session.add(snippet)
    session.flush()
    return snippet


def get(session: Session, number: int) -> Snippet:
    """Raises NotFound."""
    snippet = session.get(Snippet, number, populate_existing=True)
    if snippet is None:
        raise NotFound(f"there is no snippet {number}")
    return snippet


def listed(session: Session, employer_id: int, name: str, language: str | None = None) -> Sequence[Snippet]:
    """An employer's shared ones and this person's own, by name."""
    query = (
        select(Snippet)
        .where(Snippet.employer_id == employer_id, Snippet.private_to.is_(None) | (Snippet.private_to == name))
        .order_by(Snippet.name, Snippet.id)
    )
    return session.scalars(query.where(Snippet.language == language) if language else query).all()


def change(session: Session, number: int, **fields: Any) -> None:
    """Put other values in the place of what stands."""
    session.execute(update(Snippet).where(Snippet.id == number).values(**fields))


def approve(session: Session, number: int, text: str, **fields: Any) -> bool:
    """Approve the text that was read; whether it still stood so."""
    same = (Snippet.id == number) & (Snippet.text == text)
    done = session.execute(update(Snippet).where(same).values(**fields).execution_options(synchronize_session=False))
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult


def drop(session: Session, number: int) -> None:
    """Let it go."""
    session.execute(delete(Snippet).where(Snippet.id == number))
