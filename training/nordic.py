"""Swedish, Norwegian, Danish, Finnish: employees from our own corpus, Swedish customers beside them, and which of the two wrote."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.sparse import vstack
from sklearn.linear_model import LogisticRegression

from service.understanding.tone_model import CONSUMER, DOMAIN, mix
from training import fitting
from training.judging import Curve, evaluated, held_out, judged
from training.rows import authored, table

LANGUAGES = ("sv", "fi", "no", "da")
STRENGTH = 10.0
"""Our corpus is large and clean enough to be listened to closely (3 gives .002 less)."""


def nordic(data: Path) -> tuple[dict[str, np.ndarray], dict[str, Curve], list[str]]:
    """Three vectors, a curve a language, and lines for the table."""
    own = [row for row in authored() if row.language in LANGUAGES and row.tone >= 0]
    customers = list(table(data / "sv_reviews.dev.tsv.gz"))
    x, negative = fitting.matrix(own, "nordic"), np.array([row.tone == 0 for row in own])
    c, unhappy = fitting.matrix(customers, "nordic"), np.array([row.tone == 0 for row in customers])
    both, works = vstack([x, c]).tocsr(), np.array([True] * len(own) + [False] * len(customers))
    place = fitting.folds([str(n) for n in range(len(works))])

    def employees(seen: np.ndarray) -> np.ndarray:
        mine = seen[: len(own)]
        return fitting.labelled(x[mine], negative[mine], strength=STRENGTH)

    def buyers(seen: np.ndarray) -> np.ndarray:
        theirs = seen[len(own) :]
        return fitting.labelled(c[theirs], unhappy[theirs])

    def domain(seen: np.ndarray) -> np.ndarray:
        return fitting.labelled(both[seen], works[seen])

    held = {name: held_out(both, place, fit) for name, fit in (("e", employees), ("b", buyers), ("d", domain))}
    to_scale = _scale(held["e"][: len(own)], negative, held["b"][len(own) :], unhappy)
    mixed = mix(held["e"], held["b"] * to_scale[0] + to_scale[1], held["d"])
    everything = np.ones(len(works), dtype=bool)
    vectors = {"nordic": employees(everything), CONSUMER: buyers(everything), DOMAIN: domain(everything)}
    vectors[CONSUMER] = vectors[CONSUMER] * to_scale[0]
    vectors[CONSUMER][-1] += to_scale[1]
    drawn, lines = _curves(own, mixed[: len(own)])
    tones = np.array([row.tone for row in customers])
    _, line = judged("sv_reviews (customers)", mixed[len(own) :], tones, curve=drawn["sv"])
    _, alone = judged("the same, learnt from our own corpus alone", held["e"][len(own) :], tones, curve=drawn["sv"])
    lines += [line, alone, *(evaluated(data / f"{code}_employer.dev.tsv", vectors, drawn[code]) for code in LANGUAGES)]
    return vectors, drawn, lines


def _curves(own: list, held: np.ndarray) -> tuple[dict[str, Curve], list[str]]:
    drawn, lines = {}, []
    for code in LANGUAGES:
        take = np.array([row.language == code for row in own])
        tones = np.array([row.tone for row in own])[take]
        replies = np.array([bool(row.needs_reply) for row in own])[take]
        drawn[code], line = judged(f"own corpus, {code}", held[take], tones, wanted=replies)
        lines.append(line)
    return drawn, lines


def _scale(
    employees: np.ndarray, negative: np.ndarray, customers: np.ndarray, unhappy: np.ndarray
) -> tuple[float, float]:
    """What makes a customer's score mean the same chance as an employee's, so that one curve serves both."""
    mine, theirs = (
        LogisticRegression(C=1e3).fit(scores[:, None], truth)
        for scores, truth in ((employees, negative), (customers, unhappy))
    )
    steep = float(mine.coef_[0, 0])
    return float(theirs.coef_[0, 0]) / steep, float(theirs.intercept_[0] - mine.intercept_[0]) / steep
