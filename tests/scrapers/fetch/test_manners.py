"""Manners: we say who we are, keep to robots.txt, and come one at a time and slowly."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrapers.contract import AddressRefused, FetchError, RobotsForbid, TryLater
from scrapers.fetch import Fetcher, FetchSettings, honest_user_agent
from scrapers.fetch.address import checked_url
from scrapers.fetch.pace import Pace
from scrapers.fetch.robots import Robots
from tests.scrapers.fetch.conftest import NOW, Made
from tests.scrapers.fetch.site import Site, answer, slowly


def test_a_page_comes_with_its_address_and_time(site: Site, fetcher: Made) -> None:
    site.routes["/page?stars=1"] = answer()
    got = fetcher().get(f"{site.base}/page?stars=1#end")
    assert (got.url, got.final_url) == (f"{site.base}/page?stars=1#end", f"{site.base}/page?stars=1")
    assert (got.status, got.content, got.fetched_at, got.unchanged) == (200, b"<html>page</html>", NOW, False)


def test_we_say_who_we_are_also_to_robots(site: Site, fetcher: Made) -> None:
    fetcher(user_agent=honest_user_agent("1.2", "hr@example.org")).get(f"{site.base}/page")
    assert site.paths() == ["/robots.txt", "/page"]
    assert {headers["User-Agent"] for _, headers in site.asked} == {"Omdome/1.2 (+hr@example.org)"}


@pytest.mark.parametrize(
    ("contact", "agent"), [("", "Omdome/1"), ("a\r\nEvil: 1", "Omdome/1 (+aEvil: 1)"), ("(x) å", "Omdome/1 (+x)")]
)
def test_a_contact_cannot_break_the_header(contact: str, agent: str) -> None:
    assert honest_user_agent("1", contact) == agent


def test_no_cookie_is_kept(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = answer(200, b"x", Set_Cookie="visitor=1; Path=/")
    one = fetcher()
    assert "set-cookie" not in one.get(f"{site.base}/page").headers
    one.get(f"{site.base}/page")
    assert site.last_sent("Cookie") is None


def test_robots_is_obeyed_and_asked_once_a_day(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(200, b"User-agent: *\nDisallow: /closed*\nAllow: /closed/open$\n")
    site.routes["/closed/open"] = answer()
    now = [NOW]
    one = fetcher(clock=lambda: now[0])
    with pytest.raises(RobotsForbid, match=r"/closed/secret is closed to us by http://.*/robots\.txt"):
        one.get(f"{site.base}/closed/secret")
    assert one.get(f"{site.base}/closed/open").status == 200
    assert site.paths().count("/robots.txt") == 1
    now[0] += timedelta(hours=24)
    one.get(f"{site.base}/page")
    assert site.paths().count("/robots.txt") == 2


def test_threads_that_come_together_ask_for_the_rules_once(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = slowly(site, answer(404))
    one = fetcher()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: one.get(f"{site.base}/page"), range(16)))
    assert site.paths().count("/robots.txt") == 1
    assert site.most_at_once == 1


@pytest.mark.parametrize(
    "rules",
    [b"\xef\xbb\xbfUser-agent: *\nDisallow: /", b"User-agent: *\r\nDisallow: /\r\n", b"USER-AGENT:*\rdisallow:/ # all"],
)
def test_rules_count_however_they_are_written(site: Site, fetcher: Made, rules: bytes) -> None:
    site.routes["/robots.txt"] = answer(200, rules)
    with pytest.raises(RobotsForbid):
        fetcher().get(f"{site.base}/page")


def test_a_word_of_our_contact_does_not_pick_the_rules(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(200, b"User-agent: *\nDisallow: /\n\nUser-agent: example\nAllow: /\n")
    with pytest.raises(RobotsForbid):
        fetcher(user_agent=honest_user_agent("1", "mailto:hr@example.org")).get(f"{site.base}/page")


def test_rules_for_us_by_name_go_before_those_for_all(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(200, b"User-agent: omdome\nDisallow: /page\n\nUser-agent: *\nAllow: /\n")
    with pytest.raises(RobotsForbid):
        fetcher().get(f"{site.base}/page")


@pytest.mark.parametrize("status", [429, 500, 503, 520])
def test_rules_that_cannot_be_had_forbid_for_now(site: Site, fetcher: Made, status: int) -> None:
    site.routes["/robots.txt"] = answer(status, Retry_After="3600")
    with pytest.raises(TryLater, match="nothing there is fetched") as caught:
        fetcher().get(f"{site.base}/page")
    assert caught.value.retry_after == NOW + timedelta(hours=1)
    assert "/page" not in site.paths()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_rules_allow_everything(site: Site, fetcher: Made, status: int) -> None:
    site.routes["/robots.txt"] = answer(status)
    assert fetcher().get(f"{site.base}/page").status == 200


def test_rules_elsewhere_on_the_site_are_found(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(301, b"", Location="/rules")
    site.routes["/rules"] = answer(200, b"User-agent: *\nDisallow: /page\n")
    with pytest.raises(RobotsForbid):
        fetcher().get(f"{site.base}/page")


def test_rules_that_lead_into_our_own_network_are_not_followed(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(302, b"", Location="http://127.0.0.1:1/robots.txt")
    with pytest.raises(AddressRefused, match="not public"):
        fetcher().get(f"{site.base}/page")


def test_rules_that_are_a_web_page_allow_everything(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(200, b"<!doctype html><html><body>Disallow: nothing</body></html>")
    assert fetcher().get(f"{site.base}/page").status == 200


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from([b"User-agent: *", b"Disallow: ", b"/*$", b"Crawl-delay: ", b"nan", b"-1", b"9e999", b"\n", b"\0", b":"])).map(b"".join)))  # fmt: skip
def test_any_rules_give_an_answer_and_a_delay_in_bounds(content: bytes) -> None:
    rules = Robots("Omdome/1", lambda: NOW, lambda _: content)
    try:
        delay = rules.check(checked_url("https://site.example/page"))
    except RobotsForbid:
        return
    assert 0.0 <= delay <= 60.0


@pytest.mark.parametrize(("wish", "wait"), [("7", 7), ("1", 3), ("86400", 60), ("soon", 3), ("-9", 3)])
def test_the_slower_of_our_pace_and_the_site_s_is_kept(site: Site, fetcher: Made, wish: str, wait: int) -> None:
    waits: list[float] = []
    site.routes["/robots.txt"] = answer(200, f"User-agent: *\nCrawl-delay: {wish}\n".encode())
    one = fetcher(pace_seconds=3.0, sleep=waits.append, monotonic=lambda: 100.0, total_timeout=9.0)
    one.get(f"{site.base}/page")
    one.get(f"{site.base}/page")
    assert waits == [wait, wait]


def test_a_host_that_asked_us_to_wait_is_left_alone_and_others_are_not() -> None:
    waits: list[float] = []
    pace = Pace(2.0, lambda: 100.0, waits.append)
    pace.hold("busy", 30.0)
    for host in ("busy", "other", "other"):
        with pace.turn(host):
            pass
    assert waits == [30.0, 2.0]


def test_one_request_at_a_time_per_host(site: Site, fetcher: Made) -> None:
    site.routes["/page"] = slowly(site, answer())
    one = fetcher()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: one.get(f"{site.base}/page"), range(12)))
    assert site.most_at_once == 1


def test_the_fetcher_closes_at_the_end_of_a_block(site: Site) -> None:
    chosen = FetchSettings("Omdome/test", pace_seconds=0.0, allow_hosts=frozenset({site.host}))
    with Fetcher(chosen, clock=lambda: NOW) as one:
        assert one.get(f"{site.base}/page").status == 200
    with pytest.raises(RuntimeError, match="closed"):
        one.get(f"{site.base}/page")


def test_messages_tell_no_secrets(site: Site, fetcher: Made) -> None:
    site.routes["/robots.txt"] = answer(200, b"User-agent: *\nDisallow: /closed\n")
    for path in ("/closed", "/gone"):
        with pytest.raises(FetchError) as caught:
            fetcher().get(f"{site.base}{path}?token=hush")
        assert path in str(caught.value)
        assert "hush" not in str(caught.value)
