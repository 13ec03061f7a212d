"""Answering: a proposed draft, the safety check, an employer's rules, promises, and what may be told to all."""

from __future__ import annotations

from datetime import date
from typing import Literal

from fastapi import APIRouter, Response

from service.api.answering_schemas import (
    PromiseIn,
    Promises,
    ProposalOut,
    RulesIn,
    RulesOut,
    SettleIn,
    TryIn,
    proposal_out,
)
from service.api.deps import Admin, Reading, Responder, Say, TheHouse, Viewer
from service.api.problems import documented
from service.api.schemas import PromiseOut
from service.api.views import Id
from service.domain.answering import AnsweringRules
from service.storage.repositories import employers, promises
from service.storage.tables import Promise
from service.workflows import drafting
from service.workflows import promises as promised
from service.workflows.promises import Wanted

router = APIRouter(tags=["answering"])


@router.get("/tickets/{ticket_id}/proposal", response_model=ProposalOut, responses=documented(404))
def propose(_: Viewer, ticket_id: Id, house: TheHouse, say: Say = "en") -> ProposalOut:
    """A first draft in the review's language: thanks, the concrete point, HR's and an anonymous route, a role."""
    found = drafting.propose(house.database, ticket_id, now=house.clock(), reply_limits=house.reply_limits, say=say)
    return proposal_out(found)


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
    return proposal_out(found)


@router.get("/employers/{employer_id}/answering", response_model=RulesOut, responses=documented(404))
def show_rules(_: Viewer, employer_id: Id, session: Reading) -> RulesOut:
    """How an employer answers."""
    return RulesOut(**AnsweringRules.of(employers.get(session, employer_id).answering).kept())


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
    person: Responder, promise_id: Id, outcome: Literal["keep", "break"], house: TheHouse, body: SettleIn | None = None
) -> PromiseOut:
    """Say that a promise was kept, and by what, or broken."""
    measure = body.measure if body else None
    settled: Promise = promised.settle(
        house.database, promise_id, person, kept=outcome == "keep", measure=measure, now=house.clock()
    )
    return PromiseOut.model_validate(settled)


@router.get("/employers/{employer_id}/heard-and-done", responses=documented(404), response_class=Response)
def heard_and_done(_: Viewer, employer_id: Id, session: Reading, house: TheHouse, say: Say = "sv") -> Response:
    """ "What we heard, what we did" as Markdown: only themes that five or more wrote of, no review, nobody's words."""
    employers.get(session, employer_id)
    lines = promised.heard_and_done(house.database, employer_id, say, now=house.clock())
    return Response("\n".join(lines) + "\n", media_type="text/markdown; charset=utf-8")
