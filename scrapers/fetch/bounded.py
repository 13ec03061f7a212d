"""A transport that reads an answer whole, within its limits of time and size, unpacks it, and scrubs it.

It sits beneath the cache: what the cache keeps has been through here, so it never holds a name that `scrub` takes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx

from scrapers.contract import TooLarge, TryLater
from scrapers.fetch.address import named
from scrapers.fetch.caching import CONDITIONS
from scrapers.fetch.deadline import Deadline
from scrapers.fetch.settings import FetchSettings
from scrapers.fetch.unpacking import BadPacking, unpacked

Scrub = Callable[[bytes], bytes]
_DROPPED = frozenset({
    b"content-encoding", b"content-length", b"transfer-encoding",  # true of the bytes as sent, not as handed on
    b"set-cookie",  # every page is asked for as by a stranger; and a cookie must not lie in the cache
})  # fmt: skip


class BoundedTransport(httpx.BaseTransport):
    """Wraps a transport; its answers are complete, plain and scrubbed, and only pages (200) have a body."""

    def __init__(self, inner: httpx.BaseTransport, settings: FetchSettings, deadline: Deadline, scrub: Scrub) -> None:
        self._inner, self._settings, self._deadline, self._scrub = inner, settings, deadline, scrub

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises TooLarge and TryLater besides httpx's own errors."""
        url, limit = named(str(request.url)), self._settings.total_timeout
        request.headers.pop("cache-control", None)  # meant for our own cache; the site gets a plain conditional request
        if "pragma" in request.headers:
            for condition in CONDITIONS:
                request.headers.pop(condition, None)
        with self._deadline.within(limit):
            try:
                return self._whole(self._inner.handle_request(request), url)
            except httpx.TimeoutException:
                if not self._deadline.passed():
                    raise  # one silence too long; that is worth another attempt, a whole limit used up is not
                raise TryLater(f"{url} took longer than {limit:g} s: it is tried again with the next run") from None

    def close(self) -> None:
        """Close the connections beneath."""
        self._inner.close()

    def _whole(self, response: httpx.Response, url: str) -> httpx.Response:
        try:
            # the body of an error or a redirect is nobody's business, and must not hide the status by being broken
            body = self._scrub(self._read(response, url)) if response.status_code == 200 else b""
        finally:
            response.close()
        headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _DROPPED]
        if response.status_code == 304:
            return httpx.Response(304, headers=headers)  # without a length: it would be taken for the cached page's
        return httpx.Response(response.status_code, headers=headers, content=body)

    def _read(self, response: httpx.Response, url: str) -> bytes:
        most, parts, size = self._settings.max_bytes, list[bytes](), 0
        try:
            for part in unpacked(self._packed(response, url), response.headers.get("content-encoding", "")):
                size += len(part)
                if size > most:
                    raise TooLarge(f"{url} is larger than {most} bytes when unpacked: check what the address leads to")
                parts.append(part)
        except BadPacking as problem:
            raise TryLater(f"{url} cannot be read, {problem}: it is tried again with the next run") from None
        return b"".join(parts)

    def _packed(self, response: httpx.Response, url: str) -> Iterator[bytes]:
        most, size = self._settings.max_packed_bytes, 0
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            raise TooLarge(f"{url} says it has {declared} bytes, more than {most}: check what the address leads to")
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > most:
                raise TooLarge(f"{url} sends more than {most} bytes: check what the address leads to")
            yield chunk
