"""`Idempotency-Key`: a request that is sent again within a day is answered as it was, and not done again.

Per draft-ietf-httpapi-idempotency-key-header. The key belongs to who sent it and to what was sent: with another body it is
refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from service.api.deps import get_house
from service.bootstrap import House
from service.domain.errors import InvalidInput
from service.storage.repositories import onces
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
    house = get_house(request)
    if not 1 <= len(key) <= LONGEST or not key.isprintable():
        raise InvalidInput(f"{HEADER} has 1 to {LONGEST} printable characters")
    body = await request.body()
    asked = _digest(request.method, str(request.url.path), request.headers.get("If-Match", ""), body.decode("latin-1"))
    owner = await run_in_threadpool(_owner, house, request)
    if owner is None:
        return await handle(request)  # which says why nobody is let in
    name = _digest(owner, key)
    kept = await run_in_threadpool(_kept, house, name)
    if kept is not None:
        if kept[0] != asked:
            raise InvalidInput(f"this {HEADER} was used for another request: take a new one")
        return Response(kept[2], kept[1], {"Content-Type": kept[3], "Idempotency-Replayed": "true", **kept[4]})
    answer = await handle(request)
    await run_in_threadpool(_keep, house, name, asked, answer)
    return answer


def _owner(house: House, request: Request) -> str | None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        return None
    return recognise(house.database, key, house.secret, now=house.clock()).name


def _kept(house: House, name: str) -> tuple[str, int, bytes, str, dict[str, str]] | None:
    with house.database.read() as session:
        return onces.get(session, name, house.clock() - KEPT)


def _keep(house: House, name: str, asked: str, answer: Response) -> None:
    headers = {"ETag": answer.headers["etag"]} if "etag" in answer.headers else {}
    kind = answer.headers.get("content-type", "application/json")
    with house.database.write() as session:
        onces.keep(session, name, asked, answer.status_code, bytes(answer.body), kind, headers, house.clock(), KEPT)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
