"""The routers, one per noun."""

from fastapi import APIRouter

from service.api.routers import audits, employers, ledger, reviews, sources, tickets

api = APIRouter(prefix="/api/v1")
for part in (employers, sources, ledger, reviews, tickets, audits):
    api.include_router(part.router)
