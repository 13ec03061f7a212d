"""Reviews: what was written and what was understood of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service.api.cursors import cut, pack, unpack_id
from service.api.deps import Admin, Reading, TheHouse, Viewer
from service.api.ledger_schemas import ErasureOut, Life
from service.api.lives import life_of
from service.api.problems import documented
from service.api.schemas import Reviews, ReviewWhole
from service.api.views import Id, review_fields, review_out, whole
from service.storage.repositories import catalogue, replies

router = APIRouter(tags=["reviews"], prefix="/reviews")


@router.get("", response_model=Reviews, responses=documented())
def list_reviews(
    _: Viewer,
    session: Reading,
    employer: Id | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
) -> Reviews:
    """Reviews, newest found first."""
    before = unpack_id(cursor)
    rows, last = cut(catalogue.page(session, limit=limit + 1, employer_id=employer, before_id=before), limit)
    return Reviews(items=[review_out(*row) for row in rows], next_cursor=pack(last.review.id) if last else None)


@router.get("/{review_id}", response_model=ReviewWhole, responses=documented(404))
def show_review(_: Viewer, review_id: Id, session: Reading) -> ReviewWhole:
    """One review with the employer's public answers."""
    row = catalogue.get(session, review_id)
    return whole(review_fields(*row), replies.answers(session, review_id))


@router.get("/{review_id}/life", response_model=Life, responses=documented(404))
def show_life(_: Viewer, review_id: Id, session: Reading) -> Life:
    """Everything that happened to a review: edits word by word, answers, removal and return."""
    return life_of(session, review_id)


@router.post("/{review_id}/erase", response_model=ErasureOut, responses=documented(404))
def erase_review(_: Admin, review_id: Id, house: TheHouse) -> ErasureOut:
    """Erase a review for good: its rows, every capture it stands on, the HTTP cache. The next look brings it not back."""
    return ErasureOut.model_validate(house.erase(str(review_id)))
