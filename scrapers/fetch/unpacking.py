"""Unpacks gzip and deflate piece by piece, so that a decompression bomb is stopped at the limit, however small it came."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PACKINGS = "gzip, deflate"
PIECE = 256 * 1024
"""Bytes unpacked at most before the caller may look at the size."""
MEMBERS = 16
"""Gzip files one after the other in one answer; more than this is an attack on our time."""
_EITHER, _BARE = 47, -15  # zlib or gzip, told from the bytes; deflate without a wrapper, as some servers send it


class BadPacking(Exception):
    """The bytes are not what the Content-Encoding says, or end early."""


def unpacked(chunks: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """The plain bytes, in pieces of at most `PIECE` where they came packed. Raises BadPacking."""
    name = packing.strip().lower()
    if name in ("", "identity"):
        return iter(chunks)
    if name not in ("gzip", "x-gzip", "deflate"):
        raise BadPacking(f"it is packed as {name[:20]!r}, which we did not ask for")
    return _inflated(chunks, may_be_bare=name == "deflate")


def _inflated(chunks: Iterable[bytes], *, may_be_bare: bool) -> Iterator[bytes]:
    packed = (chunk for chunk in chunks if chunk)
    first = next(packed, b"")
    if not first:
        return
    members = _Members(_BARE if may_be_bare and not _is_wrapped(first[0]) else _EITHER)
    try:
        yield from members.feed(first)
        for chunk in packed:
            yield from members.feed(chunk)
        yield members.end()
    except zlib.error:
        raise BadPacking("it is packed wrongly and cannot be unpacked") from None


def _is_wrapped(byte: int) -> bool:
    return byte == 0x1F or byte & 0x8F == 0x08  # the first byte of gzip, and of zlib (RFC 1950: method 8, window <= 7)


class _Members:
    def __init__(self, wbits: int) -> None:
        self._wbits, self._machine, self._count = wbits, zlib.decompressobj(wbits), 1

    def feed(self, packed: bytes) -> Iterator[bytes]:
        while packed:
            if self._machine.eof:
                if packed[0] != 0x1F:
                    return  # padding after the end
                self._begin_another()
            yield self._machine.decompress(packed, PIECE)
            packed = self._machine.unused_data if self._machine.eof else self._machine.unconsumed_tail

    def end(self) -> bytes:
        rest = self._machine.flush()
        if not self._machine.eof:
            raise BadPacking("it ends before its packing does")
        return rest

    def _begin_another(self) -> None:
        if self._count == MEMBERS:
            raise BadPacking(f"it is packed in more than {MEMBERS} parts")
        self._machine, self._count = zlib.decompressobj(self._wbits), self._count + 1
