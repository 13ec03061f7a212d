"""English: stars of employees, four ordinal heads; folds by row and by company, and what the licensed part alone would give."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training import fitting
from training.judging import Curve, held_out, judged
from training.rows import table

LICENSED = frozenset({"csshlok/4994-Research-Project", "chris10davies/MSDS692-Data-Science-Practicum"})
"""Repositories with a licence file (MIT, read in the stored copies); the others state none that was found."""


def english(data: Path) -> tuple[dict[str, np.ndarray], dict[str, Curve], list[str]]:
    """The vector, its curve, and lines for the table."""
    rows = list(table(data / "employee_en.dev.tsv.gz"))
    x, stars = fitting.matrix(rows, "en"), np.array([row.stars for row in rows])
    tone, free = np.array([row.tone for row in rows]), np.array([row.source in LICENSED for row in rows])

    def fit(seen: np.ndarray) -> np.ndarray:
        return fitting.starred(x[seen], stars[seen])

    place = fitting.folds([str(n) for n in range(len(rows))])
    curve, line = judged("employee_en, folds by rows", held_out(x, place, fit), tone)
    companies = fitting.folds([row.company for row in rows])
    _, apart = judged("employee_en, folds by companies", held_out(x, companies, fit), tone)
    alone = held_out(x, place, lambda seen: fit(seen & free))
    _, licensed = judged(f"the same by rows, learnt from the {free.sum()} licensed ones", alone, tone)
    return {"en": fit(np.ones(len(rows), dtype=bool))}, {"en": curve}, [line, apart, licensed]
