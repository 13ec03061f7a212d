"""Addresses that a page gives: whatever stands there, a broken one is no address, not the end of the page."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

_NOTHING = SplitResult("", "", "", "", "")


def split(address: object) -> SplitResult:
    """The parts of an address; empty ones for what is none."""
    try:
        return urlsplit(address) if isinstance(address, str) else _NOTHING
    except ValueError:
        return _NOTHING


def joined(base: str | None, address: object) -> str | None:
    """An address seen from the page at `base`; None for what is none, or when nobody says on which host it lies."""
    try:
        full = urljoin(base or "", address) if isinstance(address, str) else ""
    except ValueError:
        return None
    return full if split(full).netloc else None
