"""One request per host at a time, never faster than its pace, and none while it asked us to wait."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pace:
    """Turns for hosts: a caller waits for the one before it to end, and then for the pace to pass."""

    def __init__(self, seconds: float, monotonic: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._seconds, self._monotonic, self._sleep = seconds, monotonic, sleep
        self._guard = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._ended: dict[str, float] = {}
        self._held_until: dict[str, float] = {}

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, whoever asks next."""
        self._held_until[host] = self._monotonic() + seconds

    @contextmanager
    def turn(self, host: str, at_least: float = 0.0) -> Iterator[None]:
        """Have the host for one request, `at_least` so many seconds after the last (its robots.txt asked for it)."""
        with self._guard:
            lock = self._turns.setdefault(host, threading.Lock())
        with lock:
            rest = self._rest(host, max(self._seconds, at_least))
            if rest > 0:
                self._sleep(rest)
            try:
                yield
            finally:
                self._ended[host] = self._monotonic()

    def _rest(self, host: str, pace: float) -> float:
        now = self._monotonic()
        after_last = self._ended[host] + pace if host in self._ended else now
        return max(after_last, self._held_until.get(host, now)) - now
