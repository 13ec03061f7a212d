"""The routers, one per noun."""

from fastapi import APIRouter

from service.api.routers import (
    answering,
    audits,
    employers,
    explanations,
    labels,
    ledger,
    notices,
    queue,
    reviews,
    rounds,
    snippets,
    sources,
    tickets,
)

api = APIRouter(prefix="/api/v1")
for part in (
    employers,
    sources,
    rounds,
    ledger,
    reviews,
    explanations,
    labels,
    answering,
    snippets,
    queue,
    tickets,
    notices,
    audits,
):
    api.include_router(part.router)
