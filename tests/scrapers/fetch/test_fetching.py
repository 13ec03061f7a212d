"""Fetching over a real loopback socket: manners, limits, and a site that misbehaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.contract import AddressRefused, Blocked, FetchError, PageGone, RobotsForbid, TooLarge, TryLater
from scrapers.fetch import Fetcher, FetchSettings, honest_user_agent
from tests.scrapers.fetch.site import Site, answer, dripping, hang_up, in_turn, packed, serving, tagged

NOW = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)
Made = Callable[..., Fetcher]


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without robots.txt whose /page is a page."""
    with serving() as made:
        made.routes["/page"] = answer()
        yield made


@pytest.fixture
def fetcher(site: Site) -> Iterator[Made]:
    """A maker of fetchers that may reach the site and need no waits."""
    opened: list[Fetcher] = []

    def make(
        clock: Callable[[], datetime] = lambda: NOW, scrub: Any = None, sleep: Any = None, **settings: Any
    ) -> Fetcher:
        chosen = {
            "user_agent": "Omdome/test",
            "pace_seconds": 0.0,
            "retry_wait": 0.01,
            "allow_hosts": frozenset({site.host}),
            **settings,
        }
        options = {name: value for name, value in (("scrub", scrub), ("sleep", sleep)) if value is not None}
        opened.append(Fetcher(FetchSettings(**chosen), clock=clock, **options))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_a_page_comes_with_its_address_and_time(site: Site, fetcher: Made) -> None:
    got = fetcher().get(f"{site.base}/page")
    assert (got.status, got.content, got.final_url, got.fetched_at, got.unchanged) == (
        200, b"<html>page</html>", f"{site.base}/page", NOW, False,
    )  # fmt: skip


def test_we_say_who_we_are_also_to_robots(site: Site, fetcher: Made) -> None:
    fetcher(user_agent=honest_user_agent("1.2", "hr@example.org")).get(f"{site.base}/page")
    assert site.paths() == ["/robots.txt", "/page"]
    assert {headers["User-Agent"] for _, headers in site.asked} == {"Omdome/1.2 (+hr@example.org)"}


@pytest.mark.parametrize(
    ("contact", "agent"), [("", "Omdome/1"), ("a\r\nEvil: 1", "Omdome/1 (+aEvil: 1)"), ("(x) å", "Omdome/1 (+x)")]
)
def test_a_contact_cannot_break_the_header(contact: str, agent: str) -> None:
    assert honest_user_agent("1", contact) == agent


def test_robots_is_obeyed_and_asked_once_a_day(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(200, b"User-agent: *\nDisallow: /closed*\nAllow: /closed/open$\n")
    site.routes["/closed/open"] = answer()
    now = [NOW]
    one = fetcher(clock=lambda: now[0])
    with pytest.raises(RobotsForbid, match=r"robots\.txt"):
        one.get(f"{site.base}/closed/secret")
    assert one.get(f"{site.base}/closed/open").status == 200
    assert site.paths().count("/robots.txt") == 1
    now[0] += timedelta(hours=25)
    one.get(f"{site.base}/page")
    assert site.paths().count("/robots.txt") == 2


@pytest.mark.parametrize("status", [500, 503])
def test_rules_that_cannot_be_had_forbid_for_now(site: Site, fetcher: Made, status: int) -> None:
    site.routes["/robots.txt"] = answer(status)
    with pytest.raises(TryLater, match="nothing there is fetched"):
        fetcher().get(f"{site.base}/page")
    assert "/page" not in site.paths()


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_rules_allow_everything(site: Site, fetcher: Made, status: int) -> None:
    site.routes["/robots.txt"] = answer(status)
    assert fetcher().get(f"{site.base}/page").status == 200


def test_rules_that_are_a_web_page_allow_everything(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(200, b"<!doctype html><html><body>Disallow: nothing</body></html>")
    assert fetcher().get(f"{site.base}/page").status == 200


def test_the_pace_is_kept_and_a_slower_wish_of_the_site_too(site: Site, fetcher: Made) -> None:
    waits: list[float] = []
    site.routes["/robots.txt"] = answer(200, b"User-agent: *\nCrawl-delay: 7\n")
    one = fetcher(pace_seconds=3.0, sleep=waits.append)
    one.get(f"{site.base}/page")
    one.get(f"{site.base}/page")
    assert [round(wait) for wait in waits] == [7, 7]


def test_one_request_at_a_time_per_host(site: Site, fetcher: Made) -> None:
    one = fetcher()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: one.get(f"{site.base}/page"), range(16)))
    assert site.most_at_once == 1


