"""The bytes of a page as they are edited: unpacked, in an encoding where ASCII is ASCII, put back as they came."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO

from scrapers.blanking.found import Edit
from scrapers.reading.decoding import UNPACKED_LIMIT

MARKER = "[…]"
"""What stands where a name stood."""

_PLAIN_MARKER = b"[...]"  # for encodings without an ellipsis
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{1,40})|encoding=["']([\w.:-]{1,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wire:
    """`raw` is searched and edited; `codec` is what its letters are in; `wide` what the content came in, if not ASCII-like."""

    content: bytes
    raw: bytes
    codec: str
    wide: str | None = None

    def text(self, start: int, end: int) -> str:
        """Some of the page as text; bytes that are no letters survive the way back."""
        return self.raw[max(0, start) : max(0, end)].decode(self.codec, "surrogateescape")

    def encoded(self, text: str) -> bytes | None:
        """`text` as it would stand in the page; None where its encoding has no such letters."""
        try:
            return text.encode(self.codec, "surrogateescape")
        except UnicodeEncodeError:
            return None

    def rewritten(self, edits: Iterable[Edit]) -> Wire:
        """The same page with every edit made; overlapping ones become one."""
        marker, parts, at = self.encoded(MARKER) or _PLAIN_MARKER, [], 0
        for edit in _merged(edits):
            parts += [self.raw[at : edit.start], b"0" if edit.number else marker]
            at = edit.end
        if not at:
            return self
        raw = b"".join([*parts, self.raw[at:]])
        content = raw.decode("utf-8", "surrogatepass").encode(self.wide, "surrogatepass") if self.wide else raw
        return replace(self, raw=raw, content=content)


def unwired(content: bytes) -> Wire:
    """The page ready to be searched; packed content that is damaged stays as it is."""
    content = _unpacked(content)
    for mark, wide in _WIDE:
        if content.startswith(mark):
            return _narrowed(content, wide)
    return Wire(content, content, _codec(content))


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as packed:
            unpacked = packed.read(UNPACKED_LIMIT + 1)
    except (OSError, EOFError, zlib.error):
        return content
    return unpacked if len(unpacked) <= UNPACKED_LIMIT else content


def _narrowed(content: bytes, wide: str) -> Wire:
    """UTF-16 and UTF-32 are edited as UTF-8; half a letter at a cut end is left out, no text has it."""
    try:
        text = codecs.getincrementaldecoder(wide)("surrogatepass").decode(content)
    except UnicodeDecodeError:  # no text at all, and no reader will take it for one
        return Wire(content, content, "utf-8")
    return Wire(content, text.encode("utf-8", "surrogatepass"), "utf-8", wide)


def _codec(content: bytes) -> str:
    """The declared encoding where it is one whose ASCII is ASCII, else UTF-8."""
    declared = _DECLARED.search(content, 0, 2048)
    name = (declared[1] or declared[2]).decode("ascii", "replace") if declared else "utf-8"
    try:
        plain = 'az09<>"&\\'.encode(name) == b'az09<>"&\\'
    except (LookupError, UnicodeError, TypeError, AttributeError):
        return "utf-8"
    codec = codecs.lookup(name).name if plain else "utf-8"
    return "cp1252" if codec in ("iso8859-1", "ascii") else codec


def _merged(edits: Iterable[Edit]) -> list[Edit]:
    merged: list[Edit] = []
    for edit in sorted(edits):
        if merged and edit.start < merged[-1].end:
            merged[-1] = Edit(merged[-1].start, max(edit.end, merged[-1].end))
        else:
            merged.append(edit)
    return merged
