"""The address guard: no name, notation or redirect leads into a network that is not public."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.contract import AddressRefused, TryLater
from scrapers.fetch import Fetcher, FetchSettings
from scrapers.fetch.address import PublicOnly, checked_url, is_public, named
from tests.scrapers.fetch.site import answer, serving


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
        "240.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:0:1::", "192.0.2.1", "198.18.0.1", "::ffff:8.8.8.8", "::7f00:1", "fec0::1", "2001:db8::1", "3fff::1",
        "5f00::1", "64:ff9b:1::1", "168.63.129.16", "192.88.99.1", "192.0.0.8", "100.100.100.200", "fd00:ec2::254",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "2001:4860:4860::8888"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_what_is_public_is_global_and_wraps_nothing(ip: IPv4Address | IPv6Address) -> None:
    if is_public(str(ip)):
        assert ip.is_global
        assert not any((ip.is_private, ip.is_loopback, ip.is_link_local, ip.is_multicast, ip.is_unspecified))
        assert ip.version == 4 or not (ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip.is_site_local)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://[::ffff:7f00:1]/",
        "http://localhost/", "http://0/", "http://0.0.0.0/", "http://[::]/", "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/", "http://[64:ff9b::7f00:1]/", "http://100.64.0.1/", "http://224.0.0.1/",
    ],
)  # fmt: skip
def test_every_way_to_write_our_own_machine_is_refused(url: str) -> None:
    with (
        Fetcher(FetchSettings("t", pace_seconds=0, attempts=1), clock=lambda: datetime.now(UTC)) as one,
        pytest.raises(AddressRefused) as caught,
    ):
        one.get(url)
    assert str(caught.value).startswith(url)


def test_the_guard_bites_where_the_connection_is_made() -> None:
    """If httpx moves its private pool, this fails before a user is harmed."""
    with serving() as site:
        site.routes["/page"] = answer()
        guarded = Fetcher(FetchSettings("t", pace_seconds=0, attempts=1), clock=lambda: datetime.now(UTC))
        with guarded as one, pytest.raises(AddressRefused, match="not public"):
            one.get(f"{site.base}/page")
        assert site.asked == []


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.1:{port}"])
def test_a_host_allowed_by_name_is_reached(allowed: str) -> None:
    with serving() as site:
        site.routes["/page"] = answer()
        hosts = frozenset({allowed.format(port=site.port)})
        chosen = FetchSettings("t", pace_seconds=0, attempts=1, allow_hosts=hosts)
        with Fetcher(chosen, clock=lambda: datetime.now(UTC)) as one:
            assert one.get(f"{site.base}/page").status == 200
        other = FetchSettings("t", pace_seconds=0, attempts=1, allow_hosts=frozenset({f"127.0.0.1:{site.port + 1}"}))
        with Fetcher(other, clock=lambda: datetime.now(UTC)) as one, pytest.raises(AddressRefused):
            one.get(f"{site.base}/page")


def test_a_name_that_changes_its_mind_is_connected_where_it_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, tried = iter(["8.8.8.8", "127.0.0.1", "127.0.0.1"]), list[str]()

    def resolve(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))]

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        tried.append(address[0])
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    settings = FetchSettings("t", pace_seconds=0, attempts=1)
    with Fetcher(settings, clock=lambda: datetime.now(UTC)) as one, pytest.raises(TryLater):
        one.get("http://rebind.example/")
    assert tried == ["8.8.8.8"]


def test_a_name_that_leads_inside_is_refused_and_one_mixed_answer_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        PublicOnly(()).connect_tcp("rebind.example", 80)


def test_the_addresses_that_were_checked_are_tried_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def resolve(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"8.8.8.{n}", 80)) for n in (1, 1, 2, 3, 4, 5)]

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        tried.append(address[0])
        raise TimeoutError if len(tried) == 1 else OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(httpcore.ConnectError):
        PublicOnly(()).connect_tcp("public.example", 80)
    assert tried == ["8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4"]


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
        "http://h:0/",
        "http://0x08080808/",
        "http://134744072/",
        "http://010.8.8.8/",
        "http://8.8.2056/",
        "http://8.8.8.8./",
        "http://[::ffff:8.8.8.8]/",
        "http://site.example\\@evil.example/",
        "http://site.example\\.evil/",
        "http://h%2fx/",
        "http://a..b/",
        f"http://{'a' * 64}.example/",
        "http://host/\x00",
        "http://host/\u202egnp.exe",
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
    assert named("http://user:secret@[?token=hush") == "["
