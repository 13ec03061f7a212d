"""Audits: frozen months and their exports."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from service.api.cursors import cut, pack, unpack_id
from service.api.deps import Reading, Responder, TheHouse, Viewer
from service.api.problems import documented
from service.api.schemas import AuditOut, Audits
from service.api.views import Id, audit_out
from service.domain.month import Month
from service.storage.repositories import snapshots
from service.workflows.audit import freeze_month
from service.workflows.export import choose, file_name

router = APIRouter(tags=["audits"], prefix="/audits")


@router.get("", response_model=Audits, responses=documented())
def list_audits(
    _: Viewer,
    session: Reading,
    employer: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
) -> Audits:
    """Frozen months, newest first."""
    before = unpack_id(cursor)
    rows, last = cut(snapshots.every(session, employer, limit + 1, before), limit)
    return Audits(items=[audit_out(row) for row in rows], next_cursor=pack(last.id) if last else None)


@router.post(
    "/{employer}/{month}",
    response_model=AuditOut,
    status_code=201,
    responses=documented(404) | {200: {"model": AuditOut}},
)
def freeze_audit(_: Responder, employer: Id, month: str, house: TheHouse, response: Response) -> AuditOut:
    """Freeze a month that is over (201), or give it as it was frozen (200); it never changes."""
    snapshot, fresh = freeze_month(
        house.database, employer, Month.parse(month), house.metrics, now=house.clock(), channels=house.post.names
    )
    response.status_code = 201 if fresh else 200
    return audit_out(snapshot)


@router.get("/{employer}/{month}/export", response_class=Response, responses=documented(404))
def export_audit(
    _: Viewer,
    employer: Id,
    month: str,
    house: TheHouse,
    session: Reading,
    format: Annotated[str, Query(description="a format of the README's table, e.g. html")] = "json",  # noqa: A002 (the public name)
    language: Literal["sv", "en"] | None = None,
) -> Response:
    """A frozen month as a file; the same month always gives the same bytes."""
    form = choose(house.formats, format)
    snapshot = snapshots.get(session, employer, str(Month.parse(month)))
    spoken = language or house.settings.language
    name = file_name(snapshot, form, spoken)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(form.render(snapshot.results, spoken), media_type=form.media_type, headers=headers)
