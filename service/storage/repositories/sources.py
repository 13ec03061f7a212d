"""Sources: the ways in to an employer's reviews, and how each is faring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.errors import Conflict, NotFound
from service.domain.permission import Permission
from service.storage.tables import Employer, Source


def get(session: Session, source_id: int) -> Source:
    """Raises NotFound."""
    source = session.get(Source, source_id)
    if source is None:
        raise NotFound(f"there is no source {source_id}; `omdome sources` lists them")
    return source


def every(session: Session, employer_id: int | None = None) -> Sequence[tuple[Source, Employer]]:
    """All sources, or one employer's, each with its employer."""
    query = select(Source, Employer).join(Employer, Employer.id == Source.employer_id).order_by(Source.id)
    if employer_id is not None:
        query = query.where(Source.employer_id == employer_id)
    return [(source, employer) for source, employer in session.execute(query)]


def looks_by_itself(source: Source) -> bool:
    """Whether it has a timetable: a listing that is fetched, or a mailbox; not what comes in by hand or by such a mail."""
    return source.way_in == "scrape" or (source.way_in == "mailbox" and bool(source.url))


def add(
    session: Session, *, employer_id: int, platform: str, way_in: str, url: str, now: datetime, **card: Any
) -> Source:
    """Raises Conflict when this employer already has this way in."""
    if _same(session, employer_id, platform, way_in, url):
        where = f" at {url}" if url else ""
        raise Conflict(f"employer {employer_id} already has the source {platform} by {way_in}{where}")
    source = Source(employer_id=employer_id, platform=platform, way_in=way_in, url=url, created_at=now, **card)
    session.add(source)
    session.flush()
    return source


def for_files(session: Session, employer_id: int, platform: str, way_in: str, audience: str, now: datetime) -> Source:
    """The source that files of this platform belong to, made when it is not there."""
    found = session.scalar(
        select(Source)
        .where(Source.employer_id == employer_id, Source.platform == platform, Source.way_in == way_in)
        .order_by(Source.id)
        .limit(1)
    )
    return found or add(
        session, employer_id=employer_id, platform=platform, way_in=way_in, url="", now=now, audience=audience
    )


def _same(session: Session, employer_id: int, platform: str, way_in: str, url: str) -> Source | None:
    return session.scalar(
        select(Source).where(
            Source.employer_id == employer_id, Source.platform == platform, Source.way_in == way_in, Source.url == url
        )
    )


def permission(source: Source) -> Permission:
    """The permission card on a source."""
    return Permission(
        source.permission_basis, source.terms_reviewed_on, source.terms_reviewed_by, source.permission_expires_on
    )
