"""Turns that all readers of a host share, also in other processes. Who keeps them is the caller's matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from scrapers.contract import Resting
from scrapers.fetch.address import named

LEASE = 90.0
"""Seconds after which a turn that was never given back is free again: its process has died."""
LONGEST_NAP = 30.0
"""Seconds slept at most before asking again whose turn it is: whoever has it may be done sooner than it seemed."""


class Rest(Protocol):
    """Why a host is left alone, and until when."""

    @property
    def until(self) -> datetime:
        """Aware."""
        ...

    @property
    def why(self) -> str:
        """In words."""
        ...


class Turns(Protocol):
    """Keeps the turns of hosts, their daily budget, and how long each rests after a refusal."""

    def take(self, host: str, pace: float, lease: float) -> float | Rest:
        """Take the turn: 0 when it is ours, else the seconds to wait before asking again, or the host's rest."""
        ...

    def give_back(self, host: str, pace: float) -> None:
        """End a turn; the next begins after the pace (seconds)."""
        ...

    def rest(self, host: str, until: datetime, why: str) -> None:
        """The site asked to be left alone until then, whoever asks."""
        ...

    def refused(self, host: str, why: str) -> datetime:
        """The site said no: until when it is left alone, longer with every refusal in a row."""
        ...

    def welcomed(self, host: str) -> None:
        """The site gave a page: refusals are forgotten."""
        ...


@contextmanager
def shared_turn(
    turns: Turns | None, host: str, pace: float, sleep: Callable[[float], None], url: str
) -> Iterator[None]:
    """Have the host for one request. Raises Resting while it is left alone."""
    if turns is None:
        yield
        return
    while wait := turns.take(host, pace, LEASE):
        if not isinstance(wait, (int, float)):
            raise Resting(f"{named(url)} is left alone until {wait.until:%F %H:%M} UTC: {wait.why}", wait.until)
        sleep(min(max(wait, 0.02), LONGEST_NAP))
    try:
        yield
    finally:
        turns.give_back(host, pace)
