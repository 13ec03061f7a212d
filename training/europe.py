"""Five languages in one vector: stars of employees, each field also alone as a weak label; our own German and French; English
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
ENOUGH, FEW = 40, 5
"""Rows, and negative ones, without which a language gets no curve."""


def europe(data: Path, english: np.ndarray) -> tuple[dict[str, np.ndarray], dict[str, Curve], list[str]]:
    """The vector, a curve a language, and lines for the table. `english`: the vector that reads English."""
    rows = list(table(data / "employee_other.dev.tsv.gz"))
    x = fitting.matrix(rows, "europe")
    priors = [_even(carried(english, code), x[[row.language == code for row in rows]]) for code in LANGUAGES]
    weak = [(n, part) for n, row in enumerate(rows) for part in _fields_alone(row)]
    w = fitting.matrix([part for _, part in weak], "europe")
    stars, owner = np.array([row.stars for row in rows]), np.array([n for n, _ in weak])
    blame = np.array([part.tone == 0 for _, part in weak])
    beside = [row for code in ("de", "fr") for row in authored(code) if row.tone >= 0]
    b, own_tone = fitting.matrix(beside, "europe"), np.array([row.tone for row in beside])
    reviews = list(table(data / "employee_en.dev.tsv.gz"))
    some = np.random.default_rng(fitting.SEED).permutation(len(reviews))[:ENGLISH_ROWS]
    e = fitting.matrix([reviews[n] for n in some], "europe")
    english_stars = np.array([reviews[n].stars for n in some])

    def fit(seen: np.ndarray) -> np.ndarray:
        parts = seen[owner]
        told = vstack([x[seen], w[parts], b, e]).tocsr()
        counts = ((seen.sum(), 1.0), (parts.sum(), WEAK), (len(beside), OWN), (len(some), ENGLISH))
        weight = np.concatenate([np.full(count, much) for count, much in counts])

        def head(limit: float) -> np.ndarray:
            own = own_tone <= (0 if limit < 3 else 1)
            below = np.concatenate([stars[seen] < limit, blame[parts], own, english_stars < limit])
            return fitting.labelled(told, below, weight, priors=priors)

        return sum((share * head(limit) for limit, share in HEADS.items()), np.zeros(x.shape[1] + 1))

    held = held_out(x, fitting.folds([str(n) for n in range(len(rows))]), fit)
    tones, drawn, lines = np.array([row.tone for row in rows]), {}, []
    for language in LANGUAGES:
        take = np.array([row.language == language for row in rows])
        if take.sum() >= ENOUGH and (tones[take] == 0).sum() >= FEW:
            drawn[language], line = judged(f"employee_other, {language}", held[take], tones[take])
            lines.append(line)
    return {"europe": fit(np.ones(len(rows), dtype=bool))}, drawn, lines


def _even(prior: np.ndarray, x: csr_matrix) -> np.ndarray:
    """The same vector with a spread of one over the rows of its language."""
    return prior / fitting.score(x, prior).std()


def _fields_alone(row: Row) -> list[Row]:
    """A field of pros is praise and one of cons blame, whatever the stars."""
    _, pros, cons, _, _ = row.fields
    found = [Row((None, None, None, None, pros), 2, row.language)] if pros and len(pros.split()) > 2 else []
    return found + ([Row((None, None, None, None, cons), 0, row.language)] if cons and len(cons.split()) > 2 else [])
