"""Roughly what a reader sees of a page, without a DOM: enough to tell a page with content from an empty shell."""

from __future__ import annotations

import html
import re

_TAG = re.compile(rb"<[^<>]*>")  # never past the next "<": linear time on any input
_HIDDEN = ((b"<head>", b"</head>"), (b"<head ", b"</head>"), (b"<svg", b"</svg"))
_HIDDEN_TO_THE_END = ((b"<script", b"</script"), (b"<style", b"</style"), (b"<!--", b"-->"))
"""What a browser, too, takes to reach to the end of the page where it is never closed."""


def visible_text(content: bytes) -> str:
    """The text between the tags of a page in UTF-8, white space folded."""
    for opening, closing in _HIDDEN_TO_THE_END:
        content = _without(content, opening, closing, to_the_end=True)
    for opening, closing in _HIDDEN:
        content = _without(content, opening, closing, to_the_end=False)
    return " ".join(html.unescape(_TAG.sub(b" ", content).decode("utf-8", "replace")).split())


def _without(content: bytes, opening: bytes, closing: bytes, *, to_the_end: bool) -> bytes:
    """The page without these elements, and without what follows one that is never closed if it reaches `to_the_end`."""
    kept: list[bytes] = []
    at = 0
    start = content.find(opening)
    while start >= 0:
        end = content.find(closing, start)
        if end < 0:
            return b"".join((*kept, content[at:start] if to_the_end else content[at:]))
        kept.append(content[at:start])
        at = content.find(b">", end) + 1 or len(content)
        start = content.find(opening, at)
    return b"".join((*kept, content[at:]))
