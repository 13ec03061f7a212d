"""The routers, one per noun; what is asked most stands first, and the moves of a ticket, which take any word, behind its other routes."""

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

PREFIX = "/api/v1"
ROUTERS: tuple[APIRouter, ...] = tuple(
    part.router
    for part in (
        queue,
        employers,
        sources,
        rounds,
        ledger,
        reviews,
        explanations,
        labels,
        answering,
        snippets,
        tickets,
        notices,
        audits,
    )
)
