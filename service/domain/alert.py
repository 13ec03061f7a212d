"""What is told, to whom and when: outbox rows made from what was understood. Facts only, never review text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from service.domain.identity import reply_digest

GROUP = 10
"""Reviews listed in one grouped message; the rest is a number."""


class Kind(StrEnum):
    """What an alert is about."""

    URGENT = "urgent"
    NEGATIVE = "negative"
    BLIND = "blind"
    SIGHT = "sight"
    MONTH = "month"
    REPLY_GONE = "reply_gone"
    """A reply of ours that stood on the page does no longer."""
    REPLY_MISSING = "reply_missing"
    """A reply we posted was not seen in time."""
    REPLY_REFUSED = "reply_refused"
    """A platform's API would not take a reply of ours."""
    ROUND = "round"
    """A collection round waits for a person."""


@dataclass(frozen=True, slots=True)
class News:
    """One review worth telling about."""

    review_id: int
    platform: str
    rating: float | None
    published_on: date | None
    urgent: tuple[str, ...]
    themes: tuple[str, ...]

    def payload(self) -> dict[str, Any]:
        """As kept in the outbox: enough to find it again and to word the message, no text, no writer."""
        return {
            "review_id": self.review_id,
            "platform": self.platform,
            "stars": star_band(self.rating),
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "urgent": list(self.urgent),
            "themes": list(self.themes),
        }


def star_band(rating: float | None) -> str:
    """Stars coarsely: "1-2", "3", "4-5" or "none"."""
    if rating is None:
        return "none"
    return "1-2" if rating < 2.5 else "3" if rating < 3.5 else "4-5"


def rows(
    kind: Kind, key: str, channels: Iterable[str], employer: tuple[int, str], **payload: Any
) -> list[dict[str, Any]]:
    """One outbox row a channel. `employer` is its id and name; `key` says what is told, so it is told once."""
    number, name = employer
    body = {"employer": name, "items": [], "more": 0, **payload}
    return [
        {
            "channel": channel,
            "kind": kind.value,
            "key": f"{kind.value}:{key}"[:200],
            "employer_id": number,
            "payload": body,
        }
        for channel in channels
    ]


def tell_urgent(news: Sequence[News], channels: Sequence[str], employer: tuple[int, str]) -> list[dict[str, Any]]:
    """One message for each urgent review, at once."""
    return [
        row
        for item in news
        for row in rows(Kind.URGENT, f"review:{item.review_id}", channels, employer, items=[item.payload()])
    ]


def tell_negative(
    news: Sequence[News], channels: Sequence[str], employer: tuple[int, str], not_before: datetime
) -> list[dict[str, Any]]:
    """One message for all negative reviews that came together, when people are at work."""
    if not news:
        return []
    key = reply_digest(",".join(str(item.review_id) for item in news))[:32]
    items = [item.payload() for item in news[:GROUP]]
    told = rows(
        Kind.NEGATIVE,
        f"reviews:{key}",
        channels,
        employer,
        items=items,
        more=max(0, len(news) - GROUP),
        count=len(news),
    )
    return [{**row, "not_before": not_before} for row in told]
