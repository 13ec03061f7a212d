"""Themes: what the last twelve months' reviews speak of, for and against; none that fewer than five touch."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from service.domain.audit import MonthFacts

MINIMUM = 5
"""k: a cut with fewer reviews could point at a writer."""


class _Themes:
    slug = "themes"

    def measure(self, facts: MonthFacts) -> Mapping[str, Any]:
        """Reviews per theme by polarity, most touched first; `hidden` counts the themes left out as too small."""
        first = date(facts.month.year - (facts.month.number < 12), facts.month.number % 12 + 1, 1)
        touched: dict[str, Counter[int]] = defaultdict(Counter)
        for review in facts.reviews:
            if review.audience == "employee" and first <= review.published_on <= facts.month.last:
                for theme, polarity in review.themes.items():
                    touched[theme][polarity] += 1
        shown = {theme: counts for theme, counts in touched.items() if counts.total() >= MINIMUM}
        return {
            "from": first.isoformat(),
            "to": facts.month.last.isoformat(),
            "minimum": MINIMUM,
            "themes": [
                _row(theme, shown[theme]) for theme in sorted(shown, key=lambda name: (-shown[name].total(), name))
            ],
            "hidden": len(touched) - len(shown),
        }


def _row(theme: str, counts: Counter[int]) -> dict[str, Any]:
    return {
        "theme": theme,
        "reviews": counts.total(),
        "positive": counts[1],
        "negative": counts[-1],
        "neutral": counts[0],
    }


METRIC = _Themes()
