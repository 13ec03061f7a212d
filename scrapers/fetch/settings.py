"""What a fetcher is told, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Limits and manners; times in seconds, sizes in bytes. No setting ignores robots.txt."""

    user_agent: str
    """Begins with the product's name and a slash: by that name a robots.txt speaks of us."""
    pace_seconds: float = 5.0
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 60.0
    """From connecting to the last byte of one answer; resolving the name is the system's own time."""
    max_packed_bytes: int = 20 * MIB
    max_bytes: int = 50 * MIB
    max_redirects: int = 5
    attempts: int = 3
    retry_wait: float = 1.0
    """First wait between attempts; doubles each time."""
    allow_hosts: frozenset[str] = frozenset()
    """`name` or `name:port` that may be fetched although the address is not public."""
    cache_path: Path | None = None
    """File of the HTTP cache; none: nothing is remembered and every page comes whole."""
    cache_for: timedelta = timedelta(days=90)
    """How long an answer nobody asked for again is kept."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page: its bytes unpacked and scrubbed; `unchanged` when the server said so (304) and they come from the cache."""

    url: str
    final_url: str
    status: int
    content: bytes
    headers: Mapping[str, str]
    content_type: str | None
    fetched_at: datetime
    unchanged: bool
    scrubbed: bool = False
    """Whether a scrub was given that took names out."""


def honest_user_agent(version: str, contact: str) -> str:
    """Who we are and how to reach us, e.g. "Omdome/0.1 (+mailto:hr@example.org)"."""
    reach = "".join(char for char in contact if char.isascii() and char.isprintable() and char not in "()").strip()
    return f"Omdome/{version} (+{reach})" if reach else f"Omdome/{version}"
