"""A loopback site that misbehaves on command, one route a behaviour, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = BaseHTTPRequestHandler


@dataclass
class Site:
    """Routes by path; a path without one is 404."""

    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    routes: dict[str, Callable[[Handler], None]] = field(default_factory=dict)
    at_once: int = 0
    most_at_once: int = 0
    counting: threading.Lock = field(default_factory=threading.Lock)

    @property
    def base(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        """As allowed by name."""
        return f"127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]

    def last_sent(self, header: str) -> str | None:
        """A header of the last request."""
        return {name.lower(): value for name, value in self.asked[-1][1].items()}.get(header.lower())


def answer(status: int = 200, body: bytes = b"<html>page</html>", **headers: str) -> Callable[[Handler], None]:
    """A route that answers the same every time."""

    def route(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return route


def slowly(site: Site, route: Callable[[Handler], None]) -> Callable[[Handler], None]:
    """The same, late enough that others come meanwhile, counting how many wait at once.

    Counted before the answer goes out: after it, the next visitor may rightly be there already.
    """

    def later(handler: Handler) -> None:
        with site.counting:
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
        time.sleep(0.02)
        with site.counting:
            site.at_once -= 1
        route(handler)

    return later


def in_turn(*routes: Callable[[Handler], None]) -> Callable[[Handler], None]:
    """Each route once, then the last for ever."""
    left = list(routes)

    def route(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return route


def tagged(body: bytes, **headers: str) -> Callable[[Handler], None]:
    """A page with an ETag, answered 304 to whoever has it."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'

    def route(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            answer(304, b"", ETag=etag)(handler)
        else:
            answer(200, body, ETag=etag, **headers)(handler)

    return route


def packed(body: bytes) -> Callable[[Handler], None]:
    """A page sent as gzip."""
    return answer(200, gzip.compress(body, mtime=0), Content_Encoding="gzip")


def dripping(seconds: float) -> Callable[[Handler], None]:
    """A byte now and then, without end in sight."""

    def route(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(400):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(seconds)

    return route


def dripping_headers(seconds: float) -> Callable[[Handler], None]:
    """A header now and then, long before any page."""

    def route(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(400):
            handler.wfile.write(b"X-More: to come\r\n")
            time.sleep(seconds)

    return route


def weakly_tagged(body: bytes, tag: str, **headers: str) -> Callable[[Handler], None]:
    """A page with a weak ETag, as servers that pack on the way give it."""

    def route(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == tag:
            answer(304, b"", ETag=tag, **headers)(handler)
        else:
            answer(200, body, ETag=tag, **headers)(handler)

    return route


def hang_up(handler: Handler) -> None:
    """Promise more than is sent."""
    answer(200, b"half", Content_Length="4000")(handler)
    handler.close_connection = True


@contextmanager
def serving() -> Iterator[Site]:
    """The site on a port of its own."""
    site = Site()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                site.routes.get(self.path, answer(404, b"no"))(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.004,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
