"""The address guard: no name, notation or redirect leads into a network that is not public."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.contract import AddressRefused, FetchError
from scrapers.fetch import Fetcher, FetchSettings
from scrapers.fetch.address import PublicOnly, checked_url, is_public, named
from tests.scrapers.fetch.site import answer, serving


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
        "240.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:0:1::", "192.0.2.1", "198.18.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://[::ffff:7f00:1]/",
        "http://localhost/", "http://0/", "http://[::]/",
    ],
)  # fmt: skip
def test_every_way_to_write_our_own_machine_is_refused(url: str) -> None:
    with (
        Fetcher(FetchSettings("t", pace_seconds=0, attempts=1), clock=lambda: datetime.now(UTC)) as one,
        pytest.raises(FetchError) as caught,
    ):
        one.get(url)
    assert (
        "not public" in str(caught.value)
        or "could not be reached" in str(caught.value)
        or "no web address" in str(caught.value)
    )


def test_the_guard_bites_where_the_connection_is_made() -> None:
    """If httpx moves its private pool, this fails before a user is harmed."""
    with serving() as site:
        site.routes["/page"] = answer()
        guarded = Fetcher(FetchSettings("t", pace_seconds=0, attempts=1), clock=lambda: datetime.now(UTC))
        with guarded as one, pytest.raises(AddressRefused, match="not public"):
            one.get(f"{site.base}/page")
        assert site.asked == []


def test_a_name_that_leads_inside_is_refused_and_one_mixed_answer_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        PublicOnly(()).connect_tcp("rebind.example", 80)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def resolve(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "8.8.4.4")]

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        tried.append(address[0])
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(httpcore.ConnectError):
        PublicOnly(()).connect_tcp("public.example", 80)
    assert tried == ["8.8.8.8", "8.8.4.4"]


def test_a_name_without_an_address_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(httpcore.ConnectError, match="no address"):
        PublicOnly(()).connect_tcp("nowhere.example", 80)


def test_a_unix_socket_is_refused() -> None:
    with pytest.raises(AddressRefused):
        PublicOnly(()).connect_unix_socket("/run/docker.sock")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "file:///etc/passwd",
        "http://",
        "http://user:pw@host/",
        "http://host/\r\nEvil: 1",
        "ftp://h/",
        "http://ho st/",
        "http://[::1",
        "javascript:alert(1)",
        "http://h:99999/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        checked_url(url)


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        checked_url(text)
    except AddressRefused as caught:
        refusal = caught
    else:
        return
    assert str(refusal).isprintable()


def test_messages_hold_no_credentials_and_no_query() -> None:
    shown = named("https://user:secret@example.org:8443/path?token=hush#frag")
    assert shown == "https://example.org:8443/path"
    assert named("http://[") == "the address"
