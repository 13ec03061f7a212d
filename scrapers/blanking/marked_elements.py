"""Author elements in the markup, found by search: no DOM, so that whatever is cut or broken is still found."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache

from scrapers.blanking.found import Edit, Found, Place
from scrapers.blanking.wire import Wire
from scrapers.blanking.writings import letters

_SELECTOR = re.compile(r"""\.(?P<cls>[\w-]+)|\[(?P<attr>[\w-]+)(?:=["']?(?P<value>[^"'\]]+)["']?)?\]""")
_LONGEST_TAG, _LONGEST_ELEMENT = 3000, 6000  # bytes
_INITIALS = 2  # letters an avatar shows instead of a picture; they are no name to look for
_VOID = (b"meta", b"img", b"link", b"input", b"br")
_TEXT = re.compile(rb">\s*([^<>\s][^<>]*?)\s*(?=<|\Z)")
_ATTRIBUTE = re.compile(
    rb"""\s(?P<name>href|src|srcset|alt|title|content|aria-label)\s*=\s*(?:"(?P<a>[^"]+)"|'(?P<b>[^']+)')""",
    re.IGNORECASE,
)
_NAMED = re.compile(rb"""itemprop\s*=\s*["']?(?:name|author)\b""", re.IGNORECASE)


def marked_elements(wire: Wire, selectors: Iterable[str], found: Found) -> None:
    """Add what the elements that `selectors` name show to `found`.

    An element with a single text shows a name, one with several shows more than that: all are blanked, but only a
    name is looked for elsewhere. Raises `ValueError` for a selector that is not of the simple kinds.
    """
    for selector in selectors:
        for start, tag_end, end in _elements(wire.raw, selector):
            _take(wire, start, tag_end, end, found)


def element_end(raw: bytes, start: int, tag_end: int) -> int:
    """Where the element whose tag is raw[start:tag_end] ends, its closing tag left out."""
    match = re.match(rb"<([a-zA-Z][\w-]*)", raw[start:tag_end])
    if match is None or match[1].lower() in _VOID or raw[tag_end - 2 : tag_end] == b"/>":
        return tag_end
    depth, last = 1, min(len(raw), tag_end + _LONGEST_ELEMENT)
    for tag in _tags(match[1].lower()).finditer(raw, tag_end, last):
        depth += -1 if tag[0].startswith(b"</") else 1
        if not depth:
            return tag.start()
    following = raw.find(b"<", tag_end, last)
    return following if following >= 0 else last


def _take(wire: Wire, start: int, tag_end: int, end: int, found: Found) -> None:
    texts = [match.span(1) for match in _TEXT.finditer(wire.raw, tag_end - 1, end)]
    for attribute in _ATTRIBUTE.finditer(wire.raw, start, end):
        span = attribute.span("a") if attribute["a"] else attribute.span("b")
        found.edits.append(Edit(*span))
        tag_start = wire.raw.rfind(b"<", start, span[0])
        if attribute["name"].lower() == b"content" and _NAMED.search(wire.raw, tag_start, wire.raw.find(b">", span[1])):
            _remember(_shown(wire, span), start, end, found)
    found.edits.extend(Edit(*span) for span in texts)
    if len(texts) == 1:
        _remember(_shown(wire, texts[0]), start, end, found)


def _remember(name: str, start: int, end: int, found: Found) -> None:
    if letters(name) > _INITIALS:
        found.places.append(Place(name, start, end))


def _shown(wire: Wire, span: tuple[int, int]) -> str:
    return " ".join(html.unescape(wire.text(*span)).split())


def _elements(raw: bytes, selector: str) -> Iterator[tuple[int, int, int]]:
    """Start, end of the opening tag and end of every such element."""
    literal, tag = _searched(selector)
    at = raw.find(literal)
    while at >= 0:
        start = raw.rfind(b"<", max(0, at - _LONGEST_TAG), at)
        tag_end = raw.find(b">", at, at + _LONGEST_TAG) + 1
        if start >= 0 and tag_end and tag.match(raw, start, tag_end):
            yield start, tag_end, element_end(raw, start, tag_end)
        at = raw.find(literal, at + len(literal))


def is_author_selector(selector: str) -> bool:
    """Whether a selector is of the forms that can be searched for in bytes."""
    return _SELECTOR.fullmatch(selector) is not None


@cache
def _searched(selector: str) -> tuple[bytes, re.Pattern[bytes]]:
    """What to search for, and what the tag around it must be like."""
    match = _SELECTOR.fullmatch(selector)
    if match is None:
        raise ValueError(f"{selector!r} is no author selector: use [attribute], [attribute=value] or .class")
    attribute = re.escape((match["attr"] or "class").encode())
    value = (match["cls"] or match["value"] or "").encode()
    if not value:
        return match["attr"].encode(), re.compile(rb"<\w[^<>]*\s" + attribute + rb"[\s=/>]")
    among = rb'[^"\'<>]*?(?<![\w-])' if match["cls"] else b""
    return value, re.compile(
        rb"<\w[^<>]*\s" + attribute + rb"\s*=\s*[\"']?" + among + re.escape(value) + rb"(?![\w-])", re.IGNORECASE
    )


@cache
def _tags(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"</?" + re.escape(name) + rb"(?=[\s/>])", re.IGNORECASE)
