"""Captures: kept before anything reads them, found again by their bytes, gone after their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import zstandard
from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from service.domain.errors import NotFound
from service.storage.bulk import core, insert_new
from service.storage.tables import Capture, CaptureBody, Source

LEVEL = 1
"""zstandard level: a fifth of a review page's size in 1 ms; level 3 saves another twelfth and takes half as long again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture as kept: whether its bytes were new to the source, and who has read them so far."""

    id: int
    fresh: bool
    parser: str | None
    verdict: str | None
    reviews: int = 0
    next_url: str | None = None
    declared_total: int | None = None


_CAPTURE = core(Capture)
_other = _CAPTURE.alias()
_NEWEST = (
    select(_other.c.id)
    .where(_other.c.source_id == bindparam("source"), _other.c.url == bindparam("address"))
    .order_by(_other.c.run_id.desc(), _other.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
"""Which capture stood at an address last. A page that went back to what it was before (an answer withdrawn, an edit
undone) has bytes we hold, and is news all the same. A file has no address: the same file again brings nothing."""
_SAME = select(_CAPTURE, _NEWEST.label("newest")).where(
    _CAPTURE.c.source_id == bindparam("source"), _CAPTURE.c.digest == bindparam("digest")
)
_CAME_AGAIN = (
    update(_CAPTURE)
    .where(_CAPTURE.c.id == bindparam("capture"))
    .values(fetched_at=bindparam("now"), run_id=bindparam("run"))
)
_UNREAD = (
    select(_CAPTURE)
    .where(_CAPTURE.c.source_id == bindparam("source"), _CAPTURE.c.parser.is_(None))
    .order_by(_CAPTURE.c.id)
)


def keep(session: Session, *, source_id: int, run_id: int, digest: str, body: bytes, **facts: Any) -> Kept:
    """Keep bytes (authors already blanked) unless the source has them; either way say which capture they are."""
    bytes_held = {"source": source_id, "digest": digest, "address": facts["url"]}
    held = session.execute(_SAME, bytes_held).one_or_none()
    row = {"source_id": source_id, "run_id": run_id, "digest": digest, "size": len(body), **facts}
    added = insert_new(session, Capture, [row], Capture.id) if held is None else []
    if added:
        session.execute(insert(core(CaptureBody)), [{"capture_id": added[0], "body": zstandard.compress(body, LEVEL)}])
        return Kept(added[0], fresh=True, parser=None, verdict=None)
    held = held or session.execute(_SAME, bytes_held).one()
    current = facts["url"] is None or held.id == held.newest
    session.execute(_CAME_AGAIN, {"capture": held.id, "now": facts["fetched_at"], "run": run_id})
    parser = held.parser if current else None
    return Kept(held.id, False, parser, held.verdict, held.reviews, held.next_url, held.declared_total)


def was_read(session: Session, capture_id: int, **outcome: Any) -> None:
    """Record who read a capture (`parser`) and what it was; from now on the same bytes are a no-op for that parser."""
    capture = core(Capture)
    session.execute(update(capture).where(capture.c.id == capture_id).values(**outcome))


def last_url(session: Session, source_id: int) -> str | None:
    """The address of the newest page of a source that says its own."""
    query = select(Capture.url).where(Capture.source_id == source_id, Capture.url.is_not(None))
    return session.scalar(query.order_by(Capture.id.desc()).limit(1))


def unread(session: Session, source_id: int) -> Sequence[Row[Any]]:
    """Captures that were kept but not read before the process ended, whole rows, oldest first."""
    return session.execute(_UNREAD, {"source": source_id}).all()


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known about a capture, without its bytes."""

    id: int
    source_id: int
    run_id: int
    url: str | None
    fetched_at: datetime
    verdict: str | None


def after(
    session: Session, capture_id: int, limit: int, *, platform: str | None = None, since: datetime | None = None
) -> list[Stored]:
    """The captures that follow one, in the order they were kept."""
    columns = (Capture.id, Capture.source_id, Capture.run_id, Capture.url, Capture.fetched_at, Capture.verdict)
    query = select(*columns).where(Capture.id > capture_id).order_by(Capture.id).limit(limit)
    if platform is not None:
        query = query.join(Source, Source.id == Capture.source_id).where(Source.platform == platform)
    if since is not None:
        query = query.where(Capture.fetched_at >= since)
    return [Stored(*row) for row in session.execute(query)]


def body(session: Session, capture_id: int) -> bytes:
    """The bytes of a capture. Raises NotFound when they have been erased."""
    packed = session.scalar(select(CaptureBody.body).where(CaptureBody.capture_id == capture_id))
    if packed is None:
        raise NotFound(f"capture {capture_id} is not kept any more")
    return zstandard.decompress(packed)


def erase(session: Session, capture_ids: Sequence[int]) -> int:
    """Remove captures, bytes and all; how many there were."""
    session.execute(delete(CaptureBody).where(CaptureBody.capture_id.in_(capture_ids)))
    gone = session.scalars(delete(Capture).where(Capture.id.in_(capture_ids)).returning(Capture.id)).all()
    return len(gone)


def older_than(session: Session, moment: datetime, limit: int) -> Sequence[int]:
    """Ids of captures last fetched before `moment`."""
    return session.scalars(
        select(Capture.id).where(Capture.fetched_at < moment).order_by(Capture.id).limit(limit)
    ).all()


def of_employer(session: Session, employer_id: int) -> Sequence[int]:
    """Ids of all captures of one employer's sources."""
    return session.scalars(
        select(Capture.id).join(Source, Source.id == Capture.source_id).where(Source.employer_id == employer_id)
    ).all()
