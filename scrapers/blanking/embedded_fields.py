"""Author fields in JSON as it stands in a page: bare, escaped inside a script's string, or with entities in an attribute."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache

from scrapers.blanking.found import Edit, Found, Place
from scrapers.blanking.wire import Wire
from scrapers.blanking.writings import letters

QUOTE = rb'(?P<quote>\\{0,7}"|&quot;|&#34;|&#x22;)'
"""How JSON's quotation mark may be written."""

_AFTER_KEY = re.compile(QUOTE + rb"\s*:\s*")
_LONGEST_OBJECT = 20_000  # bytes; an author is a small object, and a damaged page must not make it half the page
_SHORTEST_SECRET = 8  # characters; shorter ids would be found in the middle of anything
_NAME_KEYS = re.compile(r"name|author|reviewer|nick|alias|handle", re.IGNORECASE)
_OPAQUE = re.compile(r"\d|://|@|/")
_ORGANISATION = re.compile(rb'@type(?:\\{0,7}"|&quot;)\s*:\s*(?:\\{0,7}"|&quot;)(?!Person|Thing)\w')
# no possessive groups here: Python before 3.11.5 matches them wrongly, and Debian 12 ships 3.11.2
_STRING = rb'[^"\\]*(?:\\.[^"\\]*)*'
TOKEN = re.compile(rb'"' + _STRING + rb'"|[{}\[\]]', re.DOTALL)
BRACKET = re.compile(rb"[{}\[\]]")


def embedded_fields(wire: Wire, keys: Iterable[str], found: Found) -> None:
    """Add every author field that one of `keys` declares to `found`, with what must be looked for elsewhere."""
    wanted: dict[str, set[str]] = {}
    for key in keys:
        head, _, rest = key.partition(".")
        wanted.setdefault(head, set()).add(rest)
    for head, fields in wanted.items():
        _headed_fields(wire, head, fields, found)


def positions(raw: bytes, sought: bytes, start: int, end: int) -> Iterator[int]:
    """Every place of `sought`, left to right, not overlapping."""
    at = raw.find(sought, start, end)
    while at >= 0:
        yield at
        at = raw.find(sought, at + len(sought), end)


def keyed(raw: bytes, key: str) -> Iterator[re.Match[bytes]]:
    """Every place where `key` is a JSON key: a match that ends where its value begins, with its `quote`."""
    word = key.encode()
    for at in positions(raw, word, 0, len(raw)):
        match = _AFTER_KEY.match(raw, at + len(word))
        if match and raw.endswith(match["quote"], 0, at):
            yield match


def object_end(raw: bytes, start: int, quote: bytes = b'"', limit: int = _LONGEST_OBJECT) -> int:
    """Where the JSON object or list that opens at `start` ends; where it is never closed, at the first brace that may."""
    depth, last = 0, min(len(raw), start + limit)
    for token in (TOKEN if quote == b'"' else BRACKET).finditer(raw, start, last):
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(token[0], 0)
        if depth <= 0:
            return token.end()
    first = raw.find(b"}", start, last)
    return last if first < 0 else first


def unescaped(text: str, *, entities: bool = False) -> str:
    """What a JSON string says, through up to three layers of escapes and, in an attribute, entities."""
    text = html.unescape(text) if entities else text
    for _ in range(3):
        if "\\" not in text:
            break
        try:
            text = json.loads(f'"{text}"', strict=False)
        except ValueError:
            break
    return text


def _headed_fields(wire: Wire, head: str, fields: set[str], found: Found) -> None:
    """Every field with this head; an author within an author is part of the outer one."""
    done = 0
    for match in keyed(wire.raw, head):
        quote = match["quote"]
        if match.start() < done:
            continue
        if value := value_pattern(quote).match(wire.raw, match.end()):
            done = value.end()
            _blank(wire, head, value, Place("", match.start(), done), found)
        elif wire.raw[match.end() : match.end() + 1] in (b"{", b"["):
            done = object_end(wire.raw, match.end(), quote)
            _object_fields(wire, Place(head, match.end(), done), quote, fields, found)


def _object_fields(wire: Wire, place: Place, quote: bytes, fields: set[str], found: Found) -> None:
    """The declared fields of one author object; an organisation is no person, and a bare key means no object."""
    if fields == {""} or _ORGANISATION.search(wire.raw, place.start, place.end):
        return
    for pair in _pair(quote).finditer(wire.raw, place.start, place.end):
        key = pair["key"].decode("utf-8", "replace")
        if key in fields or ("*" in fields and (not key.startswith("@") or key == "@id")):
            _blank(wire, key, pair, place, found)
    for listed in _listed(quote).finditer(wire.raw, place.start, place.end):
        _blank(wire, place.name, listed, place, found)


def _blank(wire: Wire, key: str, match: re.Match[bytes], place: Place, found: Found) -> None:
    """Blank one value; a name or an opaque id in it is remembered, to be found in the rest of the page."""
    if match["number"]:
        found.edits.append(Edit(*match.span("number"), number=True))
    elif match["text"]:
        found.edits.append(Edit(*match.span("text")))
        value = unescaped(wire.text(*match.span("text")), entities=match["quote"].startswith(b"&"))
        if not letters(value):
            return  # nothing to look for, and nothing is left of a field that was blanked before
        if _NAME_KEYS.search(key) and "://" not in value:
            found.places.append(Place(value, place.start, place.end))
        elif len(value) >= _SHORTEST_SECRET and _OPAQUE.search(value):
            found.secrets.update({match["text"], value.encode("utf-8", "surrogateescape")})


@cache
def _text(quote: bytes) -> bytes:
    """A quoted text; one that is cut off reaches to the end of the page."""
    inside = _STRING if quote == b'"' else rb"(?:(?!(?<!\\)" + re.escape(quote) + rb").)*"
    return rb"(?P<quote>" + re.escape(quote) + rb")(?P<text>" + inside + rb")(?:" + re.escape(quote) + rb"|\Z)"


@cache
def value_pattern(quote: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?:" + _text(quote) + rb"|(?P<number>[1-9]\d{4,}))", re.DOTALL)


@cache
def _pair(quote: bytes) -> re.Pattern[bytes]:
    mark = re.escape(quote)
    return re.compile(mark + rb"(?P<key>[@\w$-]{1,60})" + mark + rb"\s*:\s*" + value_pattern(quote).pattern, re.DOTALL)


@cache
def _listed(quote: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<=[\[,])\s*" + _text(quote) + rb"(?P<number>)(?=\s*[,\]])", re.DOTALL)
