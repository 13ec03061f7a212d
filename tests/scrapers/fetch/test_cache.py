"""What is remembered: a page is shown again only after the site said it still holds, and never with a name in it."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scrapers.contract import FetchError, PageGone, TryLater
from tests.scrapers.fetch.conftest import Made
from tests.scrapers.fetch.site import Handler, Site, answer, tagged, weakly_tagged

MONDAY = "Mon, 09 Nov 2026 10:00:00 GMT"


def test_a_second_get_asks_whether_the_page_changed(site: Site, fetcher: Made, tmp_path: Path) -> None:
    site.routes["/page"] = tagged(b"<html>same</html>")
    cache = tmp_path / "cache.db"
    first = fetcher(cache_path=cache).get(f"{site.base}/page")
    second = fetcher(cache_path=cache).get(f"{site.base}/page")  # as after a restart
    assert (first.unchanged, second.unchanged) == (False, True)
    assert first.content == second.content == b"<html>same</html>"
    assert site.last_sent("If-None-Match") == first.headers["etag"]
    assert site.last_sent("Cache-Control") is None
    site.routes["/page"] = tagged(b"<html>new</html>")
    third = fetcher(cache_path=cache).get(f"{site.base}/page")
    assert (third.unchanged, third.content) == (False, b"<html>new</html>")


def test_a_page_known_by_its_date_is_asked_for_by_it(site: Site, fetcher: Made, tmp_path: Path) -> None:
    def dated(handler: Handler) -> None:
        known = handler.headers.get("If-Modified-Since") == MONDAY
        answer(304 if known else 200, b"" if known else b"old news", Last_Modified=MONDAY)(handler)

    site.routes["/page"] = dated
    one = fetcher(cache_path=tmp_path / "cache.db")
    assert [one.get(f"{site.base}/page").unchanged for _ in range(2)] == [False, True]
    assert one.get(f"{site.base}/page").content == b"old news"


@pytest.mark.parametrize(
    "policy",
    ["max-age=86400", "public, s-maxage=600", "private, no-cache", "private, max-age=60", "max-age=9999, immutable"],
)
def test_a_page_that_calls_itself_fresh_is_asked_for_all_the_same(
    site: Site, fetcher: Made, tmp_path: Path, policy: str
) -> None:
    site.routes["/page"] = tagged(b"<html>same</html>", Cache_Control=policy)
    one = fetcher(cache_path=tmp_path / "cache.db")
    one.get(f"{site.base}/page")
    assert one.get(f"{site.base}/page").unchanged
    assert site.paths().count("/page") == 2


def test_a_page_that_may_not_be_kept_comes_whole_every_time(site: Site, fetcher: Made, tmp_path: Path) -> None:
    site.routes["/page"] = tagged(b"<html>not to keep</html>", Cache_Control="no-store")
    one = fetcher(cache_path=tmp_path / "cache.db")
    assert [one.get(f"{site.base}/page").unchanged for _ in range(2)] == [False, False]
    one.close()
    assert not [file for file in tmp_path.iterdir() if b"not to keep" in file.read_bytes()]


def test_an_older_page_never_comes_back_as_unchanged(site: Site, fetcher: Made, tmp_path: Path) -> None:
    """hishel alone keeps both and, asked by a weak ETag, gives back the first."""
    one = fetcher(cache_path=tmp_path / "cache.db")
    site.routes["/page"] = weakly_tagged(b"first", 'W/"1"', Last_Modified=MONDAY)
    one.get(f"{site.base}/page")
    site.routes["/page"] = weakly_tagged(b"second", 'W/"2"', Last_Modified=MONDAY)
    assert one.get(f"{site.base}/page").content == b"second"
    again = one.get(f"{site.base}/page")
    assert (again.content, again.unchanged) == (b"second", True)


@pytest.mark.parametrize(("status", "error"), [(500, TryLater), (503, TryLater), (404, PageGone)])
def test_a_site_that_fails_is_not_covered_up_by_an_old_page(
    site: Site, fetcher: Made, tmp_path: Path, status: int, error: type[FetchError]
) -> None:
    site.routes["/page"] = tagged(b"x", Cache_Control="max-age=99, stale-if-error=99, stale-while-revalidate=99")
    one = fetcher(cache_path=tmp_path / "cache.db")
    one.get(f"{site.base}/page")
    site.routes["/page"] = answer(status)
    with pytest.raises(error):
        one.get(f"{site.base}/page")


def test_an_unchanged_we_did_not_ask_for_is_no_page(site: Site, fetcher: Made, tmp_path: Path) -> None:
    site.routes["/page"] = answer(304, b"", ETag='"other"')
    with pytest.raises(FetchError, match="304"):
        fetcher(cache_path=tmp_path / "cache.db").get(f"{site.base}/page")


def test_an_unchanged_that_speaks_of_packing_leaves_the_page_plain(site: Site, fetcher: Made, tmp_path: Path) -> None:
    def route(handler: Handler) -> None:
        if handler.headers.get("If-None-Match"):
            answer(304, b"", ETag='"a"', Content_Encoding="gzip", Content_Length="7")(handler)
        else:
            answer(200, b"plain", ETag='"a"')(handler)

    site.routes["/page"] = route
    one = fetcher(cache_path=tmp_path / "cache.db")
    assert [one.get(f"{site.base}/page").content for _ in range(3)] == [b"plain"] * 3


@pytest.mark.parametrize(
    "name", ["Cache_Control", "Age", "Expires", "Vary", "Pragma", "ETag", "Last_Modified", "Link", "Content_Type"]
)
def test_no_header_breaks_the_cache(site: Site, fetcher: Made, tmp_path: Path, name: str) -> None:
    hostile = ["", "é", "*", '"', "max-age=", "9" * 30, "Fri, 31 Dec 9999 23:59:59 +2359", "a" * 5000]
    one = fetcher(cache_path=tmp_path / "cache.db")
    for number, value in enumerate(hostile):
        site.routes[f"/{number}"] = answer(200, b"page", **{"ETag": '"x"', name: value})
        assert [one.get(f"{site.base}/{number}").content for _ in range(2)] == [b"page"] * 2


def test_what_scrub_takes_out_reaches_neither_cache_nor_caller(site: Site, fetcher: Made, tmp_path: Path) -> None:
    name = "Blåklint Testsson".encode()
    site.routes["/page"] = tagged(b"<html>av " + name + b" kept words</html>", Set_Cookie="visitor=tracked")
    one = fetcher(cache_path=tmp_path / "cache.db", scrub=lambda body: body.replace(name, b""))
    assert [name in one.get(f"{site.base}/page").content for _ in range(2)] == [False, False]
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())  # before closing: the write-ahead log counts too
    assert b"kept words" in held
    assert name not in held
    assert b"tracked" not in held


def test_the_folder_of_the_cache_gets_nothing_but_the_cache(site: Site, fetcher: Made, tmp_path: Path) -> None:
    one = fetcher(cache_path=tmp_path / "new" / "cache.db")
    one.get(f"{site.base}/page")
    one.close()
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["cache.db"]


def test_a_damaged_cache_costs_a_full_page_and_nothing_else(
    site: Site, fetcher: Made, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache = tmp_path / "cache.db"
    cache.write_bytes(b"not a database" * 100)
    with caplog.at_level(logging.CRITICAL, "hishel"):
        assert fetcher(cache_path=cache).get(f"{site.base}/page").status == 200


def test_a_cache_that_cannot_be_opened_is_named(fetcher: Made, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="cannot be opened"):
        fetcher(cache_path=tmp_path)


def test_threads_share_one_cache(site: Site, fetcher: Made, tmp_path: Path) -> None:
    for number in range(6):
        site.routes[f"/{number}"] = tagged(f"page {number}".encode())
    one = fetcher(cache_path=tmp_path / "cache.db")
    with ThreadPoolExecutor(6) as pool:
        got = list(pool.map(lambda number: one.get(f"{site.base}/{number % 6}"), range(18)))
    assert [page.content for page in got] == [f"page {number % 6}".encode() for number in range(18)]
    assert sum(page.unchanged for page in got) == 12
