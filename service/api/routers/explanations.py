"""Explanations: why a text, or a review that is held, was read as it was. What is sent here is not kept."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from service.api.deps import Reading, Viewer
from service.api.explanation_schemas import ExplanationOut, TextIn, explanation_out
from service.api.problems import documented
from service.api.views import Id
from service.domain.review import TEXT_FIELDS, ReviewText
from service.storage.repositories import catalogue
from service.workflows.explaining import explained

router = APIRouter(tags=["understanding"])
Say = Literal["sv", "en"]


@router.post("/explanations", response_model=ExplanationOut, responses=documented())
def explain_text(_: Viewer, body: TextIn, say: Say | None = None) -> ExplanationOut:
    """The reading of a text and what moved it; `say` picks the language of the sentences."""
    return explanation_out(*explained(ReviewText(**body.model_dump()), say))


@router.get("/reviews/{review_id}/explanation", response_model=ExplanationOut, responses=documented(404))
def explain_review(_: Viewer, review_id: Id, session: Reading, say: Say | None = None) -> ExplanationOut:
    """The same for a review as it stands, read by today's model."""
    revision = catalogue.get(session, review_id).revision
    texts = {name: getattr(revision, name) for name in TEXT_FIELDS}
    review = ReviewText(**texts, rating=revision.rating, subratings=revision.subratings, language=revision.language)
    return explanation_out(*explained(review, say))
