"""Whose a thing is: the employer behind the number in an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.storage.tables import CollectionRound, Promise, Review, Snippet, Source, Ticket

KINDS: Mapping[str, Any] = {
    "ticket_id": Ticket,
    "review_id": Review,
    "source_id": Source,
    "round_id": CollectionRound,
    "promise_id": Promise,
    "snippet_id": Snippet,
}
"""Names of path parameters, and the tables they count in."""


def employer_of(session: Session, kind: str, number: int) -> int | None:
    """The employer; None for what does not exist."""
    if not 0 < number < 2**31:
        return None
    table = KINDS[kind]
    return session.scalar(select(table.employer_id).where(table.id == number))
