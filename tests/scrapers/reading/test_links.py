"""A broken address on a page costs that address, never the page."""

from __future__ import annotations

import pytest

from scrapers.reading.links import joined, split


@pytest.mark.parametrize("broken", ["http://[", None, 7, {"a": 1}, ["x"], b"http://a.example/"])
def test_what_is_no_address_has_no_parts_and_leads_nowhere(broken: object) -> None:
    assert split(broken).path == ""
    assert joined("https://a.example/list", broken) is None


def test_an_address_is_seen_from_its_page() -> None:
    assert joined("https://a.example/list?page=1", "/one") == "https://a.example/one"
    assert joined("https://a.example/list", "//b.example/two") == "https://b.example/two"


def test_without_a_host_it_is_none() -> None:
    assert joined(None, "/one") is None
    assert joined(None, "https://a.example/one") == "https://a.example/one"
