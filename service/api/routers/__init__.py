"""The routers, one per noun."""

from fastapi import APIRouter

from service.api.routers import audits, employers, ledger, reviews, rounds, sources, tickets

api = APIRouter(prefix="/api/v1")
for part in (employers, sources, rounds, ledger, reviews, tickets, audits):
    api.include_router(part.router)
