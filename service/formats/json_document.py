"""The frozen month as JSON, for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Characters some readers take for line ends; written as escapes."""


class _JsonDocument:
    slug = "json"
    media_type = "application/json"
    suffix = "json"

    def render(self, snapshot: Mapping[str, Any], language: str) -> bytes:
        """The whole snapshot, keys sorted; the same in every language."""
        text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
        for char, escaped in LINE_ENDS.items():
            text = text.replace(char, escaped)
        return (text + "\n").encode("utf-8", "replace")


FORMAT = _JsonDocument()
