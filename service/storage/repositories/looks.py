"""Looks: what platforms declared about an employer, kept long after the pages are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, select
from sqlalchemy.orm import Session

from service.storage.bulk import core
from service.storage.tables import Look


def add(session: Session, **row: Any) -> None:
    """Keep what a page declared, once a run and page that declares anything."""
    session.execute(insert(core(Look)), [row])


def _newest_words(*where: ColumnElement[bool]) -> Select[int, int]:
    look = core(Look)
    stated = func.coalesce(look.c.declared_total, look.c.declared_total_all)
    newest = select(func.max(look.c.id)).where(stated.is_not(None), *where).group_by(look.c.source_id, look.c.listing)
    return select(look.c.source_id, stated).where(look.c.id.in_(newest))


_EVERY_WORD = _newest_words()
_ITS_WORD = _newest_words(core(Look).c.source_id == bindparam("source"))


def declared(session: Session, source_id: int | None = None) -> dict[int, int]:
    """How many reviews the platform says it shows, by source: the newest word on each of its lists, summed."""
    statement, only = (_EVERY_WORD, {}) if source_id is None else (_ITS_WORD, {"source": source_id})
    totals: dict[int, int] = defaultdict(int)
    for source, total in session.execute(statement, only):
        totals[source] += total
    return dict(totals)


def of_source(session: Session, source_id: int, limit: int, before_id: int | None = None) -> Sequence[Look]:
    """A source's looks, newest first."""
    query = select(Look).where(Look.source_id == source_id).order_by(Look.id.desc()).limit(limit)
    return session.scalars(query if before_id is None else query.where(Look.id < before_id)).all()


def around(session: Session, source_id: int, since: datetime, until: datetime) -> dict[str, tuple[Look, Look]]:
    """By list: the last look before `since` (the first after it where there is none) and the last before `until`."""
    looks = session.scalars(
        select(Look).where(Look.source_id == source_id, Look.seen_at < until).order_by(Look.id)
    ).all()
    lists: dict[str, list[Look]] = defaultdict(list)
    for look in looks:
        lists[look.listing].append(look)
    return {
        name: (next((one for one in reversed(mine) if one.seen_at < since), mine[0]), mine[-1])
        for name, mine in lists.items()
    }
