"""When two records are the same review, and when its content or an answer has changed."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

CONTENT = (
    "rating", "title", "pros", "cons", "advice", "text", "employment", "job_title", "location", "tenure",
    "recommends", "ceo_approval", "outlook", "subratings",
)  # fmt: skip
"""What a revision holds and an edit can change; votes and answers are no edits."""
FINGERPRINT = ("published_on", "rating", "title", "pros", "cons", "text")


def identity(platform_id: str | None, employer_id: int, record: Mapping[str, Any]) -> str:
    """The platform's id, else a fingerprint of what was written about whom and when (two employers may both
    get "Bra jobb" with five stars on one day, so the employer is part of it)."""
    if platform_id:
        return f"id:{platform_id}"[:200]
    values = [employer_id, *(_folded(record.get(key)) for key in FINGERPRINT)]
    return f"fp:{_digest(values)}"


def content_digest(record: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a revision's content: equal digests, no edit."""
    return _digest([record.get(key) or None for key in CONTENT])


def reply_digest(text: str) -> str:
    """SHA-256 (hex) of an answer, indifferent to case, spacing and typographic variants a platform may change."""
    return _digest(_folded(text))


def _folded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFKC", value).translate(str.maketrans("’‘“”–—", "''\"\"--"))
    return re.sub(r"\s+", " ", plain).strip().casefold()


def _digest(value: Any) -> str:
    packed = json.dumps(value, sort_keys=True, default=str, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()
