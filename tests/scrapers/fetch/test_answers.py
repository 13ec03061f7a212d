"""What a status means: no, not now, not here, elsewhere; and how often a busy site is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.contract import AddressRefused, Blocked, FetchError, PageGone, RobotsForbid, TryLater
from scrapers.fetch.address import checked_url
from scrapers.fetch.client import _next
from scrapers.fetch.retrying import LONGEST, _asked_for
from tests.scrapers.fetch.conftest import NOW, Made
from tests.scrapers.fetch.site import Handler, Site, answer, in_turn


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_site_is_asked_again_a_few_times(site: Site, fetcher: Made, status: int) -> None:
    site.routes["/page"] = in_turn(answer(status), answer(status), answer())
    assert fetcher().get(f"{site.base}/page").status == 200
    site.routes["/page"] = answer(status)
    with pytest.raises(TryLater, match=f"answered {status}"):
        fetcher().get(f"{site.base}/page")
    assert site.paths().count("/page") == 6


@pytest.mark.parametrize("status", [500, 501, 507, 520, 599])
def test_a_broken_site_is_left_for_later_at_once(site: Site, fetcher: Made, status: int) -> None:
    site.routes["/page"] = answer(status)
    with pytest.raises(TryLater, match=f"answered {status}"):
        fetcher().get(f"{site.base}/page")
    assert site.paths().count("/page") == 1


def test_waits_between_attempts_grow_and_use_the_sleep_handed_in(site: Site, fetcher: Made) -> None:
    waits: list[float] = []
    site.routes["/page"] = answer(503)
    one = fetcher(sleep=waits.append, monotonic=lambda: 50.0, retry_wait=8.0, attempts=4)
    with pytest.raises(TryLater):
        one.get(f"{site.base}/page")
    assert waits == [8.0, 16.0, 32.0]


@pytest.mark.parametrize(("value", "wait"), [("37", 37.0), ("60", 60.0), ("Tue, 10 Nov 2026 11:00:45 GMT", 45.0)])
def test_a_short_retry_after_is_waited_for(site: Site, fetcher: Made, value: str, wait: float) -> None:
    waits: list[float] = []
    site.routes["/page"] = in_turn(answer(429, Retry_After=value), answer())
    began = monotonic()
    assert fetcher(sleep=waits.append, monotonic=lambda: 50.0).get(f"{site.base}/page").status == 200
    assert waits == [wait]
    assert monotonic() - began < 25


@pytest.mark.parametrize(
    ("value", "until"),
    [
        ("61", NOW + timedelta(seconds=61)),
        ("3600", NOW + timedelta(hours=1)),
        ("Tue, 10 Nov 2026 13:00:00 GMT", NOW + timedelta(hours=2)),
        ("9" * 40, NOW + LONGEST),
    ],
)
def test_a_long_retry_after_is_handed_on_at_once(site: Site, fetcher: Made, value: str, until: datetime) -> None:
    site.routes["/page"] = answer(503, Retry_After=value, Content_Encoding="br")
    with pytest.raises(TryLater, match="try again after 2026-11-1") as caught:
        fetcher(sleep=lambda _: None).get(f"{site.base}/page")
    assert caught.value.retry_after == until
    assert site.paths().count("/page") == 1


def test_a_retry_after_that_says_nothing_is_no_date(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = answer(503, Retry_After="soon")
    with pytest.raises(TryLater) as caught:
        fetcher().get(f"{site.base}/page")
    assert caught.value.retry_after is None


@given(st.one_of(st.text(max_size=40), st.from_regex(r"[A-Z][a-z]{2}, [0-9]{2} Dec [0-9]{4} [0-9]{2}:00:00 ([+-][0-9]{4}|GMT|)"), st.integers().map(str)))  # fmt: skip
def test_any_retry_after_is_a_length_within_bounds_or_nothing(value: str) -> None:
    wait = _asked_for(value, NOW)
    assert wait is None or timedelta(0) <= wait <= LONGEST


def test_a_retry_after_without_zone_is_utc() -> None:
    assert _asked_for("Tue, 10 Nov 2026 11:00:30 -0000", datetime(2026, 11, 10, 11, tzinfo=UTC)) == timedelta(
        seconds=30
    )


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, Blocked), (403, Blocked), (451, Blocked), (404, PageGone), (410, PageGone),
        (418, FetchError), (204, FetchError), (304, FetchError), (302, FetchError),
    ],
)  # fmt: skip
def test_a_no_is_taken_at_once(site: Site, fetcher: Made, status: int, error: type[FetchError]) -> None:
    site.routes["/page"] = answer(status, b"")
    with pytest.raises(error, match=f"{site.base}/page .*{status}") as caught:
        fetcher().get(f"{site.base}/page")
    assert type(caught.value) is error
    assert site.paths().count("/page") == 1


def test_redirects_are_followed_and_the_last_address_told(site: Site, fetcher: Made) -> None:
    site.routes["/old"] = answer(301, b"", Location="page#reviews")
    got = fetcher().get(f"{site.base}/old")
    assert (got.url, got.final_url) == (f"{site.base}/old", f"{site.base}/page")


def test_redirects_keep_the_pace(site: Site, fetcher: Made) -> None:
    waits: list[float] = []
    site.routes["/old"] = answer(301, b"", Location="/page")
    fetcher(pace_seconds=5.0, sleep=waits.append, monotonic=lambda: 50.0).get(f"{site.base}/old")
    assert waits == [5.0, 5.0]


def test_a_redirect_loop_ends(site: Site, fetcher: Made) -> None:
    site.routes["/loop"] = answer(302, b"", Location="/loop")
    with pytest.raises(FetchError, match="more than 5 times"):
        fetcher().get(f"{site.base}/loop")
    assert site.paths().count("/loop") == 6


def test_a_redirect_is_held_to_robots_too(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(200, b"User-agent: *\nDisallow: /closed\n")
    site.routes["/way"] = answer(302, b"", Location="/closed")
    with pytest.raises(RobotsForbid):
        fetcher().get(f"{site.base}/way")
    assert "/closed" not in site.paths()


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://169.254.169.254/latest", "//2130706433/",
        "http://0x7f000001/", "http://user:pw@site.example/", "file:///etc/passwd", "gopher://x/", "http://[", "http://h:99999/",
        "/" + "a" * 65_525,
    ],
)  # fmt: skip
def test_a_redirect_into_our_own_network_is_refused(site: Site, fetcher: Made, target: str) -> None:
    site.routes["/way"] = answer(302, b"", Location=target)
    with pytest.raises(AddressRefused, match=f"{site.base}/way is not fetched"):
        fetcher().get(f"{site.base}/way")


def test_a_redirect_that_is_no_address_at_all_leaves_the_page_for_later(site: Site, fetcher: Made) -> None:
    site.routes["/way"] = answer(302, b"", Location="//[::1")
    with pytest.raises(TryLater):
        fetcher(attempts=1).get(f"{site.base}/way")


def test_a_redirect_never_gives_up_encryption() -> None:
    secure = checked_url("https://site.example/page")
    assert str(_next(secure, "/other")) == "https://site.example/other"
    with pytest.raises(AddressRefused, match="from https to http"):
        _next(secure, "http://site.example/page")


def test_a_site_that_is_not_there_is_tried_later(fetcher: Made) -> None:
    one = fetcher(allow_hosts={"127.0.0.1:9"})
    with pytest.raises(TryLater, match=r"127\.0\.0\.1:9/robots\.txt could not be reached \(.*refused"):
        one.get("http://127.0.0.1:9/page")


def test_no_log_quotes_what_a_site_sent(site: Site, fetcher: Made, capfd: pytest.CaptureFixture[str]) -> None:
    def garbled(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nvad chefen sade\r\n\r\n")

    site.routes["/page"] = garbled
    with pytest.raises(TryLater, match="sent no whole answer") as caught:
        fetcher().get(f"{site.base}/page")
    told = capfd.readouterr()
    assert "chefen" not in f"{told.out}{told.err}{caught.value}"
