"""JSON lines as the public formats want them."""

from __future__ import annotations

from typing import Any

import orjson

SEPARATORS = {b"\xc2\x85": b"\\u0085", b"\xe2\x80\xa8": b"\\u2028", b"\xe2\x80\xa9": b"\\u2029"}
"""Characters that some readers take for line ends; written as escapes so that one object is one line for all."""


def json_line(value: Any) -> bytes:
    """One object as UTF-8 JSON without a line end. Raises TypeError for what is no JSON."""
    packed = orjson.dumps(value)
    for raw, escaped in SEPARATORS.items():
        packed = packed.replace(raw, escaped)
    return packed
