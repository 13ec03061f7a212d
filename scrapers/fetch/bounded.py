"""A transport that reads an answer whole, within its limits of time and size, unpacks it, and scrubs it.

It sits beneath the cache: what the cache keeps has been through here, so it never holds a name that `scrub` takes out.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import httpx

from scrapers.contract import TooLarge, TryLater
from scrapers.fetch.address import named
from scrapers.fetch.settings import FetchSettings

Scrub = Callable[[bytes], bytes]
_WBITS = {"gzip": 47, "x-gzip": 47, "deflate": 47}  # 47: zlib or gzip, told from the bytes
PACKINGS = "gzip, deflate"


class BoundedTransport(httpx.BaseTransport):
    """Wraps a transport; its answers are complete, plain and scrubbed."""

    def __init__(
        self, inner: httpx.BaseTransport, settings: FetchSettings, monotonic: Callable[[], float], scrub: Scrub
    ) -> None:
        self._inner, self._settings, self._monotonic, self._scrub = inner, settings, monotonic, scrub

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises TooLarge and TryLater besides httpx's own errors."""
        url = named(str(request.url))
        request.headers.pop("cache-control", None)  # meant for our own cache; the site gets a plain conditional request
        deadline = self._monotonic() + self._settings.total_timeout
        response = self._inner.handle_request(request)
        try:
            body = self._read(response, url, deadline)
        finally:
            response.close()
        if response.status_code == 304:
            return httpx.Response(304, headers=response.headers)
        headers = [(name, value) for name, value in response.headers.multi_items() if name not in _REWRITTEN]
        return httpx.Response(response.status_code, headers=headers, content=self._scrub(body) if body else b"")

    def close(self) -> None:
        """Close the connections beneath."""
        self._inner.close()

    def _read(self, response: httpx.Response, url: str, deadline: float) -> bytes:
        settings, packed = self._settings, 0
        unpack = _unpacker(response.headers.get("content-encoding", ""), url, settings.max_bytes)
        parts: list[bytes] = []
        size = 0
        for chunk in response.iter_raw():
            packed += len(chunk)
            if packed > settings.max_packed_bytes:
                raise TooLarge(f"{url} sends more than {settings.max_packed_bytes} bytes")
            if self._monotonic() > deadline:
                raise TryLater(f"{url} took longer than {settings.total_timeout:g} s")
            part = unpack(chunk, settings.max_bytes - size)
            size += len(part)
            parts.append(part)
        return b"".join(parts)


_REWRITTEN = {"content-encoding", "content-length", "transfer-encoding"}


def _unpacker(encoding: str, url: str, most: int) -> Callable[[bytes, int], bytes]:
    """Unpacks chunk by chunk and stops a decompression bomb at the limit, however small it came."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return lambda chunk, room: _within(chunk, room, url, most)
    if name not in _WBITS:
        raise TryLater(f"{url} answered in the packing {name[:20]!r}, which we did not ask for")
    machine = zlib.decompressobj(_WBITS[name])

    def unpack(chunk: bytes, room: int) -> bytes:
        try:
            plain = machine.decompress(chunk, room + 1)
        except zlib.error as problem:
            raise TryLater(f"{url} sent a packed answer that cannot be unpacked") from problem
        return _within(plain, room, url, most)

    return unpack


def _within(plain: bytes, room: int, url: str, most: int) -> bytes:
    if len(plain) > room:
        raise TooLarge(f"{url} is larger than {most} bytes when unpacked")
    return plain
