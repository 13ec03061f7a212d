"""Standing: where the stars put the employer, per platform first, with interval and effective n."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from service.domain import score
from service.domain.audit import Declared, MonthFacts, Panel, ReviewFact
from service.domain.month import Month
from service.domain.score import Prior, Rated, Standing

EMPLOYEE = "employee"
HALF_LIVES = (3, 4, 6, 9, 12)
CHANGE_NEEDS = 20
"""New reviews a month under which no change from month to month is spoken of."""


class _Standing:
    slug = "standing"

    def measure(self, facts: MonthFacts) -> Mapping[str, Any]:
        """Standings per platform (employees), those of other audiences apart, and their distance from the competitors."""
        known = [review for review in facts.reviews if review.published_on <= facts.month.last]
        groups = _grouped([review for review in known if review.rating is not None])
        fresh = sum(review.published_on >= facts.month.first for review in known if review.audience == EMPLOYEE)
        shown = {key: _platform(key, reviews, facts) for key, reviews in groups.items()}
        together, reason = _combined(groups, facts)
        return {
            "platforms": [row for (_, audience), row in shown.items() if audience == EMPLOYEE],
            "apart": [row for (_, audience), row in shown.items() if audience != EMPLOYEE],
            "combined": together,
            "combined_reason": reason,
            "new_reviews": fresh,
            "monthly_change": None,
            "monthly_change_reason": "standing.too_few_for_change"
            if fresh < CHANGE_NEEDS
            else "standing.change_not_judged",
        }


def _grouped(reviews: Sequence[ReviewFact]) -> dict[tuple[str, str], list[ReviewFact]]:
    keys = sorted({(review.platform, review.audience) for review in reviews})
    return {key: [review for review in reviews if (review.platform, review.audience) == key] for key in keys}


def _rated(reviews: Sequence[ReviewFact], last: date) -> list[Rated]:
    return [
        Rated(review.rating, (last - review.published_on).days / score.DAYS_A_MONTH)
        for review in reviews
        if review.rating is not None
    ]


def _platform(key: tuple[str, str], reviews: Sequence[ReviewFact], facts: MonthFacts) -> dict[str, Any]:
    platform, audience = key
    rated, panel = _rated(reviews, facts.month.last), facts.panel.get(platform)
    prior = _prior(panel)
    found = score.standing(rated, prior)
    declared = next((look for look in facts.declared if look.platform == platform), None)
    few = found.effective_n < score.TOO_FEW
    return {
        "platform": platform,
        "audience": audience,
        "mean": None if few else round(found.mean, 4),
        "low": round(found.low, 4),
        "high": round(found.high, 4),
        "effective_n": round(found.effective_n, 2),
        "reviews": len(rated),
        "distribution": {str(star): round(share, 4) for star, share in score.distribution(rated).items()},
        "half_life_months": score.HALF_LIFE,
        **_ages(rated, facts.month),
        "too_few": few,
        "prior": _told(prior, panel),
        "bounds": None if few else _bounds(found, declared),
        "sensitivity": [] if few else _sensitivity(rated, prior),
        "declared": _declared(declared),
    }


def _prior(panel: Panel | None) -> Prior:
    return Prior(panel.mean, panel.spread) if panel else score.UNIFORM


def _told(prior: Prior, panel: Panel | None) -> dict[str, Any]:
    return {
        "mean": round(prior.mean, 4),
        "spread": round(prior.spread, 4),
        "source": "panel" if panel else "uniform",
        "reviews": panel.reviews if panel else 0,
        "employers": panel.employers if panel else 0,
    }


def _sensitivity(rated: Sequence[Rated], prior: Prior) -> list[dict[str, float]]:
    """What the mean would be with another half-life: the one choice in the formula a reader may doubt."""
    return [
        {"half_life_months": months, "mean": round(score.standing(rated, prior, months).mean, 4)}
        for months in HALF_LIVES
    ]


def _ages(rated: Sequence[Rated], month: Month) -> dict[str, float]:
    """How old the picture is, and how much of it is this month's: the lag that no formula hides.

    Rows exist only for platforms with ratings, so the total is never nothing. A month is told by its own length:
    28 days before the end of February is January already.
    """
    total = sum(score.weight(item.age) for item in rated)
    begun = (month.last - month.first).days / score.DAYS_A_MONTH
    this_month = sum(score.weight(item.age) for item in rated if item.age <= begun)
    age = sum(score.weight(item.age) * item.age for item in rated) / total
    return {"mean_age_months": round(age, 2), "month_weight_share": round(this_month / total, 4)}


def _bounds(found: Standing, declared: Declared | None) -> list[float] | None:
    shown = declared and (declared.total_all or declared.total)
    limits = score.bounds(found.mean, declared.held, shown) if declared and shown else None
    return [round(limit, 4) for limit in limits] if limits else None


def _declared(look: Declared | None) -> dict[str, Any] | None:
    if look is None:
        return None
    return {
        "rating": look.rating,
        "total": look.total,
        "total_all": look.total_all,
        "distribution": dict(look.distribution) if look.distribution else None,
        "seen_at": look.seen_at.isoformat(timespec="seconds"),
        "held": look.held,
    }


def _combined(
    groups: Mapping[tuple[str, str], Sequence[ReviewFact]], facts: MonthFacts
) -> tuple[dict[str, Any] | None, str | None]:
    parts = {}
    for (platform, audience), reviews in groups.items():
        panel, rated = facts.panel.get(platform), _rated(reviews, facts.month.last)
        if audience == EMPLOYEE and panel is not None and rated:
            prior = _prior(panel)
            parts[platform] = (score.standing(rated, prior), prior, panel.reviews)
    if not parts:
        return None, "standing.combined.no_panel"
    if len(parts) < 2:
        return None, "standing.combined.one_platform"
    weights = {platform: 1 / len(parts) for platform in parts}
    found = score.combined(parts, weights)
    told = {"mean_difference": found.mean, "low": found.low, "high": found.high}
    return {**{name: round(value, 4) for name, value in told.items()}, "weights": weights}, None


METRIC = _Standing()
