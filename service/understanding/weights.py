"""The trained weights: one small file, checked against its sum before anything believes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from service.understanding.vectors import Packed, Vector, pack_one

FOLDER = "models"
NAME = "tone"
LARGEST = 1_000_000
"""Bytes of all weights together, packed."""
UNLIKELIEST = 1e-4
"""No text is less likely than this to be negative, or to be anything else: a curve of few rows may say so."""


class WeightsUnusable(Exception):
    """The weights are missing, cut short, or not those that were measured; the lexicon serves instead."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """For one language: what a score means, and where the tones begin."""

    scores: NDArray[np.float64]
    chances: NDArray[np.float64]
    negative: float
    """From this probability on a text is called negative."""
    positive: float
    """Up to this one it is called positive."""
    reply: float
    """From this one on it wants an answer."""
    told: Mapping[str, float]
    """How the curve was measured on held-out rows: recall and precision of `reply`, the share it flags, rows, AUC, F1,
    calibration error."""

    def chances_of(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probabilities that a reader would call texts of these scores negative; never none at all, nor certainty."""
        chances = np.interp(scores, self.scores, self.chances).round(4)
        return np.minimum(np.maximum(chances, UNLIKELIEST), 1 - UNLIKELIEST)


@dataclass(frozen=True, slots=True)
class Weights:
    """Vectors by name, and a curve for each language that was measured."""

    version: str
    vectors: Mapping[str, Vector]
    curves: Mapping[str, Curve]
    limits: Mapping[str, float]
    """By language: the log odds from which a passage is urgent."""


@cache
def weights() -> Weights | None:
    """The shipped weights; None when they cannot be used, and then `why_not` says why."""
    try:
        return read(_shipped(".json"), _shipped(".bin"), _shipped(".sha256").decode("ascii"))
    except WeightsUnusable:
        return None


def why_not() -> str | None:
    """Why the shipped weights cannot be used; None when they can."""
    try:
        read(_shipped(".json"), _shipped(".bin"), _shipped(".sha256").decode("ascii"))
    except WeightsUnusable as problem:
        return str(problem)
    return None


def read(told: bytes, packed: bytes, expected: str) -> Weights:
    """Weights from the three files. Raises `WeightsUnusable`."""
    if hashlib.sha256(told + packed).hexdigest() != expected.strip():
        raise WeightsUnusable("the tone weights are not those that were measured: install the package again")
    about = json.loads(told)
    body = zstandard.ZstdDecompressor().decompress(packed, max_output_size=8 * LARGEST)
    curves = {language: _curve(curve) for language, curve in about["curves"].items()}
    return Weights(
        about["version"], Packed(about["vectors"], body, 1 << about["bits"]), curves, about.get("limits", {})
    )


def pack(
    version: str,
    vectors: Mapping[str, NDArray[np.float64]],
    kept: Callable[[str], int],
    curves: Mapping[str, Any],
    limits: Mapping[str, float],
    bits: int,
) -> tuple[bytes, bytes, str]:
    """The three files of new weights: of each vector (its bias the last number) the `kept(name)` largest, a byte each."""
    packs = [pack_one(name, vector, kept(name)) for name, vector in vectors.items()]
    about, body = [told for told, _ in packs], b"".join(body for _, body in packs)
    whole = {"version": version, "bits": bits, "vectors": about, "curves": curves, "limits": limits}
    told = json.dumps(whole, sort_keys=True, indent=1)
    packed = zstandard.ZstdCompressor(level=19).compress(body)
    return told.encode(), packed, hashlib.sha256(told.encode() + packed).hexdigest()


def _curve(told: Mapping[str, Any]) -> Curve:
    scores, chances = np.array(told["knots"], dtype=np.float64).T.copy()
    names = ("recall", "precision", "flagged")
    measured = {name: told[name] for name in names if name in told} | dict(told.get("measured", {}))
    return Curve(scores, chances, told["negative"], told["positive"], told["reply"], measured)


def _shipped(suffix: str) -> bytes:
    path = resources.files(__package__) / FOLDER / f"{NAME}{suffix}"
    try:
        return path.read_bytes()
    except OSError as problem:
        raise WeightsUnusable(f"the tone weights are missing ({problem.strerror}): install the package again") from None
