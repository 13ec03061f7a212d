"""Counts for monitoring: numbers of rows by state, never what is in them."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.storage.tables import Alert, Review, Revision, Ticket


def tickets_by_state(session: Session) -> dict[str, int]:
    """State to number of tickets."""
    return dict(session.execute(select(Ticket.state, func.count()).group_by(Ticket.state)).all())


def alerts_by_state(session: Session) -> dict[str, int]:
    """State to number of outbox rows."""
    return dict(session.execute(select(Alert.state, func.count()).group_by(Alert.state)).all())


def reviews(session: Session) -> int:
    """Reviews held."""
    return session.scalar(select(func.count()).select_from(Review)) or 0


def unread(session: Session) -> int:
    """Revisions waiting to be understood."""
    return session.scalar(select(func.count()).select_from(Revision).where(Revision.read_by.is_(None))) or 0
