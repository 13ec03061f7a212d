"""The employer's public answers beside reviews: appeared, edited, gone, back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.storage.bulk import chunks, insert_new_rows
from service.storage.repositories import life
from service.storage.tables import Response

Rows = Sequence[Mapping[str, Any]]


def store(session: Session, shown: Mapping[int, Rows], *, whole: bool, run_id: int | None, now: datetime) -> None:
    """Add answers that appeared, and mark those that went: on pages that come whole, or that show other answers."""
    rows = [{"review_id": number, "first_seen_at": now, **answer} for number, mine in shown.items() for answer in mine]
    if not rows and not whole:
        return
    fresh = set(insert_new_rows(session, Response, rows, "review_id", "digest")) if rows else set()
    there = {(row["review_id"], row["digest"]) for row in rows}
    came = {number for number, _ in fresh}
    went: set[int] = set()
    for part in chunks(list(shown)):
        for answer in session.scalars(select(Response).where(Response.review_id.in_(part))):
            _settle(answer, (answer.review_id, answer.digest) in there, came, went, now)
    session.flush()
    life.write(session, run_id, _turns(came, went), now)


def _settle(answer: Response, there: bool, came: set[int], went: set[int], now: datetime) -> None:
    if there and answer.gone_at is not None:
        answer.gone_at = None
        came.add(answer.review_id)
    elif not there and answer.gone_at is None:
        answer.gone_at = now
        went.add(answer.review_id)


def _turns(came: set[int], went: set[int]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    for number in sorted(came | went):
        kind = "answered" if number not in went else "answer_edited" if number in came else "answer_gone"
        yield number, kind, {}
