"""The web application, made from a house."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI

from service.api import problems
from service.api.routers import PREFIX, ROUTERS
from service.api.routers.health import router as health
from service.api.shelf import Shelf
from service.bootstrap import House

ABOUT = """Know the same morning what employees write about working at your company, answer well, and see the answer become public.

Every call but `/healthz`, `/readyz` and `/metrics` needs `Authorization: Bearer omd_…`. Errors are problem documents (RFC 9457).
A move on a ticket needs `If-Match` with the ticket's `ETag`. Listings go on with `cursor`."""


def create_app(house: House) -> FastAPI:
    """The API over a house; the house is the caller's to close."""
    app = FastAPI(title="Omdome", version=version("omdome"), description=ABOUT, license_info={"name": "MIT"})
    app.state.house = house
    app.state.shelf = Shelf()
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    app.include_router(health)
    return app
