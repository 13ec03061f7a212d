"""Sight: how much of what the platforms show we have seen, how freshly, and where we were blind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.domain.audit import Declared, MonthFacts


class _Sight:
    slug = "sight"

    def measure(self, facts: MonthFacts) -> Mapping[str, Any]:
        """Coverage per platform, the state of each source, and the share of reviews that have any text."""
        reviews = [review for review in facts.reviews if review.published_on <= facts.month.last]
        texts = sum(review.has_text for review in reviews)
        return {
            "platforms": [_coverage(look) for look in facts.declared],
            "sources": [
                {
                    "source_id": source.source_id,
                    "platform": source.platform,
                    "way_in": source.way_in,
                    "runs": source.runs,
                    "good_runs": source.good_runs,
                    "last_good_at": source.last_good_at and source.last_good_at.isoformat(timespec="seconds"),
                    "last_verdict": source.last_verdict,
                    "blind_since": source.blind_since and source.blind_since.isoformat(timespec="seconds"),
                    "state": source.state,
                    "since": source.since and source.since.isoformat(timespec="seconds"),
                    "reason": source.reason,
                    "held": source.held,
                    "declared": source.declared,
                }
                for source in facts.sources
            ],
            "with_text": {
                "count": texts,
                "of": len(reviews),
                "share": round(texts / len(reviews), 4) if reviews else None,
            },
        }


def _coverage(look: Declared) -> dict[str, Any]:
    """Held against the total of the listing we read; its own total, where it is filtered, is the one we can reach."""
    shown = look.total if look.total is not None else look.total_all
    return {
        "platform": look.platform,
        "held": look.held,
        "declared": shown,
        "coverage": round(min(look.held / shown, 1.0), 4) if shown else None,
        "seen_at": look.seen_at.isoformat(timespec="seconds"),
    }


METRIC = _Sight()
