"""The public interchange of readings: review records as JSON lines in, objects any JSON writer takes out, streaming."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

from service.domain.review import TEXT_FIELDS, Reading, ReviewText
from service.understanding.reader import read_batch

BATCH = 512
LONGEST_ERROR = 200
LARGEST_ID = 2**63 - 1
"""What JSON writers in general, ours among them, can put down as a number."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class BadLine(ValueError):
    """A line that is no review record; `id` is the record's, where it could be read."""

    def __init__(self, message: str, record_id: str | int | None = None) -> None:
        super().__init__(message)
        self.id = record_id


@dataclass(frozen=True, slots=True)
class _Refused:
    """A bad line's place in the order."""

    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A good line: the caller's id as it was written, and the text."""

    id: str | int | None
    text: ReviewText


def read_lines(lines: Iterable[bytes | str]) -> Iterator[tuple[dict[str, Any], bool]]:
    """(reading or error object, whether the line was good) per line that is not blank, in order, 512 at a time.

    The objects hold no lone surrogate and no number past 64 bits: `orjson.dumps` takes every one.
    """
    asked = (_ask(line) for line in lines if line.strip())
    while batch := list(islice(asked, BATCH)):
        good = iter(read_batch([item.text for item in batch if isinstance(item, _Asked)]))
        for item in batch:
            if isinstance(item, _Refused):
                yield item.answer, False
            else:
                yield {**_as_object(next(good)), "id": item.id}, True


def as_review_text(record: object) -> tuple[str | int | None, ReviewText]:
    """The caller's id and the readable part of a record. Raises BadLine naming the field and what is wrong with it."""
    if not isinstance(record, dict):
        raise BadLine("a line holds one JSON object: the review record")
    record_id = _id(record.get("id"))
    try:
        texts: dict[str, Any] = {name: _text(name, record.get(name)) for name in TEXT_FIELDS}
        text = ReviewText(
            rating=_scaled("rating", record.get("rating")),
            subratings=_subratings(record.get("subratings")),
            language=_text("language", record.get("language")),
            **texts,
        )
    except BadLine as wrong:
        raise BadLine(str(wrong), record_id) from wrong
    return record_id, text


def _ask(line: bytes | str) -> _Asked | _Refused:
    try:
        return _Asked(*as_review_text(_parsed(line)))
    except BadLine as bad:
        return _Refused({"id": bad.id, "error": _writable(str(bad)[:LONGEST_ERROR])})


def _parsed(line: bytes | str) -> object:
    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
        return json.loads(text.lstrip("\ufeff"))
    except UnicodeDecodeError as wrong:
        raise BadLine(f"not UTF-8 at byte {wrong.start}: save the file as UTF-8") from wrong
    except RecursionError as wrong:
        raise BadLine("nested too deeply for a review record") from wrong
    except ValueError as wrong:
        raise BadLine(f"not JSON: {wrong}") from wrong


def _id(value: object) -> str | int | None:
    if isinstance(value, str):
        return _writable(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_ID):
        return value
    raise BadLine(f"id is a string or a whole number up to {LARGEST_ID}: write other ids as strings")


def _writable(text: str) -> str:
    """UTF-8 has no lone surrogates: each becomes U+FFFD, the sign for what cannot be shown."""
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)


def _text(name: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise BadLine(f"{name} is a string or null, not {type(value).__name__}")


def _scaled(name: str, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 1 <= value <= 5:
        raise BadLine(f"{name} is a number from 1 to 5 or null")
    return float(value)


def _subratings(value: object) -> dict[str, float]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadLine("subratings is an object of numbers from 1 to 5")
    scaled = {name: _scaled(f"subratings.{name}"[:60], stars) for name, stars in value.items()}
    return {name: stars for name, stars in scaled.items() if stars is not None}


def _as_object(reading: Reading) -> dict[str, Any]:
    plain = {item.name: getattr(reading, item.name) for item in fields(reading) if item.name != "also"}
    also = {"also": list(reading.also)} if reading.also else {}
    themes = [
        {"theme": hit.theme.value, "polarity": hit.polarity, "spans": [list(span) for span in hit.spans]}
        for hit in reading.themes
    ]
    return {
        **plain,
        "tone": reading.tone.value,
        "basis": reading.basis.value,
        "reasons": list(reading.reasons),
        "urgent": [kind.value for kind in reading.urgent],
        "themes": themes,
        **also,
    }
