"""`Idempotency-Key`: a request that is sent again within a day is answered as it was, and not done again.

Per draft-ietf-httpapi-idempotency-key-header. The key belongs to who sent it and to what was sent: with another body it is
refused; while the first is still being answered the second is told to wait.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from service.api.deps import house_of
from service.bootstrap import House
from service.domain.errors import Conflict, InvalidInput
from service.storage.repositories import onces
from service.storage.tables import Once
from service.workflows.admit import recognise

HEADER = "Idempotency-Key"
LONGEST = 200
KEPT = timedelta(hours=24)
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class OnceRoute(APIRoute):
    """A route whose writing requests may carry the header."""

    def get_route_handler(self) -> Handler:
        """The route's own handler, asked once for each key."""
        handle = super().get_route_handler()

        async def once(request: Request) -> Response:
            key = request.headers.get(HEADER)
            if key is None or request.method == "GET":
                return await handle(request)
            return await _once(request, key, handle)

        return once


async def _once(request: Request, key: str, handle: Handler) -> Response:
    house = house_of(request)
    if not 1 <= len(key) <= LONGEST or not key.isprintable():
        raise InvalidInput(f"{HEADER} has 1 to {LONGEST} printable characters")
    body = await request.body()
    asked = _digest(request.method, str(request.url.path), request.headers.get("If-Match", ""), body.decode("latin-1"))
    owner = await run_in_threadpool(_owner, house, request)
    if owner is None:
        return await handle(request)  # which says why nobody is let in
    name = _digest(owner, key)
    kept = await run_in_threadpool(_begin, house, name, asked)
    if kept is not None:
        return _again(kept, asked)
    try:
        answer = await handle(request)
    except BaseException:
        await run_in_threadpool(_let_go, house, name)
        raise
    await run_in_threadpool(_keep, house, name, answer)
    return answer


def _again(kept: Once, asked: str) -> Response:
    if kept.asked != asked:
        raise InvalidInput(f"this {HEADER} was used for another request: take a new one")
    if kept.status == onces.UNDER_WAY:
        raise Conflict(f"the request with this {HEADER} is still being answered: ask again in a moment")
    return Response(kept.body, kept.status, {"Content-Type": kept.kind, "Idempotency-Replayed": "true", **kept.headers})


def _owner(house: House, request: Request) -> str | None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        return None
    return recognise(house.database, key, house.secret, now=house.clock()).name


def _begin(house: House, name: str, asked: str) -> Once | None:
    with house.database.write() as session:
        return onces.begin(session, name, asked, house.clock(), KEPT)


def _let_go(house: House, name: str) -> None:
    with house.database.write() as session:
        onces.let_go(session, name)


def _keep(house: House, name: str, answer: Response) -> None:
    headers = {"ETag": answer.headers["etag"]} if "etag" in answer.headers else {}
    kind = answer.headers.get("content-type", "application/json")
    with house.database.write() as session:
        onces.keep(session, name, answer.status_code, bytes(answer.body), kind, headers)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
