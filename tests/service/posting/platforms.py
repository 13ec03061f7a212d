"""Local fakes of the two platforms that take replies, as they document their APIs: tokens, replies, refusals, outages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import parse_qsl

import uvicorn
from fastapi import APIRouter, Body, FastAPI, Header, Request, Response

FORM = "application/x-www-form-urlencoded"
LOCATION = "accounts/11/locations/22"
GOOGLE_LIST = f"https://mybusiness.googleapis.com/v4/{LOCATION}/reviews?pageSize=50"
TRUSTPILOT_ID = "507f191e810c19729de860ea"


@dataclass
class Platforms:
    """What the fakes know, and how they are to misbehave."""

    base: str = ""
    replies: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    valid: set[str] = field(default_factory=set)
    misbehave: list[int] = field(default_factory=list)
    """Statuses that the next calls with a token answer with."""
    lose_answers: int = 0
    """So many replies are taken, and then the answer is a 502."""
    tokens: int = 0

    def fresh(self) -> dict[str, Any]:
        """A new token; the ones before stay valid until they are taken away."""
        self.tokens += 1
        self.valid.add(f"token-{self.tokens}")
        return {"access_token": f"token-{self.tokens}", "expires_in": "359999", "token_type": "Bearer"}


def create(state: Platforms) -> FastAPI:
    """Both APIs in one application."""
    app = FastAPI()
    app.include_router(_google(state))
    app.include_router(_trustpilot(state))
    return app


def _google(state: Platforms) -> APIRouter:
    routes = APIRouter()

    @routes.post("/token")
    def token(body: Annotated[bytes, Body(media_type=FORM)]) -> Any:
        wanted = {
            "grant_type": "refresh_token", "refresh_token": "granted", "client_id": "client", "client_secret": "hush",
        }  # fmt: skip
        good = dict(parse_qsl(body.decode())) == wanted
        return state.fresh() if good else Response(b'{"error": "invalid_grant"}', 400)

    @routes.put("/v4/{path:path}/reply")
    def reply(
        path: str, body: dict[str, str], request: Request, authorization: Annotated[str | None, Header()] = None
    ) -> Any:
        refused = _judged(state, request, authorization)
        if refused is not None:
            return refused
        state.replies[path] = body["comment"]
        return _answer(state, {"comment": body["comment"], "updateTime": "2026-11-28T08:00:00Z"})

    return routes


def _trustpilot(state: Platforms) -> APIRouter:
    routes = APIRouter(prefix="/v1")

    @routes.post("/oauth/oauth-business-users-for-applications/accesstoken")
    def token(body: Annotated[bytes, Body(media_type=FORM)], authorization: Annotated[str, Header()]) -> Any:
        good = (body, authorization) == (b"grant_type=client_credentials", "Basic a2V5Omh1c2g=")  # key:hush
        return state.fresh() if good else Response(status_code=401)

    @routes.get("/private/reviews/{number}")
    def review(number: str, request: Request, authorization: Annotated[str | None, Header()] = None) -> Any:
        refused = _judged(state, request, authorization)
        if refused is not None:
            return refused
        there = state.replies.get(number)
        return {"id": number, "stars": 1, "companyReply": {"text": there} if there else None}

    @routes.post("/private/reviews/{number}/reply")
    def reply(
        number: str, body: dict[str, str], request: Request, authorization: Annotated[str | None, Header()] = None
    ) -> Any:
        refused = _judged(state, request, authorization)
        if refused is not None:
            return refused
        if number in state.replies:
            return Response(b'{"message": "already replied"}', 409)
        state.replies[number] = body["message"]
        return _answer(state, {}, 201)

    return routes


def _judged(state: Platforms, request: Request, authorization: str | None) -> Response | None:
    state.asked.append((request.method, request.url.path))
    if state.misbehave:
        body, headers = b'{"error": {"message": "not now"}}', {"retry-after": "7"}
        return Response(body, state.misbehave.pop(0), headers, "application/json")
    return None if (authorization or "").removeprefix("Bearer ") in state.valid else Response(status_code=401)


def _answer(state: Platforms, body: dict[str, Any], status: int = 200) -> Any:
    if state.lose_answers:
        state.lose_answers -= 1
        return Response(status_code=502)
    return body if status == 200 else Response(status_code=status)


@contextmanager
def running() -> Iterator[Platforms]:
    """Both platforms on a port of this machine."""
    state = Platforms()
    server = uvicorn.Server(uvicorn.Config(create(state), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    state.base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield state
    finally:
        server.should_exit = True
        thread.join(10)
