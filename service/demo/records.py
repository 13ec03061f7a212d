"""What the invented platform keeps and shows: employers, reviews, answers, and one page of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from math import ceil
from typing import Any

PER_PAGE = 10
STARS = (1, 2, 3, 4, 5)
TEXT_FIELDS = ("alias", "title", "pros", "cons", "advice", "text", "role", "place", "tenure")
SCORES = {
    "balans": "Balans arbete och fritid",
    "ledarskap": "Ledarskap",
    "kultur": "Stämning och kultur",
    "utveckling": "Utveckling",
    "lon": "Lön och förmåner",
}
"""Sub-ratings the form asks for, 1-5; 0 or absent means that the writer left it out."""

_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")


class DemoError(Exception):
    """Root of what the invented platform refuses."""


class UnknownEmployer(DemoError):
    """No employer has that slug."""


class UnknownReview(DemoError):
    """No review has that id, or it has been removed."""


class UnknownAnswer(DemoError):
    """The review has no such answer."""


class InvalidReview(DemoError):
    """A review that the form would not accept."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The employer's public answer, signed with a role."""

    id: str
    text: str
    answered_on: date
    title: str


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody wrote, as the form took it. `employer` is a slug; an empty `id` is given by the site."""

    employer: str
    published_on: date
    stars: int
    alias: str = ""
    title: str = ""
    pros: str = ""
    cons: str = ""
    advice: str = ""
    text: str = ""
    language: str = "sv"
    employment: str = "current"
    role: str = ""
    place: str = ""
    tenure: str = ""
    recommends: bool | None = None
    helpful: int = 0
    scores: Mapping[str, int] = field(default_factory=dict)
    edited_on: date | None = None
    answers: tuple[Answer, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Employer:
    """One employer's page head."""

    slug: str
    name: str
    trade: str
    town: str
    about: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of one employer's reviews, newest first, with the figures the page head declares."""

    employer: Employer
    page: int
    total: int
    mean: float | None
    stars: Mapping[int, int]
    scores: Mapping[str, float]
    reviews: tuple[Review, ...]
    changed_at: datetime

    @property
    def pages(self) -> int:
        """How many pages the list has; an empty list has one."""
        return max(1, ceil(self.total / PER_PAGE))

    @property
    def path(self) -> str:
        """The address of the list on this site."""
        return f"/arbetsgivare/{self.employer.slug}"

    def page_path(self, page: int) -> str | None:
        """The address of another page of the list; None where there is no such page."""
        return f"{self.path}?sida={page}" if 1 <= page <= self.pages else None


def readable(text: str) -> str:
    """The text as the form stores it: `\\n` line ends, outer space cut, nothing that no page could carry."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def accepted(review: Review) -> Review:
    """The review with its texts cleaned. Raises InvalidReview where the form would refuse it."""
    if review.stars not in STARS:
        raise InvalidReview(f"a review needs 1 to 5 whole stars, not {review.stars!r}")
    if review.employment not in {"current", "former"}:
        raise InvalidReview(f"employment is 'current' or 'former', not {review.employment!r}")
    odd = {name: score for name, score in review.scores.items() if name not in SCORES or score not in (0, *STARS)}
    if odd:
        raise InvalidReview(f"sub-ratings are 0 to 5 for {', '.join(SCORES)}, not {odd!r}")
    texts: dict[str, Any] = {name: readable(getattr(review, name)) for name in TEXT_FIELDS}
    return replace(review, **texts)
