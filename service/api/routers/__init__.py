"""The routers, one per noun."""

from fastapi import APIRouter

from service.api.routers import (
    answering,
    audits,
    employers,
    explanations,
    labels,
    ledger,
    queue,
    reviews,
    rounds,
    sources,
    tickets,
)

api = APIRouter(prefix="/api/v1")
for part in (employers, sources, rounds, ledger, reviews, explanations, labels, answering, queue, tickets, audits):
    api.include_router(part.router)
