"""Pages damaged in every way that happens and some that only malice thinks of; the same seed gives the same damage."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random], bytes]
_TAG = re.compile(rb"<[^<>]{1,200}>")
_TOKENS = (
    b"\x00", b"\xff", b"\xed\xa0\x80", b'"', b"'", b"<", b">", b"</script>", b"<!--", b"-->", b"]]>", b"&#0;", b"&quot;",
    b"\\u0000", b"\\ud800", b"{", b"}", b"[", b"]", b"null", b"NaN", b"1e999", b"-0", b"9" * 400, b"\r\n" * 20,
    b"\xe2\x80\xae", b"<script>", b"<template>", b"<svg>", b"%00", b"\xef\xbb\xbf", b"<plaintext>",
)  # fmt: skip


def _span(content: bytes, chance: random.Random, most: int) -> tuple[int, int]:
    at = chance.randrange(len(content) + 1)
    return at, min(len(content), at + chance.randrange(most))


def truncated(content: bytes, chance: random.Random) -> bytes:
    """Cut off at the end, as a broken transfer does."""
    return content[: chance.randrange(len(content) + 1)]


def cut(content: bytes, chance: random.Random) -> bytes:
    """A piece is missing."""
    start, end = _span(content, chance, 2000)
    return content[:start] + content[end:]


def doubled(content: bytes, chance: random.Random) -> bytes:
    """A piece stands twice, or many times."""
    start, end = _span(content, chance, 2000)
    return content[:end] + content[start:end] * chance.choice((1, 2, 30)) + content[end:]


def overwritten(content: bytes, chance: random.Random) -> bytes:
    """A few bytes are others."""
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 40)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def injected(content: bytes, chance: random.Random) -> bytes:
    """Tokens that parsers stumble over are put in."""
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(_TOKENS) + content[at:]
    return content


def tags_swapped(content: bytes, chance: random.Random) -> bytes:
    """Tags have changed places."""
    tags = list(_TAG.finditer(content))
    if len(tags) < 2:
        return content
    one, other = sorted(chance.sample(tags, 2), key=lambda found: found.start())
    return b"".join(
        (content[: one.start()], other[0], content[one.end() : other.start()], one[0], content[other.end() :])
    )


def nested(content: bytes, chance: random.Random) -> bytes:
    """Something opens and opens and never closes."""
    at, opening = (
        chance.randrange(len(content) + 1),
        chance.choice((b"<div>", b"[", b'{"a":', b"<table><tr><td>", b"<b>")),
    )
    return content[:at] + opening * chance.choice((50, 3000)) + content[at:]


def recoded(content: bytes, chance: random.Random) -> bytes:
    """Told or packed in another way."""
    encoding = chance.choice(("utf-16", "utf-16-le", "latin-1", "utf-8-sig", "cp1252", "gzip"))
    if encoding == "gzip":
        packed = gzip.compress(content, 1, mtime=0)
        return packed[: chance.choice((len(packed), len(packed) // 2))]
    return content.decode("utf-8", "replace").encode(encoding, "replace")


def values_changed(content: bytes, chance: random.Random) -> bytes:
    """Numbers and words of JSON are of another type."""
    put = chance.choice((b"null", b"[]", b"{}", b"true", b'"x"', b"-1", b"1e400", b"[[[]]]"))
    spots = list(re.finditer(rb"(?<=:)\s?(?:\d+(?:\.\d+)?|\"[^\"\\]{0,80}\"|null|true|false)", content))
    for spot in sorted(chance.sample(spots, min(len(spots), chance.randrange(1, 12))), key=lambda s: -s.start()):
        content = content[: spot.start()] + put + content[spot.end() :]
    return content


def noise(content: bytes, chance: random.Random) -> bytes:
    """Nothing of the page is left."""
    return chance.randbytes(chance.randrange(3000))


MUTATIONS: tuple[Mutation, ...] = (
    truncated, cut, doubled, overwritten, injected, tags_swapped, nested, recoded, values_changed, noise,
)  # fmt: skip


def damaged(pages: Sequence[bytes], number: int) -> tuple[str, bytes]:
    """Case `number`: what was done last, and the page it was done to. Two pages may be spliced first."""
    chance = random.Random(number)
    content = chance.choice(pages)
    if chance.random() < 0.1:
        other = chance.choice(pages)
        content = content[: chance.randrange(len(content) + 1)] + other[chance.randrange(len(other) + 1) :]
    last = ""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        mutation = chance.choice(MUTATIONS)
        last, content = mutation.__name__, mutation(content, chance)[:3_000_000]
    return last, content
