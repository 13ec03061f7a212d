"""Who may come in: keys made, shown once, recognised, revoked."""

from __future__ import annotations

from datetime import datetime

from service.domain.access import Person, key_digest, new_key
from service.domain.errors import InvalidInput, Unauthenticated
from service.domain.ticket import Role
from service.storage.repositories import keys
from service.storage.session import Database

FIRST = "admin"


def add_key(database: Database, name: str, role: Role, secret: str, *, now: datetime) -> str:
    """A new key, to be shown this once. Raises Conflict when the name is taken, InvalidInput when it is no name."""
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise InvalidInput(f"{name[:40]!r} cannot name a key: use 1 to 100 printable characters")
    key = new_key()
    with database.write() as session:
        keys.add(session, name.strip(), role.name.lower(), key_digest(key, secret), now)
    return key


def first_key(database: Database, secret: str, *, now: datetime) -> str | None:
    """An admin key on the very first start; None when a key was ever made."""
    with database.write() as session:
        if not keys.none_yet(session):
            return None
        key = new_key()
        keys.add(session, FIRST, Role.ADMIN.name.lower(), key_digest(key, secret), now)
        return key


def recognise(database: Database, key: str, secret: str) -> Person:
    """Who a key belongs to. Raises Unauthenticated; the message is the same for unknown and revoked."""
    with database.read() as session:
        found = keys.by_digest(session, key_digest(key, secret))
    if found is None:
        raise Unauthenticated("the key is not valid: send one as `Authorization: Bearer omd_…`")
    return Person(found.name, Role.parse(found.role))


def revoke_key(database: Database, name: str, *, now: datetime) -> None:
    """End a key at once. Raises NotFound."""
    with database.write() as session:
        keys.revoke(session, name, now)
