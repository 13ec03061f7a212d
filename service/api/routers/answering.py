"""Answering: a proposed draft, the safety check, an employer's rules, promises, and what may be told to all."""

from __future__ import annotations

from datetime import date
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from service.api.deps import Admin, Reading, Responder, TheHouse, Viewer
from service.api.problems import documented
from service.api.views import Id
from service.domain.review import Theme
from service.storage.repositories import employers, promises
from service.storage.tables import Promise
from service.workflows import drafting
from service.workflows import promises as promised
from service.workflows.drafting import Proposal
from service.workflows.promises import Wanted

router = APIRouter(tags=["answering"])
Say = Literal["sv", "en"]


class FindingOut(BaseModel):
    """What the check found at [start, end) of the text (0, 0: the text as a whole)."""

    rule: str
    severity: Literal["block", "warn"]
    start: int
    end: int
    said: str


class ProposalOut(BaseModel):
    """A text and what the check says of it; nothing is kept."""

    language: str | None
    text: str
    findings: list[FindingOut]


class TryIn(BaseModel):
    """A text to try; without one the ticket's newest draft is tried."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "Tack för att du berättar."}]})

    text: str | None = Field(None, max_length=20_000)


class RulesIn(BaseModel):
    """An employer's rules for answering; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"hr_route": "hr@exempel.se"}]})

    hr_route: str | None = Field(None, max_length=200)
    anonymous_route: str | None = Field(None, max_length=200)
    signature: str | None = Field(None, max_length=200)
    cooling_hours: float | None = Field(None, ge=0, le=72)
    sole_responder: bool | None = None


class RulesOut(BaseModel):
    """An employer's rules for answering."""

    hr_route: str
    anonymous_route: str
    signature: str
    cooling_hours: float
    sole_responder: bool


class PromiseIn(BaseModel):
    """A promise to write down: its owner is a function or a colleague, never a reviewer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "theme": "work_life_balance",
                    "text": "Schemat läggs fyra veckor i förväg",
                    "owner": "driftschefen",
                    "due_on": "2027-03-01",
                }
            ]
        },
    )

    theme: Theme
    text: str = Field(min_length=1, max_length=500)
    owner: str = Field(min_length=1, max_length=100)
    due_on: date


class SettleIn(BaseModel):
    """What was done, in words everybody may read."""

    model_config = ConfigDict(extra="forbid")

    measure: str | None = Field(None, max_length=500)


class PromiseOut(BaseModel):
    """A promise."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    employer_id: int
    ticket_id: int | None
    theme: str
    text: str
    owner: str
    due_on: date
    state: Literal["open", "kept", "broken"]
    measure: str | None


class Promises(BaseModel):
    """Promises, the next due first."""

    items: list[PromiseOut]


@router.get("/tickets/{ticket_id}/proposal", response_model=ProposalOut, responses=documented(404))
def propose(_: Viewer, ticket_id: Id, house: TheHouse, say: Say = "en") -> ProposalOut:
    """A first draft in the review's language: thanks, the concrete point, HR's and an anonymous route, a role."""
    found = drafting.propose(house.database, ticket_id, now=house.clock(), reply_limits=house.reply_limits, say=say)
    return _proposal(found)


@router.post("/tickets/{ticket_id}/try", response_model=ProposalOut, responses=documented(404))
def try_text(_: Responder, ticket_id: Id, house: TheHouse, body: TryIn | None = None, say: Say = "en") -> ProposalOut:
    """What the safety check says of a text now, without keeping it."""
    found = drafting.try_out(
        house.database,
        ticket_id,
        body.text if body else None,
        now=house.clock(),
        reply_limits=house.reply_limits,
        say=say,
    )
    return _proposal(found)


@router.get("/employers/{employer_id}/answering", response_model=RulesOut, responses=documented(404))
def show_rules(_: Viewer, employer_id: Id, house: TheHouse) -> RulesOut:
    """How an employer answers."""
    return RulesOut(**drafting.set_rules(house.database, employer_id, {}).kept())


@router.put("/employers/{employer_id}/answering", response_model=RulesOut, responses=documented(404))
def set_rules(_: Admin, employer_id: Id, wanted: RulesIn, house: TheHouse) -> RulesOut:
    """Change how an employer answers."""
    told = wanted.model_dump(exclude_none=True)
    return RulesOut(**drafting.set_rules(house.database, employer_id, told).kept())


@router.post("/tickets/{ticket_id}/promises", response_model=PromiseOut, status_code=201, responses=documented(404))
def make_promise(person: Responder, ticket_id: Id, wanted: PromiseIn, house: TheHouse) -> PromiseOut:
    """Write down what a reply promises, with who keeps it and by when."""
    made = promised.make(
        house.database,
        ticket_id,
        Wanted(wanted.theme, wanted.text, wanted.owner, wanted.due_on),
        person,
        now=house.clock(),
    )
    return PromiseOut.model_validate(made)


@router.get("/promises", response_model=Promises, responses=documented())
def list_promises(
    _: Viewer,
    session: Reading,
    employer: Id | None = None,
    state: Literal["open", "kept", "broken"] | None = None,
    due_by: date | None = None,
) -> Promises:
    """Promises, the next due first."""
    found = promises.listed(session, employer_id=employer, state=state, due_by=due_by)
    return Promises(items=[PromiseOut.model_validate(one) for one in found])


@router.post("/promises/{promise_id}/{outcome}", response_model=PromiseOut, responses=documented(404, 409))
def settle_promise(
    _: Responder, promise_id: Id, outcome: Literal["keep", "break"], house: TheHouse, body: SettleIn | None = None
) -> PromiseOut:
    """Say that a promise was kept, and by what, or broken."""
    measure = body.measure if body else None
    settled: Promise = promised.settle(
        house.database, promise_id, kept=outcome == "keep", measure=measure, now=house.clock()
    )
    return PromiseOut.model_validate(settled)


@router.get("/employers/{employer_id}/heard-and-done", responses=documented(404), response_class=Response)
def heard_and_done(_: Viewer, employer_id: Id, session: Reading, house: TheHouse, say: Say = "sv") -> Response:
    """ "What we heard, what we did" as Markdown: only themes that five or more wrote of, no review, nobody's words."""
    employers.get(session, employer_id)
    lines = promised.heard_and_done(house.database, employer_id, say, now=house.clock())
    return Response("\n".join(lines) + "\n", media_type="text/markdown; charset=utf-8")


def _proposal(found: Proposal) -> ProposalOut:
    return ProposalOut(
        language=found.language,
        text=found.text,
        findings=[
            FindingOut(rule=one.rule, severity=one.severity.value, start=one.start, end=one.end, said=said)
            for one, said in zip(found.found, found.said, strict=True)
        ],
    )
