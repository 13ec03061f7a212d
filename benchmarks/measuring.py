"""Timing in one run: both sides in turn, the best of several rounds of each, so that a busy machine harms both alike."""

from __future__ import annotations

import time
from collections.abc import Callable


def best_of(rounds: int, *sides: Callable[[], object]) -> list[float]:
    """Seconds of each side's best round; the sides take turns."""
    best = [float("inf")] * len(sides)
    for _ in range(rounds):
        for place, side in enumerate(sides):
            start = time.perf_counter()
            side()
            best[place] = min(best[place], time.perf_counter() - start)
    return best
