"""Which addresses may be fetched, checked on the address really connected to, so that no name can lie about it."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from scrapers.contract import AddressRefused

PORTS = {"http": 80, "https": 443}
_EMBEDS_IPV4 = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
"""Ranges that carry an IPv4 address inside (NAT64, 6to4, Teredo): they may lead back into our own network."""


def checked_url(url: str) -> httpx.URL:
    """The address parsed, if it is one a person could mean. Raises AddressRefused."""
    try:
        parsed = httpx.URL(url)
        plain = parsed.scheme in PORTS and parsed.host and not parsed.userinfo and (parsed.port or 80) < 65536
        plain = plain and url.isprintable() and " " not in url
    except (httpx.InvalidURL, ValueError, TypeError):
        plain = False
    if not plain:
        raise AddressRefused(
            f"{named(url)} is no web address that can be fetched: it needs http(s), a host and no password"
        )
    return parsed.copy_with(fragment=None)


def named(url: str) -> str:
    """An address as it may stand in a message: without credentials, query and fragment, and not too long."""
    try:
        parts = urlsplit(url)
        shown = f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"
    except ValueError:
        shown = "the address"
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
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            raise httpcore.ConnectError(f"{name} has no address") from problem
        addresses = [str(entry[4][0]) for entry in found]
        refused = [address for address in addresses if not is_public(address)]
        if refused:
            raise AddressRefused(
                f"{name} leads to {refused[0]}, which is not public; allow it by name (OMDOME_ALLOW_HOSTS) if it is yours"
            )
        return self._first(addresses, port, *args, **options)

    def connect_unix_socket(self, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """Never: a page is no file of this machine."""
        raise AddressRefused("a unix socket is no web address")

    def _first(self, addresses: list[str], port: int, *args: Any, **options: Any) -> httpcore.NetworkStream:
        for last, address in enumerate(addresses, start=1 - len(addresses)):
            try:
                return super().connect_tcp(address, port, *args, **options)
            except httpcore.ConnectError:
                if last == 0:
                    raise
        raise httpcore.ConnectError("the name has no address")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet's."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in net for net in _EMBEDS_IPV4):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
