"""Limits of time and size: nothing a site sends can hold us, fill us, or pass for a page when it is half of one."""

from __future__ import annotations

import gzip
import ssl
import time
import zlib
from collections.abc import Callable

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.contract import FetchError, PageGone, TooLarge, TryLater
from scrapers.fetch.deadline import Deadline, Timed
from scrapers.fetch.unpacking import BadPacking, unpacked
from tests.scrapers.fetch.conftest import Made
from tests.scrapers.fetch.site import Handler, Site, answer, dripping, dripping_headers, hang_up, in_turn, packed


def bare(body: bytes) -> bytes:
    """Deflate without its wrapper, as some servers send it."""
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(body) + machine.flush()


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", bare),
    ],
)
def test_packed_pages_are_unpacked(site: Site, fetcher: Made, packing: str, pack: Callable[[bytes], bytes]) -> None:
    site.routes["/page"] = answer(200, pack(b"<html>packed</html>" * 99), Content_Encoding=packing)
    got = fetcher().get(f"{site.base}/page")
    assert got.content == b"<html>packed</html>" * 99
    assert site.last_sent("Accept-Encoding") == "gzip, deflate"
    assert "content-encoding" not in got.headers


@given(
    st.binary(max_size=3000),
    st.integers(1, 400),
    st.sampled_from([("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", bare), ("identity", bytes)]),
)
def test_unpacking_does_not_depend_on_where_the_network_cuts(
    body: bytes, cut: int, way: tuple[str, Callable[[bytes], bytes]]
) -> None:
    sent = way[1](body)
    chunks = [sent[start : start + cut] for start in range(0, len(sent), cut)]
    assert b"".join(unpacked(chunks, way[0])) == body


@given(
    st.binary(max_size=500),
    st.sampled_from([("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", bare)]),
    st.data(),
)
def test_a_packed_page_cut_anywhere_is_no_page(
    body: bytes, way: tuple[str, Callable[[bytes], bytes]], choice: st.DataObject
) -> None:
    sent = way[1](body)
    with pytest.raises(BadPacking):
        list(unpacked([sent[: choice.draw(st.integers(1, len(sent) - 1))]], way[0]))


def test_several_packed_parts_are_one_page() -> None:
    parts = gzip.compress(b"one ", mtime=0) + gzip.compress(b"two")
    assert b"".join(unpacked([parts], "gzip")) == b"one two"
    assert b"".join(unpacked([parts + b"\0\0padding"], "gzip")) == b"one two"
    with pytest.raises(BadPacking, match="parts"):
        list(unpacked([gzip.compress(b"", mtime=0) * 1000], "gzip"))


def test_an_empty_page_may_call_itself_packed() -> None:
    assert list(unpacked([], "gzip")) == []


def test_a_decompression_bomb_is_refused_early(site: Site, fetcher: Made) -> None:
    bomb = gzip.compress(b"\0" * 40_000_000, mtime=0)
    site.routes["/page"] = answer(200, bomb, Content_Encoding="gzip")
    with pytest.raises(TooLarge, match="unpacked"):
        fetcher(max_bytes=1_000_000).get(f"{site.base}/page")
    pieces = unpacked([bomb], "gzip")
    assert max(len(next(pieces)) for _ in range(3)) <= 256 * 1024


def test_a_page_beyond_the_limit_is_refused(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = answer(200, b"x" * 200_000)
    with pytest.raises(TooLarge, match="says it has 200000"):
        fetcher(max_packed_bytes=100_000).get(f"{site.base}/page")
    with pytest.raises(TooLarge, match="unpacked"):
        fetcher(max_bytes=100_000).get(f"{site.base}/page")


def test_a_page_that_does_not_say_its_size_is_stopped_on_the_way(site: Site, fetcher: Made) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)

    site.routes["/page"] = endless
    with pytest.raises(TooLarge, match="sends more than"):
        fetcher(max_packed_bytes=500_000).get(f"{site.base}/page")


@pytest.mark.parametrize("packing", ["br", "nonsense", "gzip, gzip"])
def test_a_packing_we_did_not_ask_for_is_no_page(site: Site, fetcher: Made, packing: str) -> None:
    site.routes["/page"] = answer(200, b"x", Content_Encoding=packing)
    with pytest.raises(TryLater, match="did not ask for"):
        fetcher().get(f"{site.base}/page")


