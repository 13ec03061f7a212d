"""Labels: the short list of readings a person should look at, what people said of them, and what that tells."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from service.api.deps import Responder, TheHouse, Viewer
from service.api.problems import documented
from service.api.schemas import ReviewOut
from service.api.views import Id, review_out
from service.domain.review import Tone, Urgency
from service.workflows import labels
from service.workflows.labels import Said

router = APIRouter(tags=["understanding"])


class LabelIn(BaseModel):
    """What a person says of a review."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"tone": "neg", "needs_reply": True, "urgent": []}]}
    )

    tone: Literal["neg", "neu", "pos"]
    needs_reply: bool
    urgent: list[Urgency] = Field([], max_length=len(Urgency))


class QuestionOut(BaseModel):
    """A review to look at, and why."""

    why: Literal["unsure", "near", "drawn"]
    review: ReviewOut


class Questions(BaseModel):
    """The short list."""

    items: list[QuestionOut]


@router.get("/labels/questions", response_model=Questions, responses=documented())
def list_questions(
    _: Viewer, house: TheHouse, employer: Id | None = None, limit: Annotated[int, Query(ge=1, le=50)] = 10
) -> Questions:
    """Readings that a person should confirm or correct: unsure ones, close calls, and some drawn by lot."""
    found = labels.questions(house.database, limit=limit, employer_id=employer)
    return Questions(
        items=[
            QuestionOut(why=one.why, review=review_out(one.asked.review, one.asked.revision, one.asked.reading))
            for one in found
        ]
    )


@router.put("/reviews/{review_id}/label", status_code=204, responses=documented(404))
def put_label(person: Responder, review_id: Id, said: LabelIn, house: TheHouse) -> None:
    """Confirm or correct the reading of a review. It is kept and reported, and changes nothing by itself."""
    told = Said(Tone(said.tone), said.needs_reply, tuple(said.urgent))
    labels.say(house.database, review_id, told, person, now=house.clock())


@router.get("/labels/report", responses=documented())
def show_report(_: Viewer, house: TheHouse, employer: Id | None = None) -> dict[str, Any]:
    """How far people and readings agree, whether that drifts, and what readings find and overlook."""
    return labels.report(house.database, now=house.clock(), employer_id=employer)
