"""How long to wait before something that failed outside is tried again, and when to give up."""

from __future__ import annotations

from datetime import timedelta

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)
GIVE_UP_AFTER = 20
"""Attempts; with the waits above about four days."""
LEASE = timedelta(minutes=5)
"""After this something whose sender has not said how it went is sent again, with the same key."""


def wait(attempts: int, asked: float | None) -> timedelta:
    """After so many attempts; `asked`: seconds the other side wanted us to stay away."""
    if asked is not None:
        return min(timedelta(seconds=asked), LONGEST_WAIT)
    return min(FIRST_WAIT * 2.0 ** (attempts - 1), LONGEST_WAIT)
