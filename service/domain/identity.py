"""When two records are the same review, and when its content or an answer has changed."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from service.domain.review import TEXT_FIELDS

CONTENT = (
    "rating", "title", "pros", "cons", "advice", "text", "employment", "job_title", "location", "tenure",
    "recommends", "ceo_approval", "outlook", "subratings",
)  # fmt: skip
"""What a revision holds and an edit can change; votes and answers are no edits."""
CUT_MARKS = ("…", "...")


def identity(platform_id: str | None, employer_id: int, record: Mapping[str, Any]) -> str:
    """The platform's id, else the fingerprint."""
    return f"id:{platform_id}"[:200] if platform_id else f"fp:{fingerprint(employer_id, record)}"


def fingerprint(employer_id: int, record: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of what was written about whom, when, with how many stars: for ways in that give no id.

    Words alone count, in the order of the fields: an export may put into one column what a page shows in three. Two
    employers may both get "Bra jobb" with five stars on one day, so the employer is part of it.
    """
    words = re.findall(r"\w+", " ".join(_folded(record.get(name) or "") for name in TEXT_FIELDS))
    rating = record.get("rating")
    stars = None if rating is None else round(2 * rating) / 2
    return _digest([employer_id, str(record.get("published_on") or ""), stars, words])


def content_digest(record: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a revision's content: equal digests, no edit."""
    return _digest([record.get(key) or None for key in CONTENT])


def reply_digest(text: str) -> str:
    """SHA-256 (hex) of an answer, indifferent to case, spacing and typographic variants a platform may change."""
    return _digest(_folded(text))


def erased_digest(review_identity: str) -> str:
    """SHA-256 (hex) by which an erased review is known again, without anything of it being kept."""
    return hashlib.sha256(review_identity.encode()).hexdigest()


def joined(record: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """A record of one way in on top of what another way in told of the same review.

    What a way in does not give (an export without job titles, a mail that cuts the text short) takes nothing away.
    """
    return {name: held.get(name) if _poorer(value, held.get(name)) else value for name, value in record.items()}


def _poorer(value: Any, held: Any) -> bool:
    if value in (None, "", {}, []):
        return True
    if not isinstance(value, str) or not isinstance(held, str):
        return False
    stem = next((value.removesuffix(mark) for mark in CUT_MARKS if value.endswith(mark)), None)
    return stem is not None and len(held) > len(stem) and _folded(held).startswith(_folded(stem))


def _folded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFKC", value).translate(str.maketrans("’‘“”–—", "''\"\"--"))
    return re.sub(r"\s+", " ", plain).strip().casefold()


def _digest(value: Any) -> str:
    packed = json.dumps(value, sort_keys=True, default=str, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()
