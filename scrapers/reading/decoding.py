"""Bytes of a page made into sound UTF-8: unpacked, in the right encoding, or refused as no text at all."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from io import BytesIO

from scrapers.contract import Unreadable

UNPACKED_LIMIT = 64 * 1024 * 1024
"""Bytes a packed page may grow to; a larger one is a bomb, not a page."""
_DECLARATION_WITHIN = 2048
_SAMPLE = 16 * 1024
_CHUNK = 64 * 1024
_SHORTEST = 2
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_BEYOND_ASCII = bytes(range(128, 256))
_REPLACED = "\N{REPLACEMENT CHARACTER}"


def to_utf8(content: bytes | str) -> bytes:
    """The page as sound UTF-8 without a byte order mark. Raises `Unreadable` naming what is wrong with it."""
    if isinstance(content, str):
        content = content.encode("utf-8", "replace")  # a lone surrogate could never be stored or searched
        sound = content
    else:
        sound = _converted(unpacked(content))
    sound = sound.removeprefix(codecs.BOM_UTF8)
    _refuse_binary(sound)
    if len(sound) < _SHORTEST or sound.isspace():
        raise Unreadable("the content is empty: save the page again")
    return sound


def unpacked(content: bytes) -> bytes:
    """The content of a gzip file; anything else as it is. Raises `Unreadable`."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as packed:
            plain = packed.read(UNPACKED_LIMIT + 1)
    except (OSError, EOFError, zlib.error) as problem:
        raise Unreadable(f"the gzip content is damaged or cut short: {problem}") from problem
    if len(plain) > UNPACKED_LIMIT:
        raise Unreadable(f"the gzip content unpacks to more than {UNPACKED_LIMIT} bytes")
    return plain


def _converted(content: bytes) -> bytes:
    """Encodings in order of trust: byte order mark, the page's own declaration, UTF-8, Windows-1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").encode()
    _refuse_binary(content)
    declared = "utf-8" if content.startswith(codecs.BOM_UTF8) else _declared(content)
    if declared != "utf-8":
        try:
            return content.decode(declared).encode()
        except (UnicodeError, LookupError):
            pass  # it lied, or named a codec for something else than text; what follows finds out what it is
    sound = _sound_length(content)
    if sound == len(content):
        return content
    # What is damaged only in its last few bytes was cut in the middle of a letter.
    return content[:sound] if len(content) - sound < 4 and _is_begun(content[sound:]) else _repaired(content)


def _declared(content: bytes) -> str:
    """The encoding the page names; UTF-8 when it names none or one that Python does not know."""
    found = _DECLARED.search(content, 0, _DECLARATION_WITHIN)
    if found is None:
        return "utf-8"
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii", "replace")).name
    except LookupError:
        return "utf-8"
    # A page that could say `charset=utf-16` in ASCII is not in UTF-16 (HTML standard, 13.2.3.3).
    if name.startswith(("utf-16", "utf-32", "utf-7", "utf-8")):
        return "utf-8"
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _sound_length(content: bytes) -> int:
    """How many bytes from the start are sound UTF-8. In chunks, as a whole decoded page would be thrown away again."""
    if content.isascii():
        return len(content)
    at = 0
    while at < len(content):
        try:
            at += codecs.utf_8_decode(content[at : at + _CHUNK], "strict", at + _CHUNK >= len(content))[1]
        except UnicodeDecodeError as problem:
            return at + problem.start
    return at


def _is_begun(tail: bytes) -> bool:
    """Whether these bytes are the beginning of one UTF-8 letter."""
    try:
        return codecs.utf_8_decode(tail, "strict", False)[1] == 0
    except UnicodeDecodeError:
        return False


def _repaired(content: bytes) -> bytes:
    """UTF-8 with a few stray bytes stays UTF-8; else it is Windows-1252, unless even that has holes."""
    text = content.decode("utf-8", "replace")
    foreign = len(content) - len(content.translate(None, _BEYOND_ASCII))
    if text.count(_REPLACED) * 4 > foreign:
        text = content.decode("cp1252", "replace")
        if text.count(_REPLACED) * 20 > foreign:
            raise Unreadable("the bytes are neither UTF-8 nor Windows-1252 text")
    return text.encode()


def _refuse_binary(content: bytes) -> None:
    """By NULs anywhere and by control characters at the beginning: counting a whole megabyte takes milliseconds."""
    if b"\0" in content:
        raise Unreadable("the content holds NUL bytes: it is binary, not a page")
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls * 200 > len(sample):
        raise Unreadable(f"{controls} control characters in {len(sample)} bytes: this is binary, not a page")
