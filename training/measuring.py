"""How good: area under the curve, best F1, calibration; and the knots and cuts that follow from held-out scores."""

from __future__ import annotations

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

KNOTS = 24
ENOUGH = 1000
"""Rows from which a curve is fitted freely; below, a logistic one."""
RECALL = 0.80


def auc(scores: np.ndarray, negative: np.ndarray) -> float:
    """Area under the receiver's curve, negative against the rest."""
    return float(roc_auc_score(negative, scores))


def f1_at(flagged: np.ndarray, negative: np.ndarray) -> float:
    """F1 of the negative class."""
    hit = float((flagged & negative).sum())
    return 2 * hit / max(flagged.sum() + negative.sum(), 1)


def calibrated(scores: np.ndarray, negative: np.ndarray) -> list[list[float]]:
    """Points [score, probability] between which is interpolated."""
    low, high = np.quantile(scores, [0.002, 0.998])
    if len(scores) >= ENOUGH:
        smooth = IsotonicRegression(y_min=0.005, y_max=0.995, out_of_bounds="clip").fit(scores, negative)
        at = np.unique(np.quantile(scores, np.linspace(0.002, 0.998, KNOTS)))
        return _rising(at, smooth.predict(at))
    curve = LogisticRegression(C=1e3).fit(scores[:, None], negative)
    at = np.linspace(low, high, KNOTS)
    return _rising(at, curve.predict_proba(at[:, None])[:, 1])


def _rising(at: np.ndarray, p: np.ndarray) -> list[list[float]]:
    """Strictly rising by a hair, so that the order of texts is kept."""
    steady = np.maximum.accumulate(p) + 1e-4 * np.arange(len(p)) / len(p)
    return [[round(float(x), 4), round(float(min(y, 0.998)), 5)] for x, y in zip(at, steady, strict=True)]


def calibration_error(p: np.ndarray, negative: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equally filled bins."""
    parts = np.array_split(np.argsort(p, kind="stable"), bins)
    return float(sum(len(part) * abs(p[part].mean() - negative[part].mean()) for part in parts) / len(p))


def cuts(p: np.ndarray, tone: np.ndarray) -> tuple[float, float]:
    """The probability from which a text is called negative (best F1), and below which positive (best macro-F1)."""
    grid = np.unique(np.quantile(p, np.linspace(0.01, 0.99, 150)))
    negative = max(grid, key=lambda cut: f1_at(p >= cut, tone == 0))

    def macro(cut: float) -> float:
        told = np.where(p >= negative, 0, np.where(p <= cut, 2, 1))
        return sum(f1_at(told == c, tone == c) for c in range(3))

    below = grid[grid < negative * 0.9]
    positive = max(below, key=macro) if len(below) else negative * 0.5
    return round(float(negative), 4), round(float(positive), 4)


def reply(p: np.ndarray, wanted: np.ndarray, recall: float = RECALL) -> dict[str, float]:
    """The highest probability at which so large a share of the wanted is found, and what it costs."""
    limit = round(float(np.quantile(p[wanted], 1 - recall)), 4)
    flagged = p >= limit
    hit = float((flagged & wanted).sum())
    return {
        "reply": limit,
        "recall": round(hit / max(wanted.sum(), 1), 3),
        "precision": round(hit / max(flagged.sum(), 1), 3),
        "flagged": round(float(flagged.mean()), 3),
    }
