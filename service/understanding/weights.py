"""The trained weights: one small file, checked against its sum before anything believes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

FOLDER = "models"
NAME = "tone"
LARGEST = 1_000_000
"""Bytes of all weights together, packed."""
UNLIKELIEST = 1e-4
"""No text is less likely than this to be negative, or to be anything else: a curve of few rows may say so."""
Vector = NDArray[np.float32]


class WeightsUnusable(Exception):
    """The weights are missing, cut short, or not those that were measured; the lexicon serves instead."""


@dataclass(frozen=True, slots=True)
class Curve:
    """For one language: what a score means, and where the tones begin."""

    scores: tuple[float, ...]
    chances: tuple[float, ...]
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
        return np.interp(scores, self.scores, self.chances).round(4).clip(UNLIKELIEST, 1 - UNLIKELIEST)


@dataclass(frozen=True, slots=True)
class Weights:
    """Vectors by name (the last number of each is its bias), and a curve for each language that was measured."""

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
    return Weights(about["version"], _Vectors(about, body), curves, about.get("limits", {}))


def pack(
    version: str,
    vectors: Mapping[str, NDArray[np.float64]],
    kept: Callable[[str], int],
    curves: Mapping[str, Any],
    limits: Mapping[str, float],
    bits: int,
) -> tuple[bytes, bytes, str]:
    """The three files of new weights: of each vector its `kept(name)` largest, a byte each on a square-root scale."""
    about: list[dict[str, Any]] = []
    body = b""
    for name, vector in vectors.items():
        largest = np.sort(np.argsort(-np.abs(vector[:-1]), kind="stable")[: kept(name)])
        steps = np.diff(largest, prepend=0)
        scale = float(np.abs(vector[largest]).max())
        small = np.sign(vector[largest]) * np.round(127 * np.sqrt(np.abs(vector[largest]) / scale))
        about.append({"name": name, "count": len(largest), "scale": scale, "bias": float(vector[-1])})
        body += steps.astype("<u4").tobytes() + small.astype(np.int8).tobytes()
    whole = {"version": version, "bits": bits, "vectors": about, "curves": curves, "limits": limits}
    told = json.dumps(whole, sort_keys=True, indent=1)
    packed = zstandard.ZstdCompressor(level=19).compress(body)
    return told.encode(), packed, hashlib.sha256(told.encode() + packed).hexdigest()


class _Vectors(Mapping[str, Vector]):
    """Vectors as they are packed; each is laid out when it is first asked for."""

    def __init__(self, about: Mapping[str, Any], body: bytes) -> None:
        self._about = {one["name"]: one for one in about["vectors"]}
        self._size, self._body, self._made = (1 << about["bits"]) + 1, body, dict[str, Vector]()
        ends = accumulate(5 * one["count"] for one in about["vectors"])
        self._starts = dict(zip(self._about, (0, *ends), strict=False))

    def __getitem__(self, name: str) -> Vector:
        if name not in self._made:
            self._made[name] = self._laid_out(self._about[name], self._starts[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._about)

    def __len__(self) -> int:
        return len(self._about)

    def _laid_out(self, one: Mapping[str, Any], at: int) -> Vector:
        count = one["count"]
        steps = np.frombuffer(self._body, "<u4", count, at)
        small = np.frombuffer(self._body, np.int8, count, at + 4 * count).astype(np.float32)
        vector = np.zeros(self._size, dtype=np.float32)
        vector[np.cumsum(steps.astype(np.int64))] = np.sign(small) * (small / 127) ** 2 * one["scale"]
        vector[-1] = one["bias"]
        return vector


def _curve(told: Mapping[str, Any]) -> Curve:
    scores, chances = zip(*told["knots"], strict=True)
    names = ("recall", "precision", "flagged")
    measured = {name: told[name] for name in names if name in told} | dict(told.get("measured", {}))
    return Curve(scores, chances, told["negative"], told["positive"], told["reply"], measured)


def _shipped(suffix: str) -> bytes:
    path = resources.files(__package__) / FOLDER / f"{NAME}{suffix}"
    try:
        return path.read_bytes()
    except OSError as problem:
        raise WeightsUnusable(f"the tone weights are missing ({problem.strerror}): install the package again") from None
