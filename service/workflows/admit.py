"""Who may come in: keys made, shown once, recognised, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service.domain.access import Person, key_digest, new_key
from service.domain.errors import InvalidInput, Unauthenticated
from service.domain.ticket import Role
from service.storage.repositories import keys
from service.storage.session import Database

FIRST = "admin"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a key reaches: until when, and which employers; None: without end, and all."""

    expires_at: datetime | None = None
    employers: frozenset[int] | None = None


UNBOUND = Bounds()


def add_key(database: Database, name: str, role: Role, secret: str, *, now: datetime, bounds: Bounds = UNBOUND) -> str:
    """A new key, to be shown this once. Raises Conflict when the name is taken, InvalidInput when it is no name."""
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise InvalidInput(f"{name[:40]!r} cannot name a key: use 1 to 100 printable characters")
    key = new_key()
    with database.write() as session:
        keys.add(
            session,
            name.strip(),
            role.label,
            key_digest(key, secret),
            now,
            expires_at=bounds.expires_at,
            employers=sorted(bounds.employers) if bounds.employers is not None else None,
        )
    return key


def rotate_key(database: Database, name: str, secret: str) -> str:
    """A new secret for a key, to be shown this once; the old one ends at once. Raises NotFound."""
    key = new_key()
    with database.write() as session:
        keys.rotate(session, name, key_digest(key, secret))
    return key


def first_key(database: Database, secret: str, *, now: datetime) -> str | None:
    """An admin key on the very first start; None when a key was ever made."""
    with database.write() as session:
        if not keys.none_yet(session):
            return None
        key = new_key()
        keys.add(session, FIRST, Role.ADMIN.label, key_digest(key, secret), now)
        return key


def recognise(database: Database, key: str, secret: str, *, now: datetime) -> Person:
    """Who a key belongs to. Raises Unauthenticated; the message is the same for unknown, expired and revoked."""
    with database.glance() as connection:
        found = keys.by_digest(connection, key_digest(key, secret), now)
    if found is None:
        raise Unauthenticated("the key is not valid: send one as `Authorization: Bearer omd_…`")
    hour = now.replace(minute=0, second=0, microsecond=0)
    if found.last_used_at != hour:
        with database.write() as session:
            keys.used(session, found.id, hour)
    employers = frozenset(found.employers) if found.employers is not None else None
    return Person(found.name, Role.parse(found.role), employers)


def revoke_key(database: Database, name: str, *, now: datetime) -> None:
    """End a key at once. Raises NotFound."""
    with database.write() as session:
        keys.revoke(session, name, now)
