"""Labelled reviews from the development sets and from our own corpus, in one shape."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.understanding.hashed import FIELDS

AUTHORED = Path(__file__).with_name("authored")
TONES = ("neg", "neu", "pos")
WHOLLY = ("da", "de", "en", "fi", "fr", "no", "sv")
"""Languages whose own items teach themes and urgency too; Spanish, Portuguese and Dutch ones teach tone alone."""
csv.field_size_limit(10**9)


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text. `stars` 1-5 where a reader gave them; `tone` 0 negative, 1 neutral, 2 positive, -1 not told:
    some items are labelled for urgency alone."""

    fields: tuple[str | None, ...]
    tone: int
    language: str
    stars: float | None = None
    company: str = ""
    source: str = ""
    """The repository it was collected by."""
    themes: dict[str, int] = field(default_factory=dict)
    urgent: tuple[str, ...] = ()
    needs_reply: bool | None = None


def table(path: Path) -> Iterator[Row]:
    """The rows of a `.tsv` or `.tsv.gz` of the development sets."""
    language = path.name.split("_")[0]
    for row in records(path):
        stars = float(row["rating"]) if row.get("rating") else None
        tone = _tone(row, stars)
        if tone is not None:
            texts = tuple(row.get(name) or None for name in FIELDS)
            yield Row(
                texts, tone, row.get("lang") or language, stars, row.get("company") or "", row.get("source") or ""
            )


def records(path: Path) -> Iterator[dict[str, str]]:
    """The same, column by column as they stand."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    quoting = csv.QUOTE_MINIMAL if path.suffix == ".gz" else csv.QUOTE_NONE  # the authored sets are unquoted
    yield from csv.DictReader(io.StringIO(raw.decode("utf-8")), delimiter="\t", quoting=quoting)


def authored(language: str | None = None) -> list[Row]:
    """Our own corpus, in the order of its files."""
    folders = [AUTHORED / language] if language else sorted(AUTHORED.iterdir())
    return [_own(json.loads(line), path.parent.name) for path, line in _lines(folders)]


def _lines(folders: list[Path]) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl")):
            for line in path.read_text("utf-8").splitlines():
                if line.strip():
                    yield path, line


def _own(item: dict[str, Any], language: str) -> Row:
    return Row(
        tuple(item.get(name) or None for name in FIELDS),
        TONES.index(item["tone"]) if "tone" in item else -1,
        language,
        themes=item.get("themes", {}),
        urgent=tuple(item["urgent"]),
        needs_reply=bool(item.get("needs_reply", item["urgent"])),
    )


def _tone(row: dict[str, str], stars: float | None) -> int | None:
    told = row.get("tone") or row.get("label")
    if told in TONES:
        return TONES.index(told)
    if told in ("0", "1"):
        return 0 if told == "0" else 2
    return None if stars is None else 0 if stars < 2.5 else 1 if stars < 3.5 else 2
