"""How one name may be written in a page: in other cases, as JSON escapes, as HTML entities, percent-encoded."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from html.entities import codepoint2name
from urllib.parse import quote, quote_plus

from scrapers.blanking.wire import Wire

_RUN = re.compile(r"[a-z0-9]+")
_EDGES = " .,;:!?-_*'\"()[]{}<>|~@#"
_ESCAPED_BEFORE = re.compile(r"\\u([0-9a-fA-F]{4})\Z")
_BREAK_BEFORE = re.compile(r"(?:\\[nrtbf]|%[0-9a-fA-F]{2})\Z")
_ESCAPED_AFTER = re.compile(r"\\{1,3}u([0-9a-fA-F]{4})")


def letters(name: str) -> int:
    """How many letters and digits a name has; one with fewer than two is found everywhere and told by nothing."""
    return sum(map(str.isalnum, name)) if any(map(str.isalpha, name)) else 0


def writings(wire: Wire, name: str) -> set[bytes]:
    """The bytes to look for, with ASCII letters in lower case; none for a name too short to tell."""
    found: set[bytes] = set()
    for spelled in _spellings(name):
        if letters(spelled) < 2:
            continue
        for written in _written(spelled):
            encoded = wire.encoded(written)
            if encoded:
                found.add(encoded.lower())
    return found


def anchored(written: set[bytes], name: str) -> dict[bytes, list[tuple[int, bytes]]]:
    """The writings by what to search for: the name's longest run of plain letters, or the writing itself without one.

    With each writing stands how far into it that run begins.
    """
    run = max(_RUN.findall(name.lower()), key=len, default="").encode()
    groups: dict[bytes, list[tuple[int, bytes]]] = {}
    for form in written:
        offset = form.find(run) if len(run) > 1 else -1
        groups.setdefault(run if offset >= 0 else form, []).append((max(0, offset), form))
    return groups


def stands_alone(wire: Wire, start: int, end: int) -> bool:
    """Whether the name at these bytes is a word of its own, seen through escapes on either side."""
    before, after = wire.text(start - 12, start), wire.text(end, end + 16)
    first, last = wire.text(start, end)[:1], wire.text(start, end)[-1:]
    return not (_is_wordy(first) and _is_wordy(_last(before))) and not (_is_wordy(last) and _is_wordy(_next(after)))


def _spellings(name: str) -> set[str]:
    """The name as given, with its spaces and edges tidied; in the cases bytes cannot be folded to."""
    tidy = " ".join(html.unescape(name).split())
    spelled = {name.strip(), tidy, tidy.strip(_EDGES)}
    if tidy.isascii():
        return spelled
    cases = {case(one) for one in spelled for case in (str.lower, str.upper, str.title)}
    return {unicodedata.normalize(form, one) for one in spelled | cases for form in ("NFC", "NFD")}


def _written(name: str) -> Iterator[str]:
    yield name
    yield quote(name, safe="", errors="replace")
    yield quote_plus(name, errors="replace")
    escaped = json.dumps(name)[1:-1]
    yield escaped
    yield json.dumps(escaped)[1:-1]
    entities = html.escape(name)
    yield entities
    yield entities.replace("&#x27;", "&#39;")
    if not name.isascii():
        yield "".join(c if c.isascii() else f"&#{ord(c)};" for c in entities)
        yield "".join(c if c.isascii() else f"&#x{ord(c):x};" for c in entities)
        yield "".join(
            f"&{codepoint2name[ord(c)]};" if not c.isascii() and ord(c) in codepoint2name else c for c in entities
        )


def _last(before: str) -> str:
    if escaped := _ESCAPED_BEFORE.search(before):
        return chr(int(escaped[1], 16))
    return "" if _BREAK_BEFORE.search(before) else before[-1:]


def _next(after: str) -> str:
    escaped = _ESCAPED_AFTER.match(after)
    return chr(int(escaped[1], 16)) if escaped else after[:1]


def _is_wordy(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
