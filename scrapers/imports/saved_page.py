"""Web archives (.mhtml, .mht) as browsers save them: the page inside, its address and when it was saved.

What the page says is for the platforms to read: `unwrap` first, then `scrapers.parse_page` with what it gives.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapers.contract import ImportKind, Page, Unreadable
from scrapers.reading.mime import Part, leaves, part_of
from scrapers.reading.mime_kinds import is_archive

_HTML = ("text/html", "application/xhtml+xml")
_LAYERS = 3


def unwrap(content: bytes) -> tuple[bytes, str | None, datetime | None]:
    """The page of an archive: its HTML (UTF-8 wherever the archive names a character set), its address, when saved.

    Raises `Unreadable` when the archive holds no page.
    """
    archive = part_of(content.lstrip())
    pages = [part for part in leaves(archive) if part.kind in _HTML]
    if not pages:
        raise Unreadable("the web archive holds no HTML page: save the page again, as a single file or as HTML")
    address = archive.headers.get("snapshot-content-location") or archive.headers.get("content-location")
    main = _main(archive, pages, address)
    return _html(main), _web(address) or _web(main.headers.get("content-location")), _saved_at(archive)


class SavedPage:
    """Tells a web archive and gives its page; see `unwrap`."""

    slug = "saved_page"
    name = "Saved web page (.mhtml, .mht)"
    version = 1

    def recognises(self, content: bytes) -> bool:
        """By the headers browsers write."""
        return is_archive(content)

    def blanked(self, content: bytes) -> bytes:
        """The page alone, without the archive around it; its authors are then blanked like any other page's."""
        for _ in range(_LAYERS):
            if not self.recognises(content):
                return content
            try:
                content = unwrap(content)[0]
            except Unreadable:
                return b""
        return b"" if self.recognises(content) else content

    def read(
        self, content: bytes, *, captured_at: datetime | None = None, columns: Mapping[str, str] | None = None
    ) -> Page:
        """Never a page of its own: raises `Unreadable` and says what to call instead."""
        unwrap(content)
        raise Unreadable("a web archive is unwrapped first, then its page is read by scrapers.parse_page")


def _main(archive: Part, pages: list[Part], address: str | None) -> Part:
    """The root the archive names by id or by address, else the first page; frames come later in the file."""
    root = (archive.parameter("start") or "").strip("<> ")
    for page in pages:
        if root and page.headers.get("content-id", "").strip("<> ") == root:
            return page
    return next((page for page in pages if address and page.headers.get("content-location") == address), pages[0])


def _html(page: Part) -> bytes:
    """In UTF-8 with a byte order mark, which goes before what the page's own <meta> still says of its old encoding."""
    charset, content = page.charset(), page.decoded()
    if charset is None or content.isascii() or content.startswith(codecs.BOM_UTF8):
        return content
    return codecs.BOM_UTF8 + content.decode(charset, "replace").encode("utf-8", "replace")


def _web(address: str | None) -> str | None:
    return address if address and address.startswith(("http://", "https://")) else None


def _saved_at(archive: Part) -> datetime | None:
    try:
        saved = parsedate_to_datetime(archive.headers.get("date", "")[:100])
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return saved if saved.tzinfo else saved.replace(tzinfo=UTC)


KIND: ImportKind = SavedPage()
