"""Answering: a proposed draft, the safety check, an employer's rules, promises, and what may be told to all."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Query, Response

from service.api.answer_schemas import AnswerOut, PostingOut
from service.api.answering_schemas import (
    LinkIn,
    PromiseIn,
    Promises,
    ProposalOut,
    RulesIn,
    RulesOut,
    SettleIn,
    TryIn,
    proposal_out,
)
from service.api.answers import answer_of
from service.api.deps import Admin, Reading, Responder, Say, TheHouse, Viewer
from service.api.problems import documented
from service.api.schemas import PromiseOut
from service.api.versions import version_of
from service.api.views import Id
from service.domain.answering import AnsweringRules
from service.domain.errors import InvalidInput
from service.storage.repositories import employers, promises
from service.storage.tables import Promise
from service.workflows import drafting
from service.workflows import promises as promised
from service.workflows.noticing import notice_of
from service.workflows.promises import Wanted
from service.workflows.sending import ask_to_send

router = APIRouter(tags=["answering"])


@router.get("/tickets/{ticket_id}/proposal", response_model=ProposalOut, responses=documented(404))
def propose(
    person: Responder,
    ticket_id: Id,
    house: TheHouse,
    by: Annotated[
        Literal["template", "model"], Query(description="`model`: the operator's, never for urgent matters")
    ] = "template",
    say: Say = "en",
) -> ProposalOut:
    """A first draft in the review's language: thanks, the concrete point, HR's and an anonymous route, a role."""
    if by == "model" and house.drafter is None:
        raise InvalidInput("no model drafts here: the operator sets one up with OMDOME_DRAFTING_URL")
    found = drafting.propose(
        house.database,
        ticket_id,
        now=house.clock(),
        reply_limits=house.reply_limits,
        say=say,
        drafter=house.drafter if by == "model" else None,
    )
    return proposal_out(found)


@router.get("/tickets/{ticket_id}/answer", response_model=AnswerOut, responses=documented(404))
def show_answer(_: Viewer, ticket_id: Id, session: Reading, house: TheHouse) -> AnswerOut:
    """The draft, what was posted, what the page shows and how that differs, where it goes, promises to write down."""
    return answer_of(session, house, ticket_id)


@router.post(
    "/tickets/{ticket_id}/send", response_model=PostingOut, status_code=202, responses=documented(404, 409, 412, 428)
)
def send_reply(
    person: Responder,
    ticket_id: Id,
    house: TheHouse,
    if_match: Annotated[str | None, Header(description="the ticket's ETag as last read")] = None,
) -> PostingOut:
    """Send an approved reply through the platform's own API. Asked twice, it is sent once; tried until it stands there."""
    asked = ask_to_send(
        house.database,
        house.posters,
        ticket_id,
        version_of(if_match),
        person,
        now=house.clock(),
        reply_limits=house.reply_limits,
    )
    return PostingOut.model_validate(asked)


@router.get("/tickets/{ticket_id}/notice", responses=documented(404), response_class=Response)
def notice(_: Responder, ticket_id: Id, house: TheHouse, say: Say = "sv") -> Response:
    """A notice of illegal content to the platform (Regulation (EU) 2022/2065, Article 16), to be read and sent by a person."""
    return Response(notice_of(house.database, ticket_id, say), media_type="text/markdown; charset=utf-8")


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


@router.put("/promises/{promise_id}/tickets", response_model=PromiseOut, responses=documented(404))
def link_promise(person: Responder, promise_id: Id, wanted: LinkIn, house: TheHouse) -> PromiseOut:
    """Say which other complaints a promise answers, so that it can be told how many led to what was done."""
    return PromiseOut.model_validate(promised.link(house.database, promise_id, wanted.ticket_ids, person))


@router.get("/employers/{employer_id}/heard-and-done", responses=documented(404), response_class=Response)
def heard_and_done(_: Viewer, employer_id: Id, session: Reading, house: TheHouse, say: Say = "sv") -> Response:
    """ "What we heard, what we did" as Markdown: only themes that five or more wrote of, no review, nobody's words."""
    employers.get(session, employer_id)
    lines = promised.heard_and_done(house.database, employer_id, say, now=house.clock())
    return Response("\n".join(lines) + "\n", media_type="text/markdown; charset=utf-8")
