"""From labelled rows to one vector of weights: ordinal heads on the same features, folded into their weighed sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression, SGDClassifier

from service.domain.review import ReviewText
from service.understanding import hashed
from service.understanding.features import features as lexical
from service.understanding.features import listen
from service.understanding.tone_model import LETTERS, LEXICAL
from service.understanding.words import lay_out
from training.rows import Row

BATCH = 512
SEED = 20261123
HEADS = {1.5: 0.4, 2.5: 1.0, 3.5: 0.6, 4.5: 0.1}
"""Stars below which each head counts a review, and its share in the sum."""
ALPHA, PASSES = 1e-6, 8
TOLERANCE, MOST_STEPS = 1e-6, 2000
"""Where a small head is at its end. At the library's 1e-4 the bias still moved by a half, and cuts with it."""


def matrix(rows: Sequence[Row], group: str) -> csr_matrix:
    """One sparse row a review, exactly as the product sees it."""
    parts = []
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        told = [_told(row) for row in some] if any(row.language in LEXICAL for row in some) else ()
        parts.append(hashed.features([row.fields for row in some], letters=LETTERS[group], by_field=True, told=told))
    return stacked(parts)


def stacked(parts: Sequence[hashed.Features]) -> csr_matrix:
    """Batches of features as one matrix, a row a text."""
    shape = 1 << hashed.BITS
    whole = vstack(
        [
            csr_matrix((one.values, (one.reviews, one.buckets)), shape=(one.count, shape), dtype=np.float32)
            for one in parts
        ]
    ).tocsr()
    whole.sum_duplicates()
    return whole


def starred(x: csr_matrix, stars: np.ndarray) -> np.ndarray:
    """Heads at four limits of the stars, in one weighed sum."""
    return sum((share * averaged(x, stars < limit) for limit, share in HEADS.items()), np.zeros(x.shape[1] + 1))


def averaged(x: csr_matrix, positive: np.ndarray, alpha: float = ALPHA) -> np.ndarray:
    """One head for large sets: averaged stochastic gradient descent. The last number is the bias."""
    head: Any = SGDClassifier(
        loss="log_loss", alpha=alpha, max_iter=PASSES, tol=None, random_state=SEED, average=True
    ).fit(x, positive)
    return np.append(head.coef_[0], head.intercept_[0])


def labelled(
    x: csr_matrix,
    positive: np.ndarray,
    weight: np.ndarray | None = None,
    strength: float = 3.0,
    priors: Sequence[np.ndarray] = (),
    tolerance: float = TOLERANCE,
) -> np.ndarray:
    """One head for small sets: logistic regression to its end, or to where `tolerance` stops it. The last number is the bias.

    Of a million buckets most are empty here and would weigh nothing; leaving them out is the same and ten times faster.
    `priors`: vectors learnt elsewhere. What each makes of a row is one more feature, and its share is added to the head,
    so that words which these rows never use are weighed too.
    """
    used = np.unique(x.indices)
    seen = hstack([x[:, used], *(csr_matrix(score(x, prior).astype(np.float32)[:, None]) for prior in priors)]).tocsr()
    head = LogisticRegression(C=strength, max_iter=MOST_STEPS, tol=tolerance).fit(seen, positive, sample_weight=weight)
    vector = np.zeros(x.shape[1] + 1)
    vector[used], vector[-1] = head.coef_[0, : len(used)], head.intercept_[0]
    for share, prior in zip(head.coef_[0, len(used) :], priors, strict=True):
        vector += float(share) * prior
    return vector


def score(x: csr_matrix, vector: np.ndarray) -> np.ndarray:
    """What a vector makes of rows."""
    return x @ vector[:-1] + vector[-1]


def folds(keys: Sequence[str], count: int = 5) -> np.ndarray:
    """A fold for each row; equal keys share one."""
    names = {key: number for number, key in enumerate(sorted(set(keys)))}
    place = np.random.default_rng(SEED).permutation(len(names)) % count
    return place[[names[key] for key in keys]]


def _told(row: Row) -> dict[str, float]:
    if row.language not in LEXICAL:
        return {}
    laid = lay_out(ReviewText(**dict(zip(hashed.FIELDS, row.fields, strict=True))))
    return lexical(laid, listen(laid, row.language))