def test_a_second_get_asks_whether_the_page_changed(site: Site, fetcher: Made, tmp_path: Path) -> None:
    site.routes["/page"] = tagged(b"<html>same</html>")
    cache = tmp_path / "cache.db"
    first = fetcher(cache_path=cache).get(f"{site.base}/page")
    second = fetcher(cache_path=cache).get(f"{site.base}/page")  # as after a restart
    assert (first.unchanged, second.unchanged) == (False, True)
    assert first.content == second.content == b"<html>same</html>"
    assert {"if-none-match", "cache-control"} & {name.lower() for name in site.asked[-1][1]} == {"if-none-match"}
    site.routes["/page"] = tagged(b"<html>new</html>")
    third = fetcher(cache_path=cache).get(f"{site.base}/page")
    assert (third.unchanged, third.content) == (False, b"<html>new</html>")


@pytest.mark.parametrize("policy", ["max-age=86400", "public, s-maxage=600", "private, no-cache"])
def test_a_page_that_calls_itself_fresh_is_asked_for_all_the_same(
    site: Site, fetcher: Made, tmp_path: Path, policy: str
) -> None:
    site.routes["/page"] = tagged(b"<html>same</html>", Cache_Control=policy)
    one = fetcher(cache_path=tmp_path / "cache.db")
    one.get(f"{site.base}/page")
    assert one.get(f"{site.base}/page").unchanged
    assert site.paths().count("/page") == 2


def test_what_scrub_takes_out_reaches_neither_cache_nor_caller(site: Site, fetcher: Made, tmp_path: Path) -> None:
    site.routes["/page"] = tagged("<html>av Blåklint Testsson</html>".encode())
    cache = tmp_path / "cache.db"
    name = "Blåklint Testsson".encode()
    one = fetcher(cache_path=cache, scrub=lambda body: body.replace(name, b""))
    for _ in range(2):
        assert name not in one.get(f"{site.base}/page").content
    one.close()
    for file in tmp_path.iterdir():
        assert name not in file.read_bytes()
    with sqlite3.connect(cache) as rows:
        assert rows.execute("select count(*) from sqlite_master").fetchone()[0] > 0


