"""One request per host at a time, and never faster than its pace."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pace:
    """Turns for hosts: a caller waits for the one before it to end, and then for the pace to pass."""

    def __init__(self, seconds: float, monotonic: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._seconds, self._monotonic, self._sleep = seconds, monotonic, sleep
        self._guard = threading.Lock()
        self._hosts: dict[str, threading.Lock] = {}
        self._ended: dict[str, float] = {}
        self._slower: dict[str, float] = {}

    def slow_down(self, host: str, seconds: float) -> None:
        """Keep at least this pace with a host (its robots.txt asked for it)."""
        self._slower[host] = seconds

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Hold the host for one request."""
        with self._guard:
            lock = self._hosts.setdefault(host, threading.Lock())
        with lock:
            last = self._ended.get(host)
            if last is not None:
                rest = last + max(self._seconds, self._slower.get(host, 0.0)) - self._monotonic()
                if rest > 0:
                    self._sleep(rest)
            try:
                yield
            finally:
                self._ended[host] = self._monotonic()
