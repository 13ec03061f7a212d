"""Where the site leads us: in circles, into our own network, to somebody else's reviews; and what its robots.txt says."""

from __future__ import annotations

import pytest

from tests.hostile.conftest import HELD, LIST, Siege
from tests.scrapers.fetch.site import answer

ELSEWHERE = "/arbetsgivare/ekorrbo-hemvard"


def test_a_circle_of_redirects_ends(siege: Siege) -> None:
    siege.set(1, answer(302, b"", Location="/round"))
    siege.site.routes["/round"] = answer(302, b"", Location=LIST)
    run = siege.look()
    assert run.verdict == "unreachable"
    assert "redirects more than 3 times" in siege.says()[1]
    assert siege.says()[0] == "blind"
    assert siege.held() == HELD


@pytest.mark.parametrize("host", ["127.0.0.2", "localhost", "169.254.169.254", "[::1]", "10.0.0.7"])
def test_a_redirect_into_a_private_network_is_not_followed(siege: Siege, host: str) -> None:
    """Also by a name that resolves there."""
    siege.set(1, answer(302, b"", Location=f"http://{host}:{siege.site.port}{LIST}"))
    siege.site.asked.clear()
    run = siege.look()
    assert run.verdict == "refused"
    assert siege.says()[0] == "blind"
    assert len([path for path in siege.site.paths() if path == LIST]) == 1
    assert siege.held() == HELD


def test_a_move_to_another_employers_list_is_told_and_brings_nothing(siege: Siege) -> None:
    siege.set(1, answer(301, b"", Location=ELSEWHERE))
    siege.site.routes[ELSEWHERE] = lambda handler: answer(200, siege.pages.get(ELSEWHERE).content)(handler)
    run = siege.look()
    assert (run.verdict, run.new) == ("moved", 0)
    state, reason = siege.says()
    assert state == "blind"
    assert ELSEWHERE in reason
    assert siege.held() == HELD


@pytest.mark.parametrize(
    ("status", "body", "verdict", "state"),
    [
        (200, b"<!doctype html><html><body><h1>Welcome</h1></body></html>", "reviews", "healthy"),
        (404, b"no", "reviews", "healthy"),
        (500, b"oops", "unreachable", "blind"),
        (200, b"User-agent: *\nDisallow: /", "forbidden", "forbidden"),
        (200, b"User-agent: Omdome\nDisallow: /arbetsgivare/", "forbidden", "forbidden"),
        (200, b"\x00\xff" * 2000, "reviews", "healthy"),
    ],
    ids=["HTML", "missing", "500", "all closed", "closed to us", "binary"],
)
def test_robots_txt_is_read_anew_and_obeyed(siege: Siege, status: int, body: bytes, verdict: str, state: str) -> None:
    siege.site.routes["/robots.txt"] = answer(status, body)
    siege.site.asked.clear()
    run = siege.look(days=2)
    assert run.verdict == verdict, run.error
    found, reason = siege.says()
    assert found == state, reason
    if state != "healthy":
        assert "robots.txt" in reason
        assert LIST not in siege.site.paths()
    assert siege.held() == HELD
