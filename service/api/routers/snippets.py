"""Snippets: texts kept to be used again, shared or one's own, approved beforehand where the employer wants that."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service.api.answer_schemas import ApproveIn, Language, SnippetChange, SnippetIn, SnippetOut, Snippets
from service.api.deps import Approver, Reading, Responder, TheHouse
from service.api.problems import documented
from service.api.views import Id
from service.storage.repositories import employers, snippets
from service.workflows import snippets as kept
from service.workflows.snippets import Words

router = APIRouter(tags=["answering"])


@router.get("/employers/{employer_id}/snippets", response_model=Snippets, responses=documented(404))
def list_snippets(person: Responder, employer_id: Id, session: Reading, language: Language | None = None) -> Snippets:
    """An employer's shared snippets and one's own."""
    employers.get(session, employer_id)
    found = snippets.listed(session, employer_id, person.name, language)
    return Snippets(items=[SnippetOut.model_validate(one) for one in found])


@router.post("/employers/{employer_id}/snippets", response_model=SnippetOut, status_code=201, responses=documented(404))
def keep_snippet(person: Responder, employer_id: Id, wanted: SnippetIn, house: TheHouse) -> SnippetOut:
    """Keep a text."""
    words = Words(wanted.name, wanted.language, wanted.text)
    made = kept.keep(house.database, employer_id, words, person, private=wanted.private, now=house.clock())
    return SnippetOut.model_validate(made)


@router.put("/snippets/{snippet_id}", response_model=SnippetOut, responses=documented(404))
def change_snippet(person: Responder, snippet_id: Id, wanted: SnippetChange, house: TheHouse) -> SnippetOut:
    """Say it otherwise; an approval ends."""
    words = Words(wanted.name, wanted.language, wanted.text)
    return SnippetOut.model_validate(kept.change(house.database, snippet_id, words, person, now=house.clock()))


@router.post("/snippets/{snippet_id}/approve", response_model=SnippetOut, responses=documented(404, 412))
def approve_snippet(person: Approver, snippet_id: Id, read: ApproveIn, house: TheHouse) -> SnippetOut:
    """Approve the text you read; 412 when it says something else by now. Not one's own, unless one answers alone."""
    return SnippetOut.model_validate(kept.approve(house.database, snippet_id, read.text, person, now=house.clock()))


@router.delete("/snippets/{snippet_id}", status_code=204, response_class=Response, responses=documented(404))
def drop_snippet(person: Responder, snippet_id: Id, house: TheHouse) -> Response:
    """Let it go; drafts made with it stay."""
    kept.drop(house.database, snippet_id, person)
    return Response(status_code=204)
