"""API keys, known only by their digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.orm import Session

from service.domain.errors import Conflict, NotFound
from service.storage.base import UtcMoment
from service.storage.bulk import core
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


_KEY = core(ApiKey)
_VALID = select(*(_KEY.c[name] for name in ("id", "name", "role", "employers", "last_used_at"))).where(
    _KEY.c.digest == bindparam("digest"),
    _KEY.c.revoked_at.is_(None),
    _KEY.c.expires_at.is_(None) | (_KEY.c.expires_at > bindparam("now", type_=UtcMoment())),
)


class Known(NamedTuple):
    """What a valid key says of who sends it."""

    id: int
    name: str
    role: str
    employers: Sequence[int] | None
    last_used_at: datetime | None


def by_digest(connection: Connection, digest: str, now: datetime) -> Known | None:
    """The valid key with this digest. Asked with every request: one prepared statement, no object."""
    row = connection.execute(_VALID, {"digest": digest, "now": now}).first()
    return Known(*row) if row else None


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
