"""Bytes as they come in from a site, a person or a mailbox: unpacked, told apart by kind, blanked, and files read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scrapers.blanking import blank_authors
from scrapers.contract import ImportKind, LayoutChanged, Page, Platform, Unreadable, Verdict
from scrapers.imports import kind_of, load_kinds
from scrapers.imports.mail import KIND as MAIL
from scrapers.imports.mail import messages
from scrapers.imports.saved_page import KIND as ARCHIVE
from scrapers.imports.saved_page import unwrap
from scrapers.reading.decoding import unpacked

SPARSE = frozenset({"mail"})
"""Kinds that may tell of a review without showing its text or its stars."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came, opened: a web page where `kind` is none; address and time as far as the file itself knows them."""

    content: bytes
    kind: ImportKind | None = None
    url: str | None = None
    captured_at: datetime | None = None


def opened(content: bytes) -> Incoming:
    """Unpack what is packed and take a saved page out of its archive. Raises `Unreadable`."""
    plain = unpacked(content)
    kind = kind_of(plain)
    if kind is ARCHIVE:
        page, url, saved_at = unwrap(plain)
        return Incoming(page, None, url, saved_at)
    return Incoming(plain, kind)


def pieces(content: bytes) -> Iterator[bytes]:
    """What a file holds, one by one: the mails of a mailbox, of anything else the file as it is."""
    try:
        came = opened(content)
    except Unreadable:
        yield content
        return
    if came.kind is MAIL:
        yield from messages(came.content)
    else:
        yield content


def blanked(content: bytes, platforms: Iterable[Platform]) -> bytes:
    """The same without its authors, as it may be kept. Never raises; of what cannot be opened, all is searched."""
    kind = kind_of(content)
    if kind is None:
        return blank_authors(content, platforms)
    kept = kind.blanked(content)
    return blank_authors(kept, platforms) if kind is ARCHIVE else kept


def read_file(
    kind: ImportKind,
    content: bytes,
    *,
    platform: str | None = None,
    captured_at: datetime | None = None,
    columns: Mapping[str, str] | None = None,
) -> Page:
    """A file of a kind as a page; what cannot be read is in its verdict. `platform` where the file does not say."""
    parser = f"{kind.slug}/{kind.version}"
    try:
        page = kind.read(content, captured_at=captured_at, columns=columns)
    except Unreadable as problem:
        return Page(platform, Verdict.UNREADABLE, parser=parser, error=str(problem))
    except LayoutChanged as problem:
        return Page(platform, Verdict.LAYOUT_CHANGED, parser=parser, error=str(problem))
    return replace(page, platform=page.platform or platform, parser=parser)


def file_parsers() -> set[str]:
    """The parsers of files as records carry them, e.g. "csv/1"."""
    return {f"{kind.slug}/{kind.version}" for kind in load_kinds().values()}


def is_sparse(page: Page) -> bool:
    """Whether a page comes from a kind that may tell of a review without showing it."""
    return (page.parser or "").partition("/")[0] in SPARSE
