"""Five languages in one vector: stars of employees, each field also alone as a weak label; items of our own; English
reviews beside them, for what is said alike ("management", "toxique", "flexibel"), and what English words tell, translated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack

from training import fitting
from training.borrowing import carried
from training.judging import Curve, held_out, judged
from training.rows import Row, authored, table

LANGUAGES = ("de", "fr", "es", "pt", "nl")
HEADS = {1.5: 0.4, 2.5: 1.0, 3.5: 0.6}
"""Stars below which each head counts a review, and its share in the sum."""
WEAK, OWN, ENGLISH = 0.3, 0.3, 0.3
"""How much a field alone, an item of our own and an English review count beside a review with stars."""
ENGLISH_ROWS = 10_000
ENOUGH = 40
"""Rows without which a language has its curve drawn from items of our own beside them."""


def europe(data: Path, english: np.ndarray) -> tuple[dict[str, np.ndarray], dict[str, Curve], list[str]]:
    """The vector, a curve a language, and lines for the table. `english`: the vector that reads English."""
    rows = list(table(data / "employee_other.dev.tsv.gz"))
    own = [row for code in LANGUAGES for row in authored(code) if row.tone >= 0]
    sets = _Sets(rows, own, _some_english(data), english)
    place = np.concatenate([fitting.folds([str(n) for n in range(len(part))]) for part in (rows, own)])
    held = held_out(sets.x, place, sets.fit)
    drawn, lines = {}, []
    for code in LANGUAGES:
        mine = sets.language == code
        take, name = mine & sets.real, f"employee_other, {code}"
        if take.sum() < ENOUGH:
            take, name = mine, f"{name} ({take.sum()} rows), and our own"
        drawn[code], line = judged(name, held[take], sets.tones[take])
        lines.append(line)
    return {"europe": sets.fit(np.ones(len(place), dtype=bool))}, drawn, lines


class _Sets:
    """What the vector is learnt from. Rows of `x` are reviews with stars first, then items of our own."""

    def __init__(self, rows: list[Row], own: list[Row], english: list[Row], weights: np.ndarray) -> None:
        self.x, self.real = fitting.matrix(rows + own, "europe"), np.arange(len(rows) + len(own)) < len(rows)
        self.language = np.array([row.language for row in rows + own])
        self.tones = np.array([row.tone for row in rows + own])
        self._stars, self._english_stars = (np.array([row.stars for row in part]) for part in (rows, english))
        self._english = fitting.matrix(english, "europe")
        weak = [(n, part) for n, row in enumerate(rows) for part in _fields_alone(row)]
        self._weak = fitting.matrix([part for _, part in weak], "europe")
        self._owner, self._blame = np.array([n for n, _ in weak]), np.array([part.tone == 0 for _, part in weak])
        seen = {code: self.x[self.real & (self.language == code)] for code in LANGUAGES}
        self._priors = [_even(carried(weights, code), x) for code, x in seen.items()]

    def fit(self, seen: np.ndarray) -> np.ndarray:
        """The vector learnt from those rows, and from what English always lends."""
        real, own, parts = seen & self.real, seen & ~self.real, seen[self._owner]
        told = vstack([self.x[real], self.x[own], self._weak[parts], self._english]).tocsr()
        counts = ((real.sum(), 1.0), (own.sum(), OWN), (parts.sum(), WEAK), (self._english.shape[0], ENGLISH))
        weight = np.concatenate([np.full(count, much) for count, much in counts])

        def head(limit: float) -> np.ndarray:
            stars, ours = self._stars[real[self.real]], self.tones[own] <= (0 if limit < 3 else 1)
            below = np.concatenate([stars < limit, ours, self._blame[parts], self._english_stars < limit])
            return fitting.labelled(told, below, weight, priors=self._priors)

        return sum((share * head(limit) for limit, share in HEADS.items()), np.zeros(self.x.shape[1] + 1))


def _some_english(data: Path) -> list[Row]:
    reviews = list(table(data / "employee_en.dev.tsv.gz"))
    return [reviews[n] for n in np.random.default_rng(fitting.SEED).permutation(len(reviews))[:ENGLISH_ROWS]]


def _even(prior: np.ndarray, x: csr_matrix) -> np.ndarray:
    """The same vector with a spread of one over the rows of its language."""
    return prior / fitting.score(x, prior).std()


def _fields_alone(row: Row) -> list[Row]:
    """A field of pros is praise and one of cons blame, whatever the stars."""
    _, pros, cons, _, _ = row.fields
    found = [Row((None, None, None, None, pros), 2, row.language)] if pros and len(pros.split()) > 2 else []
    return found + ([Row((None, None, None, None, cons), 0, row.language)] if cons and len(cons.split()) > 2 else [])
