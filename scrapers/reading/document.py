"""One page: searched as bytes, decoded and built into a DOM only if somebody asks.

Most pages are recognised and read by a few searches and one script's JSON. Decoding a megabyte with one emoji in it
takes longer than all of that, hence `marker in document` rather than `marker in document.text`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from scrapers.reading.decoding import to_utf8
from scrapers.reading.visible import visible_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LONGEST_TAG = 2000
_HEAD = 16 * 1024
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Script:
    """Where one script lies: its tag from `start`, its content from `body` up to `end`, in bytes."""

    start: int
    body: int
    end: int


class Document:
    """A page or payload as text, with the address and the time it was captured when those are known.

    Raises `Unreadable` when the content is no text: binary, empty, of a wrong encoding, or a broken gzip file.
    """

    def __init__(self, content: bytes | str, *, url: str | None = None, captured_at: datetime | None = None) -> None:
        self._content = to_utf8(content)
        self.url = url
        self.captured_at = captured_at

    def __contains__(self, marker: str) -> bool:
        """Whether the page holds this text; fast, without decoding the page."""
        return marker.encode() in self._content

    @cached_property
    def head(self) -> str:
        """The first few kilobytes, where a page says whose it is."""
        return self._content[:_HEAD].decode("utf-8", "ignore")

    @cached_property
    def text(self) -> str:
        """The whole page, decoded."""
        return self._content.decode()

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The whole page as a DOM; costs milliseconds per megabyte, so ask only when the scripts did not answer."""
        from selectolax.lexbor import LexborHTMLParser

        return LexborHTMLParser(self.text)

    def script(self, marker: str) -> str | None:
        """The body of the first script whose opening tag or body contains `marker`; None when there is none."""
        return next(self.scripts(marker), None)

    def scripts(self, marker: str) -> Iterator[str]:
        """The bodies of all such scripts in page order; one that is cut off reaches to the end of the page."""
        return (body.decode() for body in self.script_bytes(marker))

    def script_bytes(self, marker: str) -> Iterator[bytes]:
        """The same as UTF-8, for a parser that takes bytes."""
        sought = marker.encode()
        if sought in self._content:
            for script in self._scripts:
                if self._content.find(sought, script.start, script.end) >= 0:
                    yield self._content[script.body : script.end]

    def around(self, marker: str, before: int, after: int) -> Iterator[tuple[str, str]]:
        """What stands before and after each place of `marker`, at most so many bytes each."""
        sought = marker.encode()
        at = self._content.find(sought)
        while at >= 0:
            end = at + len(sought)
            pieces = self._content[max(0, at - before) : at], self._content[end : end + after]
            yield pieces[0].decode("utf-8", "ignore"), pieces[1].decode("utf-8", "ignore")
            at = self._content.find(sought, end)

    def visible_text(self) -> str:
        """Roughly what a reader sees, white space folded, without building a DOM; of a payload, all of it."""
        return self.text if self.is_payload else visible_text(self._content)

    @cached_property
    def title(self) -> str | None:
        """The text of the page's `<title>`, white space folded; None when there is none."""
        start = self._content.find(b"<title")
        end = self._content.find(b"</title", start, start + _LONGEST_TAG) if start >= 0 else -1
        if end < 0:
            return None
        words = html.unescape(self._content[start:end].decode().partition(">")[2]).split()
        return " ".join(words) or None

    def link(self, rel: str) -> str | None:
        """The address of the first `<link rel=…>` (as written, perhaps relative), found without a DOM."""
        for quoted in (f'rel="{rel}"', f"rel='{rel}'", f"rel={rel}"):
            tag = self._tag_around(quoted.encode())
            found = _HREF.search(tag) if tag.startswith("<link") else None
            if found:
                return html.unescape(found[1] or found[2] or found[3] or "") or None
        return None

    @cached_property
    def is_payload(self) -> bool:
        """Whether this looks like JSON rather than like a page."""
        return self._content[:_LONGEST_TAG].lstrip()[:1] in {b"{", b"["}

    @cached_property
    def cut_short(self) -> bool:
        """Whether a whole page was begun but never ended: browsers and servers always write `</html>`."""
        content = self._content
        begun = b"<html" in content or b"<HTML" in content
        return begun and content.rfind(b"</html") < 0 and b"</HTML" not in content

    @cached_property
    def _scripts(self) -> list[_Script]:
        return list(_find_scripts(self._content))

    def _tag_around(self, inside: bytes) -> str:
        """The first tag that holds these bytes; empty when there is none."""
        at = self._content.find(inside)
        start = self._content.rfind(b"<", max(0, at - _LONGEST_TAG), at)
        end = self._content.find(b">", at, at + _LONGEST_TAG)
        return self._content[start:end].decode("utf-8", "replace") if at >= 0 and start >= 0 and end >= 0 else ""


def _find_scripts(content: bytes) -> Iterator[_Script]:
    """Every script by searching forward, so that the time is linear whatever the page holds."""
    shouted = b"<script" not in content
    opening, closing = (b"<SCRIPT", b"</SCRIPT") if shouted else (b"<script", b"</script")
    start = content.find(opening)
    while start >= 0:
        body = content.find(b">", start) + 1
        if not body:
            return
        end = content.find(closing, body)
        yield _Script(start, body, end if end >= 0 else len(content))
        if end < 0:
            return
        start = content.find(opening, end)
