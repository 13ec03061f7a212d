"""What goes wrong on the wire: the run says so, the source is blind with a reason, and nothing is taken for "nothing new"."""

from __future__ import annotations

import gzip
import socket
import time
from datetime import timedelta

import pytest

from tests.hostile.conftest import HELD, LIST, Handler, Route, Siege
from tests.scrapers.fetch.site import answer, dripping, hang_up


def hang(handler: Handler) -> None:
    """Never answer."""
    time.sleep(1.5)


def reset(handler: Handler) -> None:
    """Break the connection in the middle of the body."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<html>" * 50)
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    handler.connection.close()


def endless(handler: Handler) -> None:
    """Two hundred megabytes, or as much as anybody takes."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"<p>word</p>" * 95_000)


def bomb(handler: Handler) -> None:
    """A small packed page that is a gigabyte's little brother."""
    answer(200, gzip.compress(b"0" * 20_000_000, mtime=0), Content_Encoding="gzip")(handler)


DRIPPING = dripping(0.05)
SLOW = (DRIPPING, hang)


@pytest.mark.parametrize(
    ("route", "verdict", "says"),
    [
        (DRIPPING, "unreachable", "took longer"),
        (hang, "unreachable", ""),
        (reset, "unreachable", ""),
        (hang_up, "unreachable", ""),
        (bomb, "too_large", "larger than"),
        (endless, "too_large", "sends more than"),
        (answer(500, b"oops"), "unreachable", "500"),
        (answer(404, b"no"), "not_found", "404"),
        (answer(403, b"no"), "blocked", "403"),
    ],
    ids=["slow bytes", "hang", "reset", "wrong length", "gzip bomb", "200 MB", "500", "404", "403"],
)
def test_what_breaks_on_the_wire_is_blindness_with_a_reason(
    siege: Siege, route: Route, verdict: str, says: str
) -> None:
    siege.set(1, route)
    if route in SLOW:
        siege.hurry()
    run = siege.look()
    assert (run.verdict, run.seen, run.gone) == (verdict, 0, 0)
    state, reason = siege.says()
    assert state == "blind"
    assert says in reason
    assert siege.held() == HELD


@pytest.mark.parametrize("as_date", [False, True])
def test_a_retry_after_is_obeyed_as_seconds_and_as_a_date(siege: Siege, as_date: bool) -> None:
    due = siege.scene.clock() + timedelta(hours=3)
    value = f"{due:%a, %d %b %Y %H:%M:%S} GMT" if as_date else "7200"
    siege.set(1, answer(429, b"slow down", Retry_After=value))
    run = siege.look()
    assert run.verdict == "unreachable"
    until = siege.waits_until()
    assert until is not None
    assert until - siege.scene.clock() > timedelta(hours=1.5)
    asked = len(siege.site.asked)
    assert siege.look().verdict == "resting"
    assert len(siege.site.asked) == asked


def test_a_refusal_makes_the_rest_longer_each_time(siege: Siege) -> None:
    siege.set(1, answer(403, b"no"))
    lengths = []
    for _ in range(3):
        siege.look()
        until = siege.waits_until()
        assert until is not None
        lengths.append(round((until - siege.scene.clock()) / timedelta(hours=1)))
        siege.scene.clock.now = until
    assert lengths == [6, 24, 72]


def test_one_page_that_breaks_leaves_what_the_others_gave(siege: Siege) -> None:
    from tests.factories import make_review

    siege.scene.site.publish(make_review())
    siege.set(3, answer(500, b"oops"))
    run = siege.full_look()
    assert (run.verdict, run.new, run.complete) == ("unreachable", 1, False)
    state, reason = siege.says()
    assert state == "degraded"
    assert "the first 2 pages were read" in reason


def test_an_etag_that_never_changes_is_seen_through_by_the_weekly_look(siege: Siege) -> None:
    from tests.factories import make_review

    old = siege.page(1)

    def stubborn(handler: Handler) -> None:
        if (
            handler.headers.get("If-None-Match") and "no-cache" not in str(handler.headers.get("Cache-Control"))
        ) or handler.headers.get("If-None-Match"):
            answer(304, b"", ETag='"same"')(handler)
        else:
            answer(200, siege.page(1), ETag='"same"')(handler)

    siege.set(1, stubborn)
    siege.full_look()
    siege.scene.site.publish(make_review())
    assert siege.page(1) != old
    assert siege.look().new == 0  # nothing shows that there is more
    assert siege.full_look().new == 1
    assert siege.site.asked[-1][0].startswith(LIST)
