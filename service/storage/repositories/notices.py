"""What was told, once each, whatever channels it left by."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.storage.tables import Alert


def latest(
    session: Session, employers: Collection[int] | None, limit: int, before_id: int | None = None
) -> Sequence[Alert]:
    """The newest alerts about these employers (None: all), newest first; one for each thing that was told."""
    once = select(func.min(Alert.id)).group_by(Alert.key)
    if employers is not None:
        once = once.where(Alert.employer_id.in_(employers))
    page = select(Alert).where(Alert.id.in_(once)).order_by(Alert.id.desc()).limit(limit)
    return session.scalars(page if before_id is None else page.where(Alert.id < before_id)).all()
