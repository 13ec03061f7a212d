"""Errors as RFC 9457 problem documents, one status for each class of the domain's tree."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from service.domain import errors
from service.domain.errors import OmdomeError

MEDIA_TYPE = "application/problem+json"
STATUS: dict[type[OmdomeError], tuple[int, str]] = {
    errors.TooLarge: (413, "Too large"),
    errors.ReplyBlocked: (422, "The reply must not go out as it is"),
    errors.InvalidInput: (422, "The request cannot be used"),
    errors.NotFound: (404, "Not found"),
    errors.Unauthenticated: (401, "A valid key is needed"),
    errors.NotAllowed: (403, "Not allowed"),
    errors.MoveNotAllowed: (409, "The ticket cannot make this move"),
    errors.Conflict: (409, "Conflict"),
    errors.Stale: (412, "Changed meanwhile"),
    errors.VersionMissing: (428, "If-Match is needed"),
}


class Problem(BaseModel):
    """What went wrong and what to do, per RFC 9457."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Changed meanwhile",
                    "status": 412,
                    "detail": "ticket 7 has changed since version 3: read it again and decide anew",
                }
            ]
        }
    )

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI entries for the problems a route may answer with; every route with a key may answer 401, 403 and 422."""
    return {
        status: {
            "model": Problem,
            "description": title,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({401, 403, 422, *statuses})
        for title in [next((title for code, title in STATUS.values() if code == status), "Problem")]
    }


def problem(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document."""
    body = Problem(title=title, status=status, detail=detail).model_dump()
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Answer every error of the application with a problem document."""
    app.add_exception_handler(OmdomeError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def _ours(_: Request, error: Exception) -> JSONResponse:
    status, title = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), (500, "Our mistake"))
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return problem(status, title, str(error), headers)


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 (registered for this class alone)
    said = "; ".join(f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors())
    return problem(422, STATUS[errors.InvalidInput][1], said)


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 (registered for this class alone)
    return problem(error.status_code, str(error.detail), str(error.detail), dict(error.headers or {}))


def _unforeseen(_: Request, error: Exception) -> JSONResponse:
    return problem(
        500, "Our mistake", f"something unforeseen happened ({type(error).__name__}); the log has the details"
    )
