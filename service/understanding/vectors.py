"""What each hashed feature weighs: a byte a bucket, on a square-root scale, and how that is packed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.understanding.hashed import Features, Scores

STEPS = 127
"""Sizes a weight may have, either way."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A weight for each bucket, and a bias. The bytes of all buckets fit where four times as many did not: the cache."""

    codes: NDArray[np.uint8]
    """Of each bucket, which of the table's weights it has."""
    table: NDArray[np.float32]
    bias: float

    def scores(self, seen: Features) -> Scores:
        """The weighed sum of each review's features."""
        return seen.summed(self.table.take(self.codes.take(seen.buckets))) + self.bias


class Packed(Mapping[str, Vector]):
    """Vectors as they are packed; each is laid out when it is first asked for."""

    def __init__(self, about: Sequence[Mapping[str, Any]], body: bytes, buckets: int) -> None:
        self._about = {one["name"]: one for one in about}
        self._body, self._buckets, self._made = body, buckets, dict[str, Vector]()
        ends = accumulate(5 * one["count"] for one in about)
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
        small = np.frombuffer(self._body, np.int8, count, at + 4 * count)
        codes = np.full(self._buckets, STEPS, dtype=np.uint8)
        codes[np.cumsum(steps.astype(np.int64))] = small.astype(np.int16) + STEPS
        sizes = np.arange(-STEPS, STEPS + 1).astype(np.float32)
        return Vector(codes, np.sign(sizes) * (sizes / STEPS) ** 2 * one["scale"], float(np.float32(one["bias"])))


def pack_one(name: str, vector: NDArray[np.float64], kept: int) -> tuple[dict[str, Any], bytes]:
    """What `Packed` reads of one vector, whose last number is its bias: about it, and its `kept` largest weights."""
    largest = np.sort(np.argsort(-np.abs(vector[:-1]), kind="stable")[:kept])
    steps = np.diff(largest, prepend=0)
    scale = float(np.abs(vector[largest]).max())
    small = np.sign(vector[largest]) * np.round(STEPS * np.sqrt(np.abs(vector[largest]) / scale))
    about = {"name": name, "count": len(largest), "scale": scale, "bias": float(vector[-1])}
    return about, steps.astype("<u4").tobytes() + small.astype(np.int8).tobytes()
