"""Scores as a statistician would defend them; docs/method.md has the formulas with their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, isclose, sqrt
from statistics import NormalDist

STRENGTH = 10.0
"""k: how many reviews the prior counts for."""
HALF_LIFE = 6.0
"""Months after which a review counts half."""
LEVEL = 0.90
"""Of every interval."""
DAYS_A_MONTH = 30.4375
TOO_FEW = 10
"""Effective number of reviews under which no mean is given, only the interval."""
STARS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed before any review of this employer: mean and standard deviation in stars."""

    mean: float
    spread: float


UNIFORM = Prior(3.0, sqrt(2.0))
"""Every star equally likely: without competitors to compare with nothing better is known."""


@dataclass(frozen=True, slots=True)
class Rated:
    """One review: stars 1-5 (may be fractional) and age in months at the month's end."""

    stars: float
    age: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing in stars with its 90 % interval; `effective_n` is Kish's."""

    mean: float
    low: float
    high: float
    variance: float
    effective_n: float
    weight: float


def z(level: float = LEVEL) -> float:
    """Half-width of a two-sided interval in standard errors."""
    return NormalDist().inv_cdf((1 + level) / 2)


def weight(age: float, half_life: float = HALF_LIFE) -> float:
    """2^(-age / half-life), ages and half-life in months; nothing is younger than the month's end."""
    return float(2.0 ** (-max(age, 0.0) / half_life))


def spread_over_stars(stars: float) -> dict[int, float]:
    """A fractional rating split between its neighbours, so that the mean is kept: 3.5 is half a 3 and half a 4."""
    stars = min(max(stars, 1.0), 5.0)
    below = min(floor(stars), 4)
    share = stars - below
    return {below: 1.0 - share, below + 1: share}


def distribution(rated: Sequence[Rated], half_life: float = HALF_LIFE) -> dict[int, float]:
    """Weighted shares of 1 to 5 stars, summing to 1; all zero without reviews."""
    total = sum(weight(item.age, half_life) for item in rated)
    shares = dict.fromkeys(STARS, 0.0)
    for item in rated:
        for star, part in spread_over_stars(item.stars).items():
            shares[star] += part * weight(item.age, half_life) / total
    return shares


def standing(rated: Sequence[Rated], prior: Prior, half_life: float = HALF_LIFE) -> Standing:
    """The posterior mean m = (k mu0 + sum w x) / (k + sum w) with Var = B^2 s0^2/(k+1) + (1-B)^2 s^2 sum w^2/(sum w)^2."""
    weights = [weight(item.age, half_life) for item in rated]
    total, squares = sum(weights), sum(w * w for w in weights)
    mean = (STRENGTH * prior.mean + sum(w * item.stars for w, item in zip(weights, rated, strict=True))) / (
        STRENGTH + total
    )
    pull = STRENGTH / (STRENGTH + total)
    own = _variance(rated, half_life) if len(rated) > 1 else prior.spread**2
    sampling = own * squares / total**2 if total > 0 else 0.0
    variance = pull**2 * prior.spread**2 / (STRENGTH + 1) + (1 - pull) ** 2 * sampling
    low, high = interval(mean, variance)
    return Standing(mean, max(1.0, low), min(5.0, high), variance, total**2 / squares if squares > 0 else 0.0, total)


def interval(mean: float, variance: float) -> tuple[float, float]:
    """The normal 90 % interval."""
    half = z() * sqrt(variance)
    return mean - half, mean + half


def _variance(rated: Sequence[Rated], half_life: float) -> float:
    shares = distribution(rated, half_life)
    mean = sum(star * share for star, share in shares.items())
    return sum(share * (star - mean) ** 2 for star, share in shares.items())


def combined(parts: Mapping[str, tuple[Standing, Prior, int]], weights: Mapping[str, float]) -> Standing:
    """Distance from the panel over platforms, sum v (m - panel), never raw stars: platforms differ in level (Cloos 2021).

    `parts` has per platform the standing, its panel and the panel's number of reviews; variance sum v^2 (V + V_panel).
    """
    mean = sum(weights[name] * (own.mean - panel.mean) for name, (own, panel, _) in parts.items())
    variance = sum(
        weights[name] ** 2 * (own.variance + panel.spread**2 / max(n, 1)) for name, (own, panel, n) in parts.items()
    )
    low, high = interval(mean, variance)
    return Standing(mean, low, high, variance, 0.0, 0.0)


def bounds(mean: float, held: int, shown: int) -> tuple[float, float] | None:
    """Where the standing would lie if all reviews we miss were 1, or 5 stars; none when none is missed.

    `shown` is how many the platform says it has, `held` how many of them we have.
    """
    if shown <= 0 or held >= shown:
        return None
    have = held / shown
    return have * mean + (1 - have), have * mean + (1 - have) * 5


def wilson(count: int, of: int, level: float = LEVEL) -> tuple[float, float] | None:
    """Wilson's interval for a share (Wilson 1927); none of nothing."""
    if of <= 0:
        return None
    q = z(level) ** 2
    centre, width = (count + q / 2) / (of + q), z(level) / (of + q) * sqrt(count * (of - count) / of + q / 4)
    return max(0.0, centre - width), min(1.0, centre + width)


def share_of(count: int, of: int) -> dict[str, float | None]:
    """A share as it is told everywhere: what it counts, of how many, and its 90 % interval; no number of nothing."""
    low, high = wilson(count, of) or (None, None)
    told = {"share": count / of if of else None, "low": low, "high": high}
    return {"count": count, "of": of, **{name: value and round(value, 4) for name, value in told.items()}}


@dataclass(frozen=True, slots=True)
class Measured:
    """A share measured on `of` cases, e.g. a classifier's sensitivity on labelled reviews."""

    share: float
    of: int

    @property
    def variance(self) -> float:
        """Of the share as an estimate."""
        return self.share * (1 - self.share) / self.of


def rogan_gladen(found: Measured, sensitivity: Measured, specificity: Measured) -> tuple[float, float, float] | None:
    """The true share behind what a classifier found, (p + Sp - 1)/(Se + Sp - 1), with its 90 % interval by the delta
    method over p, Se and Sp (Rogan & Gladen 1978). None when the classifier tells nothing apart."""
    youden = sensitivity.share + specificity.share - 1
    if youden <= 0 or isclose(youden, 0.0):
        return None
    true = (found.share + specificity.share - 1) / youden
    variance = (found.variance + true**2 * sensitivity.variance + (1 - true) ** 2 * specificity.variance) / youden**2
    low, high = interval(true, variance)
    return min(max(true, 0.0), 1.0), min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0)
