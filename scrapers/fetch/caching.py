"""What is remembered between runs: the newest page of each address, only ever shown after the site said it still holds.

How this comes about: every request carries `Cache-Control: no-cache` for hishel to see (`BoundedTransport` takes it off
again), so hishel never serves a page unasked, however fresh the site calls it. `no-store` is obeyed: such a page comes
whole every time. `private` is not in the way: one installation is one reader.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import hishel
import hishel.httpx
import httpx

from scrapers.contract import FetchError

ALWAYS_ASK = {"Cache-Control": "no-cache"}
FORGET = {"Pragma": "no-cache"}
"""Asks for a page whole: `BoundedTransport` takes off the conditions that hishel puts on."""
CONDITIONS = ("if-none-match", "if-modified-since")


class Newest(hishel.SqliteStorage):
    """Keeps one page per address.

    hishel 2.0 keeps superseded pages, and on a 304 with a weak ETag it may give back an older one than the server meant.
    """

    def create_entry(
        self,
        request: hishel.Request,
        response: hishel.Response,
        key: str,
        *,
        ttl: float | None = None,
        tti: float | None = None,
    ) -> hishel.Entry:
        """Keep this page in place of what was there."""
        for older in self.get_entries(key):
            self.remove_entry(older.id)
        return super().create_entry(request, response, key, ttl=ttl, tti=tti)


def cached(inner: httpx.BaseTransport, path: Path, keep: timedelta) -> httpx.BaseTransport:
    """The transport behind a cache in one SQLite file. Raises FetchError when the file cannot be opened."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # opened here, because hishel would also put a .gitignore for everything into the folder
        connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    except (OSError, sqlite3.Error) as problem:
        raise FetchError(f"the cache file {path} cannot be opened ({problem}): give another, or remove it") from problem
    storage = Newest(connection=connection, default_tti=keep.total_seconds())
    return hishel.httpx.CacheTransport(inner, storage, rfc=hishel.CacheOptions(shared=False))


def clear_cache(path: Path) -> bool:
    """Forget every page, so that not even the file holds it any more; whether there was a cache."""
    if not path.is_file():
        return False
    with closing(sqlite3.connect(path, isolation_level=None, timeout=15)) as cache:
        cache.execute("PRAGMA secure_delete=ON")
        names = [name for (name,) in cache.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if not name.startswith("sqlite_"):
                cache.execute(f'DELETE FROM "{name}"')  # noqa: S608 (names of our own cache's tables)
        cache.execute("VACUUM")
    return True


def is_unchanged(response: httpx.Response) -> bool:
    """Whether the server was asked and said the page held still holds (304)."""
    status = response.extensions.get("caching")
    return bool(status and status["from_cache"] and status["revalidated"])
