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
        now, budget = self._clock(), self._budget
        with self._database.lean() as unit:
            refusals = hosts.take(unit, host, now, holder=self._holder, lease=lease, budget=budget)
        if refusals is None and self._is_worth_another(host):
            return self.take(host, pace, lease)
        if refusals is None:
            with self._database.read() as session:
                return hosts.why_not(session, host, now, budget)
        self._refusals[host] = refusals
        return 0.0

    def _is_worth_another(self, host: str) -> bool:
        """The host was new to us, or the process that had its turn has died."""
        with self._database.write() as session:
            return hosts.introduced(session, host) or hosts.freed(session, host, self._holder, self._has_died)

    def give_back(self, host: str, pace: float) -> None:
        """End a turn."""
        with self._database.lean() as unit:
            hosts.give_back(unit, host, self._clock(), pace)

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
