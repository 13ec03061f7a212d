"""JSON that a page carries in its scripts: found by string search, read by orjson, walked without surprises."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

from scrapers.reading.document import Document

_PAIR = r"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf"\\(?:{_PAIR}|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{{2}})|.)", re.DOTALL)
_TRAILING = "unexpected content after document"
_IN_A_NAME = re.compile(rb"[\w$\x80-\xff]")
_ASSIGNED = re.compile(rb"""["']?\]?\s{0,9}[=:]\s{0,99}(?=[{\[])""")


def script_json(document: Document, marker: str) -> Any | None:
    """The JSON value that is the whole body of the first script with `marker`; None when absent or cut short."""
    body = next(document.script_bytes(marker), None)
    return None if body is None else _loads(body)


def assigned_json(document: Document, name: str) -> Any | None:
    """The value of the first `NAME = {…}` (or `window.NAME=[…]`, `"NAME": {…}`) in any script.

    None when there is none, or none that is whole.
    """
    for body in document.script_bytes(name):
        start = _assignment(body, name.encode())
        value = None if start is None else _loads(body[start:])
        if value is not None:
            return value
    return None


def dig(value: Any, *path: str | int) -> Any:
    """The value at `path` (keys of objects, indexes of lists); None when any step is missing or of another type."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def _assignment(body: bytes, name: bytes) -> int | None:
    """Where the value assigned to `name` begins; a longer name that ends or begins with it does not count."""
    at = body.find(name)
    while at >= 0:
        end = at + len(name)
        assigned = _ASSIGNED.match(body, end)
        if assigned and not _IN_A_NAME.match(body[at - 1 : at] if at else b""):
            return assigned.end()
        at = body.find(name, end)
    return None


def _loads(body: bytes) -> Any | None:
    """The JSON value at the start of `body`, whatever script follows it; None when there is no whole value.

    orjson names the place where a complete value ended, which is both exact (it knows strings) and fast.
    """
    body = body.strip().rstrip(b"; \t\r\n")
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as problem:
        if problem.msg.startswith(_TRAILING):
            return orjson.loads(body.decode()[: problem.pos])
        return _loads_damaged(body.decode())


def _loads_damaged(text: str) -> Any | None:
    """The same for what browsers accept and orjson does not: half an emoji, a raw line break in a string, NaN."""
    repaired = _ESCAPE.sub(lambda found: "\\ufffd" if found["lone"] else found[0], text)
    try:
        return json.JSONDecoder(strict=False, parse_constant=lambda _: None).raw_decode(repaired)[0]
    except (ValueError, RecursionError):
        return None
