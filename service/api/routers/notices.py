"""What was told: for those who are only to be told, without a word of any review."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query

from service.api.answer_schemas import NoticeOut, Notices
from service.api.cursors import cut, pack, unpack_id
from service.api.deps import Reading, Say, Told
from service.api.problems import documented
from service.api.views import Id
from service.storage.repositories import employers, notices
from service.workflows.alert import headline

router = APIRouter(tags=["notices"], prefix="/notices")


@router.get("", response_model=Notices, responses=documented(404))
def list_notices(
    person: Told,
    session: Reading,
    employer: Id | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
    say: Say = "sv",
) -> Notices:
    """What was told, newest first; all that the role notify-only reads."""
    reached = [employer] if employer is not None else person.employers
    zones = {one.id: ZoneInfo(one.time_zone) for one in employers.every(session)}
    rows, last = cut(notices.latest(session, reached, limit + 1, unpack_id(cursor)), limit)
    items = [
        NoticeOut(
            kind=one.kind,
            employer_id=one.employer_id,
            day=one.created_at.astimezone(zones.get(one.employer_id or 0)).date(),
            says=headline(one, say),
        )
        for one in rows
    ]
    return Notices(items=items, next_cursor=pack(last.id) if last else None)
