"""Praise or blame of one thing: in English from what stands under pros and cons, elsewhere from the themes of our own corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from service.domain.review import ReviewText
from service.understanding.cues import THEMES, listen_for_cues
from service.understanding.hashed import FIELDS
from service.understanding.polarity import part_features
from service.understanding.themes import Part, touch
from service.understanding.tone_model import GROUPS
from service.understanding.words import Field, clauses, cut_out, lay_out
from training import fitting, measuring
from training.judging import held_out
from training.rows import WHOLLY, Row, authored, table

SHORT_ALPHA = 3e-5
"""For English clauses: a few words each, so that what is learnt of each word must be smaller. Its log odds are true ones."""
STRENGTH = 10.0
THEMED, UNIFORM, FIELD = 1.0, 0.5, 0.3
"""How much counts a part around a theme whose polarity is known, a clause of an item that only praises or only blames, and
a clause that stands under pros or cons."""


class Told(NamedTuple):
    """A part, whether it blames, how much that counts, and the item it stands in."""

    part: Part
    blames: bool
    weight: float
    item: int


def polarity(data: Path) -> tuple[dict[str, np.ndarray], list[str]]:
    """Three vectors, and lines for the table."""
    english, line = _sides(list(table(data / "employee_en.dev.tsv.gz"))[::3])
    vectors, lines = {"polarity_en": english}, [line]
    for group in ("nordic", "europe"):
        own = [row for row in authored() if row.language in WHOLLY and row.tone >= 0]
        rows = [row for row in own if GROUPS.get(row.language) == group]
        told = [one for n, row in enumerate(rows) for one in _told(n, row)]
        x, blames, weight, item = _matrix([one.part for one in told], group), *_columns(told)

        def fit(seen: np.ndarray, x=x, blames=blames, weight=weight) -> np.ndarray:
            return fitting.labelled(x[seen], blames[seen], weight[seen], STRENGTH)

        place = fitting.folds([str(n) for n in range(len(rows))])[item]
        held, themed = held_out(x, place, fit), weight == THEMED
        right = float(((held > 0) == blames)[themed].mean())
        area, f1 = measuring.auc(held[themed], blames[themed]), measuring.f1_at((held > 0)[themed], blames[themed])
        name = f"parts around a theme that praise or blame, {group} ({right:.3f} right)"
        lines.append(f"| {name} | {themed.sum()} | {f1:.3f} | {area:.3f} | |")
        vectors[f"polarity_{group}"] = fit(np.ones(len(told), dtype=bool))
    return vectors, lines


def _sides(rows: list[Row]) -> tuple[np.ndarray, str]:
    """Which side of the form an English clause stands on, whatever the stars. Folds by review."""
    told = [(n, part) for n, row in enumerate(rows) for part in _english_clauses(row)]
    place = fitting.folds([str(n) for n, _ in told])
    x, blame = fitting.matrix([part for _, part in told], "en"), np.array([part.tone == 0 for _, part in told])
    held = fitting.score(x[place == 0], fitting.averaged(x[place != 0], blame[place != 0], SHORT_ALPHA))
    right, area = float(((held > 0) == blame[place == 0]).mean()), measuring.auc(held, blame[place == 0])
    f1, name = measuring.f1_at(held > 0, blame[place == 0]), f"clauses of pros and cons, English ({right:.3f} right)"
    return fitting.averaged(x, blame, SHORT_ALPHA), f"| {name} | {len(told)} | {f1:.3f} | {area:.3f} | |"


def _english_clauses(row: Row) -> list[Row]:
    _, pros, cons, _, _ = row.fields
    return [
        Row((None, None, None, None, text[start:end]), tone, row.language)
        for text, tone in ((pros, 2), (cons, 0))
        if text
        for start, end in clauses(Field("text", text, 0, text.lower().split()))
        if len(text[start:end].split()) > 1
    ]


def _told(number: int, row: Row) -> Iterator[Told]:
    fields = lay_out(ReviewText(**dict(zip(FIELDS, row.fields, strict=True))))
    yield from _around_themes(number, row, fields)
    signs = set(row.themes.values())
    for field in fields:
        for start, end in clauses(field):
            part = Part(cut_out(field, start, end), row.language)
            if len(part.field.words) < 2:
                continue
            if len(signs) == 1 and 0 not in signs:
                yield Told(part, signs == {-1}, UNIFORM, number)
            elif field.name in ("pros", "cons"):
                yield Told(part, field.name == "cons", FIELD, number)


def _around_themes(number: int, row: Row, fields: Sequence[Field]) -> Iterator[Told]:
    """The parts the product would hear, where the themes in them are told to be praised or blamed."""
    parts: list[Part] = []
    found = touch(fields, [listen_for_cues([field], row.language)[0] for field in fields], row.language, parts)
    sums = np.zeros(len(parts))
    for place, spots in found.items():
        for _, _, part in spots:
            sums[part] += row.themes.get(THEMES[place].value, 0)
    for part, total in zip(parts, sums.tolist(), strict=True):
        if total:
            yield Told(part, total < 0, THEMED, number)


def _matrix(parts: Sequence[Part], group: str) -> csr_matrix:
    starts = range(0, len(parts), fitting.BATCH)
    return fitting.stacked([part_features(parts[at : at + fitting.BATCH], group) for at in starts])


def _columns(told: Sequence[Told]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        np.array([one.blames for one in told]),
        np.array([one.weight for one in told]),
        np.array([one.item for one in told]),
    )
