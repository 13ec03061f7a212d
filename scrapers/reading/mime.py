"""Messages and web archives (MIME) taken apart: headers, and every part decoded.

The standard library's parser asks every open boundary about every line and recurses into nested parts, and its header
parser backtracks; here any bytes take linear time and nothing is ever raised.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header

_DEEPEST = 12
_PARTS_AT_MOST = 2000
_HEADERS_WITHIN = 256 * 1024
_LONGEST_VALUE = 4000
_LONGEST_SAID = 1000  # the standard library's decoder backtracks over what is longer
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]+")
_FIELD = re.compile(r"([!-9;-~]{1,80}):[ \t]*(.*)")
_PARAMETER = re.compile(r';\s{0,20}([\w-]{1,40})\s{0,20}=\s{0,20}(?:"([^"]*)"|([^\s;"]+))')


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its headers by lower-case name, unfolded, and its content as it was sent."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, e.g. "text/html"; plain text where none is stated."""
        return self.headers.get("content-type", "text/plain").partition(";")[0].strip().casefold() or "text/plain"

    def parameter(self, name: str) -> str | None:
        """A parameter of the content type, e.g. the boundary."""
        for match in _PARAMETER.finditer(self.headers.get("content-type", "")):
            if match[1].casefold() == name:
                return match[2] if match[2] is not None else match[3]
        return None

    def decoded(self) -> bytes:
        """The content without its transfer encoding; as far as it goes where it is damaged."""
        encoding = self.headers.get("content-transfer-encoding", "").strip().casefold()
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.body)
        return _unbased(self.body) if encoding == "base64" else self.body

    def charset(self) -> str | None:
        """The character set it states, by the name Python knows; None where it states none, or none that is known."""
        try:
            codec = codecs.lookup((self.parameter("charset") or "").strip()[:40])
            "".encode(codec.name)  # raises LookupError for a codec that is none of text
        except (LookupError, ValueError):
            return None
        return codec.name

    def text(self) -> str:
        """The content as text: in its own character set, else as UTF-8, else as Windows-1252."""
        content = self.decoded()
        for charset in (self.charset(), "utf-8"):
            try:
                if charset:
                    return content.decode(charset)
            except (UnicodeError, ValueError):
                continue
        return content.decode("cp1252", "replace")


def part_of(content: bytes) -> Part:
    """A message, or a part of one, with its headers read (encoded words stay; see `words`)."""
    blank = _BLANK.search(content, 0, _HEADERS_WITHIN)
    head, body = (content[: blank.start()], content[blank.end() :]) if blank else (content[:_HEADERS_WITHIN], b"")
    if content.startswith((b"\n", b"\r\n")):
        head, body = b"", content.lstrip(b"\r\n")
    return Part(_headers(head), body)


def leaves(message: Part) -> Iterator[Part]:
    """Every part that holds no others, in order; messages sent along as attachments are opened, too."""
    waiting = [(message, 0)]
    given = 0
    while waiting and given < _PARTS_AT_MOST:
        part, depth = waiting.pop()
        inner = _inner(part) if depth < _DEEPEST else []
        if not inner:
            given += 1
            yield part
        waiting += [(each, depth + 1) for each in reversed(inner)]


def _inner(part: Part) -> list[Part]:
    """The parts of a part; the message in a forwarded one brings its headers along as one more part."""
    if part.kind == "message/rfc822":
        sent = part_of(part.decoded())
        return [Part({**sent.headers, "content-type": "text/rfc822-headers"}, b""), sent]
    boundary = part.parameter("boundary") if part.kind.startswith("multipart/") else None
    if not boundary:
        return []
    mark = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    return list(_between(mark, part.body))


def _between(mark: re.Pattern[bytes], body: bytes) -> Iterator[Part]:
    start: int | None = None
    for count, found in enumerate(mark.finditer(body)):
        if start is not None:
            yield part_of(_without_line_end(body[start : found.start()]))
        if found[1] or count > _PARTS_AT_MOST:
            return
        start = found.end()
    if start is not None:  # cut short
        yield part_of(_without_line_end(body[start:]))


def _without_line_end(content: bytes) -> bytes:
    """Without the end of the boundary's own line; a part without headers then begins with an empty line."""
    return content.removeprefix(b"\r\n") if content.startswith(b"\r\n") else content.removeprefix(b"\n")


def _headers(head: bytes) -> dict[str, str]:
    """The first of each name wins, as in mail programs."""
    headers: dict[str, str] = {}
    for line in _FOLD.sub(" ", head.decode("utf-8", "replace")).splitlines():
        if match := _FIELD.match(line):
            headers.setdefault(match[1].casefold(), match[2][:_LONGEST_VALUE].strip())
    return headers


def words(value: str) -> str:
    """A header with its encoded words ("=?utf-8?Q?…?=") decoded; as it stands where they are damaged."""
    value = value[:_LONGEST_SAID]
    if "=?" not in value:
        return value
    try:
        parts = [_word(*part) for part in decode_header(value)]
    except (HeaderParseError, LookupError, ValueError):
        return value
    return "".join(parts)


def _word(said: bytes | str, charset: str | None) -> str:
    return said if isinstance(said, str) else said.decode(charset or "utf-8", "replace")


def _unbased(body: bytes) -> bytes:
    """Base64 without its line ends and strays, up to the last whole group."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body.partition(b"=")[0])
    return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _rest(letters))


def _rest(letters: bytes) -> bytes:
    rest = letters[len(letters) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""
