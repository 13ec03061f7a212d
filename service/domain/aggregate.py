"""What two looks at a platform's own figures reveal without reading one review: how many of which star came or went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ROUNDED = 0.05
"""Half of the last digit that platforms show of a mean."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A platform's own figures on one look; the mean in stars, 1 to 5, the distribution by star "1" to "5"."""

    total: int | None
    rating: float | None
    distribution: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class NetChange:
    """What came less what went between two looks. A review that came and one that went hide each other."""

    reviews: int | None
    stars: Mapping[str, int] | None
    """By star, exact, where the platform shows its distribution."""
    mean_low: float | None
    mean_high: float | None
    """Between which the mean of what came lies: exact by the distribution, else as far as the rounded mean tells."""
    reason: str | None
    """Why a figure is missing, in words."""


def net_change(before: Figures, after: Figures) -> NetChange:
    """The net change from one look to a later one."""
    if before.distribution and after.distribution:
        return _by_stars(before.distribution, after.distribution)
    if before.total is None or after.total is None:
        return NetChange(None, None, None, None, "the platform stated no total on one of the two looks")
    came = after.total - before.total
    if before.rating is None or after.rating is None:
        return NetChange(came, None, None, None, "the platform stated no mean on one of the two looks")
    if came <= 0:
        return NetChange(
            came, None, None, None, "no more reviews than before: what came and what went cannot be told apart"
        )
    low = (after.total * (after.rating - ROUNDED) - before.total * (before.rating + ROUNDED)) / came
    high = (after.total * (after.rating + ROUNDED) - before.total * (before.rating - ROUNDED)) / came
    if low <= 1 and high >= 5:
        return NetChange(came, None, None, None, "the rounded mean tells nothing about so few among so many")
    return NetChange(came, None, round(max(1.0, low), 2), round(min(5.0, high), 2), None)


def _by_stars(before: Mapping[str, int], after: Mapping[str, int]) -> NetChange:
    stars = {star: after.get(star, 0) - before.get(star, 0) for star in ("1", "2", "3", "4", "5")}
    came = sum(stars.values())
    if came <= 0 or min(stars.values()) < 0:
        return NetChange(came, stars, None, None, None)
    mean = round(sum(int(star) * number for star, number in stars.items()) / came, 2)
    return NetChange(came, stars, mean, mean, None)