def test_gzip_is_unpacked(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = packed(b"<html>packed</html>")
    assert fetcher().get(f"{site.base}/page").content == b"<html>packed</html>"


def test_a_decompression_bomb_is_refused_early(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = packed(b"\0" * 30_000_000)
    with pytest.raises(TooLarge, match="unpacked"):
        fetcher(max_bytes=1_000_000).get(f"{site.base}/page")


def test_a_page_beyond_the_limit_is_refused(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = answer(200, b"x" * 200_000)
    with pytest.raises(TooLarge):
        fetcher(max_packed_bytes=100_000).get(f"{site.base}/page")
    with pytest.raises(TooLarge):
        fetcher(max_bytes=100_000).get(f"{site.base}/page")


@pytest.mark.parametrize("packing", ["br", "nonsense"])
def test_a_packing_we_did_not_ask_for_is_no_page(site: Site, fetcher: Made, packing: str) -> None:
    site.routes["/page"] = answer(200, b"x", Content_Encoding=packing)
    with pytest.raises(TryLater, match="did not ask for"):
        fetcher().get(f"{site.base}/page")


def test_a_damaged_packing_is_no_page(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = answer(200, b"not gzip at all", Content_Encoding="gzip")
    with pytest.raises(TryLater, match="cannot be unpacked"):
        fetcher().get(f"{site.base}/page")


def test_slow_bytes_end_at_the_time_limit(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = dripping(0.05)
    with pytest.raises(TryLater, match="took longer"):
        fetcher(total_timeout=0.2, attempts=1).get(f"{site.base}/page")


def test_a_silent_site_ends_at_the_read_limit(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = dripping(1.0)
    with pytest.raises(TryLater, match="in time"):
        fetcher(read_timeout=0.1, attempts=1).get(f"{site.base}/page")


def test_a_body_cut_short_is_asked_for_again_and_never_taken_for_a_page(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = in_turn(hang_up, answer())
    assert fetcher().get(f"{site.base}/page").content == b"<html>page</html>"
    site.routes["/page"] = hang_up
    with pytest.raises(TryLater):
        fetcher().get(f"{site.base}/page")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_site_is_asked_again_a_few_times(site: Site, fetcher: Made, status: int) -> None:
    site.routes["/page"] = in_turn(answer(status), answer(status), answer())
    assert fetcher().get(f"{site.base}/page").status == 200
    site.routes["/page"] = answer(status)
    with pytest.raises(TryLater, match=str(status)):
        fetcher().get(f"{site.base}/page")
    assert site.paths().count("/page") == 6


def test_a_short_retry_after_is_waited_for(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = in_turn(answer(429, Retry_After="0"), answer())
    assert fetcher().get(f"{site.base}/page").status == 200


@pytest.mark.parametrize(
    ("value", "until"),
    [("3600", NOW + timedelta(hours=1)), ("Tue, 10 Nov 2026 13:00:00 GMT", NOW + timedelta(hours=2)), ("soon", None)],
)
def test_a_long_retry_after_is_handed_on(site: Site, fetcher: Made, value: str, until: datetime | None) -> None:
    site.routes["/page"] = answer(503, Retry_After=value)
    with pytest.raises(TryLater) as caught:
        fetcher(attempts=1).get(f"{site.base}/page")
    assert caught.value.retry_after == until


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, Blocked),
        (403, Blocked),
        (451, Blocked),
        (404, PageGone),
        (410, PageGone),
        (418, FetchError),
        (204, FetchError),
    ],
)
def test_a_no_is_taken_at_once(site: Site, fetcher: Made, status: int, error: type[FetchError]) -> None:
    site.routes["/page"] = answer(status, b"")
    with pytest.raises(error):
        fetcher().get(f"{site.base}/page")
    assert site.paths().count("/page") == 1


def test_redirects_are_followed_and_the_last_address_told(site: Site, fetcher: Made) -> None:
    site.routes["/old"] = answer(301, b"", Location="/page")
    got = fetcher().get(f"{site.base}/old")
    assert (got.url, got.final_url) == (f"{site.base}/old", f"{site.base}/page")


def test_a_redirect_loop_ends(site: Site, fetcher: Made) -> None:
    site.routes["/loop"] = answer(302, b"", Location="/loop")
    with pytest.raises(FetchError, match="more than 5 times"):
        fetcher().get(f"{site.base}/loop")


def test_a_redirect_is_held_to_robots_too(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(200, b"User-agent: *\nDisallow: /closed\n")
    site.routes["/way"] = answer(302, b"", Location="/closed")
    with pytest.raises(RobotsForbid):
        fetcher().get(f"{site.base}/way")
    assert "/closed" not in site.paths()


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://[::1]:1/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "gopher://x/",
    ],
)
def test_a_redirect_into_our_own_network_is_refused(site: Site, fetcher: Made, target: str) -> None:
    site.routes["/way"] = answer(302, b"", Location=target)
    with pytest.raises(AddressRefused):
        fetcher().get(f"{site.base}/way")


def test_a_site_that_is_not_there_is_tried_later(site: Site, fetcher: Made) -> None:
    one = fetcher(allow_hosts=frozenset({"127.0.0.1:9"}))
    with pytest.raises(TryLater, match=r"127\.0\.0\.1:9"):
        one.get("http://127.0.0.1:9/page")


def test_the_fetcher_closes_at_the_end_of_a_block(site: Site) -> None:
    settings = FetchSettings("Omdome/test", pace_seconds=0.0, allow_hosts=frozenset({site.host}))
    with Fetcher(settings, clock=lambda: NOW) as one:
        assert one.get(f"{site.base}/page").status == 200
    with pytest.raises(RuntimeError, match="closed"):
        one.get(f"{site.base}/page")
