"""A time limit on a whole answer, kept at the socket: a site that drips its headers cannot hold us either."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore


class Deadline:
    """When the request that this thread is busy with must have ended."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic, self._of_thread = monotonic, threading.local()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Everything sent and received in this block has so many seconds together."""
        self._of_thread.until = self._monotonic() + seconds
        try:
            yield
        finally:
            del self._of_thread.until

    def passed(self) -> bool:
        """Whether the time is up; never outside a block."""
        until: float | None = getattr(self._of_thread, "until", None)
        return until is not None and self._monotonic() >= until

    def left(self, timeout: float | None, late: type[Exception]) -> float | None:
        """The shorter of a single wait's limit and what is left in all; raises `late` when nothing is."""
        until: float | None = getattr(self._of_thread, "until", None)
        if until is None:
            return timeout
        rest = until - self._monotonic()
        if rest <= 0:
            raise late("the time for the whole answer is up")
        return rest if timeout is None else min(rest, timeout)


class Timed(httpcore.NetworkBackend):
    """Hands on to another backend, with waits cut at the deadline."""

    def __init__(self, inner: httpcore.NetworkBackend, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *args: Any, **options: Any
    ) -> httpcore.NetworkStream:
        """A connection whose reads and writes end at the deadline of whoever uses it."""
        timeout = self._deadline.left(timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._inner.connect_tcp(host, port, timeout, *args, **options), self._deadline)

    def connect_unix_socket(self, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """As the backend beneath has it."""
        return self._inner.connect_unix_socket(*args, **options)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        timeout = self._deadline.left(timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
