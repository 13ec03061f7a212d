"""Whose turn it is with a host, kept in the database: every source and every process of the house sees the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from service.domain.hosts import HostRest
from service.domain.ports import Clock
from service.storage.repositories import hosts
from service.storage.session import Database


class SharedTurns:
    """Gives out turns; each call is a unit of its own, so that nobody waits inside a transaction."""

    def __init__(
        self, database: Database, clock: Clock, budget: int, holder: str, has_died: Callable[[str], bool]
    ) -> None:
        """`holder` names this process; `has_died` tells of another holder whether its process is known to be gone."""
        self._database, self._clock, self._budget = database, clock, budget
        self._holder, self._has_died = holder, has_died
        self._refusals: dict[str, int] = {}

    def take(self, host: str, pace: float, lease: float) -> float | HostRest:
        """0.0 when the turn is ours, else the seconds to wait before asking again, or the host's rest."""
        with self._database.write() as session:
            told = hosts.take(
                session,
                host,
                self._clock(),
                holder=self._holder,
                lease=lease,
                budget=self._budget,
                has_died=self._has_died,
            )
            self._refusals[host] = hosts.refusals(session, host)
        return told

    def give_back(self, host: str, pace: float) -> None:
        """End a turn."""
        with self._database.write() as session:
            hosts.give_back(session, host, self._clock(), pace)

    def rest(self, host: str, until: datetime, why: str) -> None:
        """Leave a host alone until then."""
        with self._database.write() as session:
            hosts.rest(session, host, until, why)

    def refused(self, host: str, why: str) -> datetime:
        """Count a refusal; until when the host rests."""
        self._refusals.pop(host, None)
        with self._database.write() as session:
            return hosts.refused(session, host, self._clock(), why)

    def welcomed(self, host: str) -> None:
        """The site gave a page: refusals are forgotten, where there were any when the turn was taken."""
        if self._refusals.get(host) == 0:
            return
        with self._database.write() as session:
            hosts.welcomed(session, host)
