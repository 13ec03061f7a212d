"""Which addresses may be fetched, checked on the address really connected to, so that no name can lie about it."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from scrapers.contract import AddressRefused

PORTS = {"http": 80, "https": 443}
MOST_TRIED = 4
"""Addresses of one name that are tried: a name with a thousand dead ones must not hold us for hours."""
_NAME = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NOT_FOR_US = tuple(
    ipaddress.ip_network(net)
    for net in (
        "192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32",  # protocol assignments, 6to4 relays, Azure's metadata
        "2001::/23", "2002::/16", "3fff::/20",  # Teredo and 6to4 carry an IPv4 address inside; documentation
    )
)  # fmt: skip
"""Ranges this Python's `is_global` lets through, or that lead back into our own network."""


@lru_cache(maxsize=256)  # every look asks twice, and parsing an address takes httpx a tenth of a millisecond
def checked_url(url: str) -> httpx.URL:
    """The address parsed, without fragment, if it is one a person could mean. Raises AddressRefused."""
    try:
        parsed = httpx.URL(url)
        plain = parsed.scheme in PORTS and not parsed.userinfo and (parsed.port is None or 0 < parsed.port < 65536)
        plain = plain and _is_plain_host(parsed.host) and url.isprintable() and not {" ", "\\"} & set(url)
    except (httpx.InvalidURL, ValueError, TypeError):
        plain = False
    if not plain:
        raise AddressRefused(
            f"{named(url)} is no web address that can be fetched: give http(s), a host by its plain name, and no password"
        )
    return parsed.copy_with(fragment=None)


def named(url: str) -> str:
    """An address as it may stand in a message: without credentials, query and fragment, and not too long."""
    bare = re.split(r"[?#]", url, maxsplit=1)[0]
    try:
        parts = urlsplit(bare)
        shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    except ValueError:
        shown = bare.rpartition("@")[2]
    return "".join(char if char.isprintable() else "?" for char in shown)[:200]


class PublicOnly(httpcore.SyncBackend):
    """Connects to public addresses only, and to those allowed by name; resolves once and connects to what it checked."""

    def __init__(self, allow_hosts: Iterable[str]) -> None:
        self._allowed = frozenset(host.lower() for host in allow_hosts)

    def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """Raises AddressRefused, or httpcore's own errors when nothing answers."""
        name = host.strip("[]").lower()
        if name in self._allowed or f"{name}:{port}" in self._allowed:
            return super().connect_tcp(host, port, *args, **options)
        addresses = addresses_of(name, port)
        refused = [address for address in addresses if not is_public(address)]
        if refused:
            raise AddressRefused(
                f"{name} has the address {refused[0]}, which is not public; allow it by name (allow_hosts) if it is yours"
            )
        return self._first(addresses[:MOST_TRIED], port, *args, **options)

    def connect_unix_socket(self, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """Never: a page is no file of this machine."""
        raise AddressRefused("a unix socket is no web address")

    def _first(self, addresses: list[str], port: int, *args: Any, **options: Any) -> httpcore.NetworkStream:
        for address in addresses[:-1]:
            try:
                return super().connect_tcp(address, port, *args, **options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # one address of several may be down, or be IPv6 where we have none
        return super().connect_tcp(addresses[-1], port, *args, **options)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet's. What wraps an IPv4 address in IPv6 never is."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if ip.version == 6 and ip not in _GLOBAL_V6:
        return False
    special = ip.is_multicast or ip.is_reserved or any(ip in net for net in _NOT_FOR_US if net.version == ip.version)
    return ip.is_global and not special


def addresses_of(name: str, port: int) -> list[str]:
    """What the name resolves to, each once and in the resolver's order."""
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise httpcore.ConnectError(f"{name} has no address")
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _is_plain_host(host: str) -> bool:
    """A name, or an IP address in its usual notation: octal, hex, decimal, short and mapped forms only serve to deceive."""
    if ":" in host:
        return ipaddress.IPv6Address(host).ipv4_mapped is None
    if _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        return str(ipaddress.IPv4Address(host)) == host
    return len(host) < 254 and _NAME.fullmatch(host) is not None
