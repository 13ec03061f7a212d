"""Two labellers of the same Swedish items, the second blind: how often they agree, beyond chance (Cohen 1960)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Hashable, Sequence
from pathlib import Path

from service.understanding.hashed import FIELDS
from training.rows import TONES, Row, authored

SECOND = Path(__file__).with_name("second") / "sv.jsonl"


def agreement() -> list[str]:
    """A table: what was labelled, how often the same, kappa."""
    pairs = second_labels()
    first, other = [row for row, _ in pairs], [told for _, told in pairs]
    lines = [f"| two labellers, {len(pairs)} Swedish items | the same | kappa |", "|---|---|---|"]
    for name, mine, theirs in (
        ("tone", [TONES[row.tone] for row in first], [told["tone"] for told in other]),
        ("negative or not", [row.tone == 0 for row in first], [told["tone"] == "neg" for told in other]),
        ("needs a reply", [bool(row.needs_reply) for row in first], [bool(told["needs_reply"]) for told in other]),
        ("urgent", [bool(row.urgent) for row in first], [bool(told["urgent"]) for told in other]),
    ):
        lines.append(f"| {name} | {_same(mine, theirs):.2f} | {kappa(mine, theirs):.2f} |")
    f1, right = _themes(first, [told["themes"] for told in other])
    return [
        *lines,
        f"| themes, micro-F1 of one against the other; polarity of those both name | {f1:.2f}; {right:.2f} | |",
    ]


def second_labels() -> list[tuple[Row, dict]]:
    """Each item with what the second labeller said of it; items are known by a digest of their texts."""
    told = {one["item"]: one for one in map(json.loads, SECOND.read_text("utf-8").splitlines())}
    return [(row, told[key]) for row in authored("sv") if row.tone >= 0 and (key := item_key(row)) in told]


def item_key(row: Row) -> str:
    """What an item is known by, whatever file it stands in."""
    texts = {name: text for name, text in zip(FIELDS, row.fields, strict=True) if text}
    return hashlib.sha256(json.dumps(texts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def kappa(mine: Sequence[Hashable], theirs: Sequence[Hashable]) -> float:
    """Agreement beyond chance: 0 by chance alone, 1 always."""
    n, seen, other = len(mine), Counter(mine), Counter(theirs)
    chance = sum(seen[label] * other[label] for label in seen) / n**2
    return (_same(mine, theirs) - chance) / (1 - chance)


def _same(mine: Sequence[Hashable], theirs: Sequence[Hashable]) -> float:
    return sum(one == two for one, two in zip(mine, theirs, strict=True)) / len(mine)


def _themes(rows: Sequence[Row], others: Sequence[dict[str, int]]) -> tuple[float, float]:
    both = [(row.themes.keys() & other.keys(), row, other) for row, other in zip(rows, others, strict=True)]
    named = sum(len(row.themes) + len(other) for _, row, other in both)
    shared = sum(len(common) for common, _, _ in both)
    right = sum(row.themes[name] == other[name] for common, row, other in both for name in common)
    return 2 * shared / named, right / shared