@pytest.mark.parametrize(
    "body",
    [b"not gzip at all", b"\x1f", gzip.compress(b"x" * 99, mtime=0)[:-1], gzip.compress(b"x" * 99, mtime=0)[:-9]],
)
def test_a_damaged_packing_is_no_page(site: Site, fetcher: Made, body: bytes) -> None:
    site.routes["/page"] = answer(200, body, Content_Encoding="gzip")
    with pytest.raises(TryLater, match="cannot be read"):
        fetcher().get(f"{site.base}/page")


def test_a_broken_body_does_not_hide_what_the_status_says(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = answer(404, b"x", Content_Encoding="br", Content_Length="99999999999")
    with pytest.raises(PageGone):
        fetcher().get(f"{site.base}/page")


@pytest.mark.parametrize("route", [dripping(0.05), dripping_headers(0.05)])
def test_slow_bytes_end_at_the_time_limit(site: Site, fetcher: Made, route: Callable[[Handler], None]) -> None:
    site.routes["/page"] = route
    began = time.monotonic()
    with pytest.raises(TryLater, match=r"took longer than 0\.2 s"):
        fetcher(total_timeout=0.2).get(f"{site.base}/page")
    assert time.monotonic() - began < 10  # the server would drip for much longer
    assert site.paths().count("/page") == 1


def test_a_silent_site_ends_at_the_read_limit(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = dripping(0.5)
    with pytest.raises(TryLater, match="in time"):
        fetcher(read_timeout=0.1, attempts=1).get(f"{site.base}/page")


def test_a_body_cut_short_is_asked_for_again_and_never_taken_for_a_page(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = in_turn(hang_up, answer())
    assert fetcher().get(f"{site.base}/page").content == b"<html>page</html>"
    site.routes["/page"] = hang_up
    with pytest.raises(TryLater, match="RemoteProtocolError"):
        fetcher().get(f"{site.base}/page")
    assert site.paths().count("/page") == 2 + 3


@pytest.mark.parametrize("first", [b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n"])  # fmt: skip
def test_what_is_no_http_is_tried_later(site: Site, fetcher: Made, first: bytes) -> None:
    def route(handler: Handler) -> None:
        handler.wfile.write(first)

    site.routes["/page"] = route
    with pytest.raises(TryLater):
        fetcher(attempts=1).get(f"{site.base}/page")


def test_a_small_packed_page_is_within_both_limits(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = packed(b"x" * 1000)
    assert len(fetcher(max_packed_bytes=100, max_bytes=1000).get(f"{site.base}/page").content) == 1000
    with pytest.raises(FetchError):
        fetcher(max_packed_bytes=100, max_bytes=999).get(f"{site.base}/page")


class Wire(httpcore.NetworkStream, httpcore.NetworkBackend):
    """Both ends of a fake: remembers the time each wait was given."""

    def __init__(self) -> None:
        self.given: list[float | None] = []

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: object, **__: object
    ) -> httpcore.NetworkStream:
        self.given.append(timeout)
        return self

    def start_tls(
        self, context: object, name: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self.given.append(timeout)
        return self

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.given.append(timeout)
        return b""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.given.append(timeout)

    def connect_unix_socket(self, *_: object, **__: object) -> httpcore.NetworkStream:
        return self


def test_every_wait_of_a_request_is_cut_at_its_deadline() -> None:
    now, wire = [0.0], Wire()
    deadline = Deadline(lambda: now[0])
    backend = Timed(wire, deadline)
    with deadline.within(10.0):
        stream = backend.connect_tcp("site.example", 443, 4.0)
        now[0] = 8.0
        stream = stream.start_tls(ssl.create_default_context(), "site.example", 4.0)
        stream.write(b"GET", None)
        now[0] = 9.5
        stream.read(1, 4.0)
        assert not deadline.passed()
        now[0] = 10.0
        with pytest.raises(httpcore.ReadTimeout):
            stream.read(1, 4.0)
    assert wire.given == [4.0, 2.0, 2.0, 0.5]
    assert not deadline.passed()


def test_outside_a_request_a_wait_has_its_own_limit() -> None:
    wire = Wire()
    backend = Timed(wire, Deadline(lambda: 0.0))
    backend.connect_tcp("site.example", 80, 4.0).read(1, None)
    assert wire.given == [4.0, None]
    assert backend.connect_unix_socket("/run/x") is wire
