"""API keys, known only by their digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from service.domain.errors import Conflict, NotFound
from service.storage.tables import ApiKey


def add(
    session: Session,
    name: str,
    role: str,
    digest: str,
    now: datetime,
    *,
    expires_at: datetime | None = None,
    employers: Sequence[int] | None = None,
) -> ApiKey:
    """Raises Conflict when the name was ever used: events name their actor by it."""
    if session.scalar(select(ApiKey).where(ApiKey.name == name)):
        raise Conflict(f"there is, or was, already a key named {name!r}")
    key = ApiKey(
        name=name,
        role=role,
        digest=digest,
        created_at=now,
        revoked_at=None,
        expires_at=expires_at,
        last_used_at=None,
        employers=list(employers) if employers is not None else None,
    )
    session.add(key)
    session.flush()
    return key


def by_digest(session: Session, digest: str, now: datetime) -> ApiKey | None:
    """The valid key with this digest."""
    lasts = ApiKey.expires_at.is_(None) | (ApiKey.expires_at > now)
    return session.scalar(select(ApiKey).where(ApiKey.digest == digest, ApiKey.revoked_at.is_(None), lasts))


def used(session: Session, key_id: int, hour: datetime) -> None:
    """Note the hour a key was last used in."""
    session.execute(update(ApiKey).where(ApiKey.id == key_id).values(last_used_at=hour))


def rotate(session: Session, name: str, digest: str) -> None:
    """Put a new secret in the place of the old one, which ends at once. Raises NotFound."""
    done = session.scalars(
        update(ApiKey)
        .where(ApiKey.name == name, ApiKey.revoked_at.is_(None))
        .values(digest=digest)
        .returning(ApiKey.id)
    ).all()
    if not done:
        raise NotFound(f"there is no valid key named {name[:80]!r}; `omdome keys list` shows them")


def none_yet(session: Session) -> bool:
    """Whether no key was ever made."""
    return not session.scalar(select(func.count()).select_from(ApiKey))


def every(session: Session) -> Sequence[ApiKey]:
    """All keys, oldest first."""
    return session.scalars(select(ApiKey).order_by(ApiKey.id)).all()


def revoke(session: Session, name: str, now: datetime) -> None:
    """Raises NotFound when there is no valid key of this name."""
    done = session.scalars(
        update(ApiKey)
        .where(ApiKey.name == name, ApiKey.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(ApiKey.id)
    ).all()
    if not done:
        raise NotFound(f"there is no valid key named {name[:80]!r}; `omdome keys list` shows them")
