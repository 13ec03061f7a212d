"""Erase one review for good: its rows, every capture it stands on, and what the HTTP cache may hold of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from service.domain.errors import InvalidInput
from service.domain.identity import erased_digest
from service.storage.repositories import captures, catalogue, erasing
from service.storage.session import Database
from service.storage.tables import Review

PIECE = 40
"""Characters of a text that tell it from any other."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased, in rows; `cache` tells whether the HTTP cache was emptied."""

    review_id: int
    revisions: int
    answers: int
    tickets: int
    captures: int
    cache: bool


def find(database: Database, which: str) -> int:
    """The review that a number or an address names. Raises InvalidInput and NotFound."""
    with database.read() as session:
        if which.isdecimal():
            return catalogue.get(session, int(which)).review.id
        numbers = erasing.at_address(session, which)
        if len(numbers) != 1:
            known = "no review" if not numbers else f"{len(numbers)} reviews"
            raise InvalidInput(f"{known} known at {which[:120]!r}: give the review's number instead")
        return numbers[0]


def erase_review(database: Database, review_id: int, *, now: datetime, empty_cache: Callable[[], bool]) -> Erasure:
    """Erase a review; the next look does not bring it back. Frozen audits hold numbers only and stay. Raises NotFound."""
    with database.write() as session:
        review = catalogue.get(session, review_id).review
        marks = erasing.marks(session, review, PIECE)
        held = list(_holding(session, review, marks))
        gone = captures.erase(session, held) if held else 0
        for digest in {erased_digest(review.identity), *erasing.fingerprints(session, review.id, erased_digest)}:
            erasing.remember(session, review, digest, now)
        revisions, answers, tickets = erasing.counted(session, review.id)
        erasing.delete_reviews(session, [review.id])
    return Erasure(review_id, revisions, answers, tickets, captures=gone, cache=empty_cache())


def _holding(session: Session, review: Review, marks: list[bytes]) -> Iterator[int]:
    """Captures of this employer in which the review stands, by its id or by its words."""
    for number in captures.of_employer(session, review.employer_id):
        if any(mark in captures.body(session, number) for mark in marks):
            yield number
