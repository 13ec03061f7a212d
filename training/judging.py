"""Held-out scores judged: the curve they give, what it is worth, and a line for the table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from service.understanding.tone_model import CONSUMER, DOMAIN, mix
from training import fitting, measuring
from training.rows import table

Curve = dict[str, Any]


def held_out(x: csr_matrix, place: np.ndarray, fit: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The score of each row by a vector that never saw its fold; `fit` is given which rows it may see."""
    held = np.zeros(len(place))
    for fold in range(place.max() + 1):
        held[place == fold] = fitting.score(x[place == fold], fit(place != fold))
    return held


def judged(
    name: str, held: np.ndarray, tone: np.ndarray, curve: Curve | None = None, wanted: np.ndarray | None = None
) -> tuple[Curve, str]:
    """The curve that held-out scores give, and what it is worth on folds of its own.

    `wanted`: which texts want an answer, where somebody has said so; else the negative ones.
    """
    negative, p = tone == 0, np.zeros(len(held))
    place = fitting.folds([str(n) for n in range(len(held))])
    for fold in range(5):
        seen = place != fold
        knots = measuring.calibrated(held[seen], negative[seen]) if curve is None else curve["knots"]
        p[~seen] = np.interp(held[~seen], *zip(*knots, strict=True))
    told = curve or _curve(held, tone, p, negative if wanted is None else wanted)
    f1, area = measuring.f1_at(p >= told["negative"], negative), measuring.auc(held, negative)
    return told, f"| {name} | {len(held)} | {f1:.3f} | {area:.3f} | {measuring.calibration_error(p, negative):.3f} |"


def _curve(held: np.ndarray, tone: np.ndarray, p: np.ndarray, wanted: np.ndarray) -> Curve:
    negative = tone == 0
    low, high = measuring.cuts(p, tone)
    return {
        "knots": measuring.calibrated(held, negative),
        "negative": low,
        "positive": high,
        **measuring.reply(p, wanted),
        "measured": {
            "rows": len(held),
            "auc": round(measuring.auc(held, negative), 3),
            "f1": round(measuring.f1_at(p >= low, negative), 3),
            "error": round(measuring.calibration_error(p, negative), 3),
        },
    }


def evaluated(path: Path, vectors: dict[str, np.ndarray], curve: Curve) -> str:
    """A Nordic set that was never trained on, not even in folds."""
    rows = list(table(path))
    x, tone = fitting.matrix(rows, "nordic"), np.array([row.tone for row in rows])
    held = mix(*(fitting.score(x, vectors[name]) for name in ("nordic", CONSUMER, DOMAIN)))
    p = np.interp(held, *zip(*curve["knots"], strict=True))
    f1 = measuring.f1_at(p >= curve["negative"], tone == 0)
    error = measuring.calibration_error(p, tone == 0, bins=5)
    name = f"{path.name.split('.')[0]} (evaluation only)"
    return f"| {name} | {len(rows)} | {f1:.3f} | {measuring.auc(held, tone == 0):.3f} | {error:.3f} |"
