"""For machines: is the process alive, is the house ready, and the figures a monitoring system collects."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from service.api.deps import TheHouse
from service.api.figures import exposition
from service.workflows import health

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


class CheckOut(BaseModel):
    """One thing readiness depends on."""

    name: str
    ok: bool
    says: str


class Readiness(BaseModel):
    """Whether the house does its work, and if not, what keeps it."""

    ready: bool
    checks: list[CheckOut]


@router.get("/healthz", response_model=Alive)
def healthz() -> Alive:
    """Whether the process answers; says nothing of what it depends on."""
    return Alive()


@router.get("/readyz", response_model=Readiness, responses={503: {"model": Readiness}})
def readyz(house: TheHouse, response: Response) -> Readiness:
    """Database, schema, scheduler and each source against its timetable; 503 when one of them is not as it should be."""
    checks = [
        CheckOut(name=item.name, ok=item.ok, says=item.says) for item in health.check(house.database, house.clock())
    ]
    ready = all(item.ok for item in checks)
    response.status_code = 200 if ready else 503
    return Readiness(ready=ready, checks=checks)


@router.get("/metrics", response_class=PlainTextResponse)
def figures(house: TheHouse) -> Response:
    """Figures in the Prometheus text format."""
    return Response(exposition(house.database, house.clock()), media_type=CONTENT_TYPE_LATEST)
