"""A head is fitted to its end: where it stops early, cuts and curves move with the order in which numbers are added."""

from __future__ import annotations

import numpy as np

from training import fitting
from training.rows import authored


def test_a_head_is_fitted_to_its_end() -> None:
    rows = [row for row in authored("fi") if row.tone >= 0][:300]
    x, negative = fitting.matrix(rows, "nordic"), np.array([row.tone == 0 for row in rows])

    told = fitting.score(x, fitting.labelled(x, negative, strength=10.0))
    end = fitting.score(x, fitting.labelled(x, negative, strength=10.0, tolerance=1e-10))
    assert np.abs(told - end).max() < 0.01
