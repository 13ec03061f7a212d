"""Who comes in: a person with a role, by an API key made from 32 random bytes, known afterwards only by their HMAC-SHA-256."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from service.domain.ticket import Role

PREFIX = "omd_"


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: the name events are signed with, and what their key lets them do."""

    name: str
    role: Role
    employers: frozenset[int] | None = None
    """The only employers the key reaches; None: all."""

    def reaches(self, employer_id: int) -> bool:
        """Whether this person has to do with an employer at all."""
        return self.employers is None or employer_id in self.employers


def new_key() -> str:
    """A key to be shown once; 256 bits of randomness, recognisable by secret scanners."""
    return PREFIX + secrets.token_urlsafe(32)


def key_digest(key: str, secret: str) -> str:
    """What is stored of a key (hex): useless without the server's secret, looked up in one index step."""
    return hmac.new(secret.encode(), key.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
