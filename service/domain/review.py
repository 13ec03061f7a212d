"""What understanding takes in and gives back: the text of one revision, and its reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

LOW_STARS = 2.0
"""Up to so many stars a review is a complaint whatever its text: it wants an answer, time to cool and a second reader."""
TEXT_FIELDS = ("title", "pros", "cons", "advice", "text")


class Tone(StrEnum):
    """How a text sounds; `UNSURE` where nothing can be said."""

    NEGATIVE = "neg"
    NEUTRAL = "neu"
    POSITIVE = "pos"
    UNSURE = "unsure"


class Basis(StrEnum):
    """What a reading rests on."""

    TEXT = "text"
    STARS = "stars"
    TEXT_AND_STARS = "text+stars"
    TEXT_AND_SUBRATINGS = "text+subratings"
    NONE = "none"


class Urgency(StrEnum):
    """Classes that always go to a human the same day, whatever the tone or the stars."""

    HARASSMENT = "harassment"
    DISCRIMINATION = "discrimination"
    SAFETY = "safety"
    ILLEGAL_CONDUCT = "illegal_conduct"
    THREAT_SELFHARM = "threat_selfharm"
    NAMED_PERSON = "named_person"
    DATA_LEAK = "data_leak"


class Theme(StrEnum):
    """The fourteen themes a review can touch (docs/understanding.md has what each covers)."""

    PAY_BENEFITS = "pay_benefits"
    MANAGEMENT = "management"
    CULTURE = "culture"
    COLLEAGUES = "colleagues"
    WORK_LIFE_BALANCE = "work_life_balance"
    WORKLOAD_STRESS = "workload_stress"
    CAREER_DEVELOPMENT = "career_development"
    JOB_SECURITY = "job_security"
    WORK_ENVIRONMENT = "work_environment"
    JOB_CONTENT = "job_content"
    COMMUNICATION = "communication"
    DIVERSITY_EQUALITY = "diversity_equality"
    RECRUITMENT_ONBOARDING = "recruitment_onboarding"
    REPUTATION_PURPOSE = "reputation_purpose"


@dataclass(frozen=True, slots=True)
class ReviewText:
    """The readable part of a review: five plain-text fields, stars 1-5, sub-ratings 1-5 by name.

    `language` is what the platform declares (ISO 639-1); `id` is the caller's and comes back on the reading.
    """

    id: str | None = None
    title: str | None = None
    pros: str | None = None
    cons: str | None = None
    advice: str | None = None
    text: str | None = None
    rating: float | None = None
    subratings: Mapping[str, float] = field(default_factory=dict)
    language: str | None = None
    reply_from: Mapping[str, float] = field(default_factory=dict)
    """By language, from which `p_negative` on this employer wants to answer; where it says nothing, as measured."""


class ThemeHit(NamedTuple):
    """One theme a text touches: polarity -1, 0 or 1 and the character spans, counted in the fields joined by newlines."""

    theme: Theme
    polarity: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of one revision. Its fields are the keys of the public reading format (docs/formats.md).

    `score` is -1 to 1; `p_negative` is the probability, from text (and sub-ratings) alone, that a reader would call
    the text negative; `reasons` say in words why a reply is needed.
    """

    id: str | None
    language: str | None
    language_confidence: float
    tone: Tone
    score: float
    p_negative: float
    basis: Basis
    needs_reply: bool
    reasons: tuple[str, ...]
    urgent: tuple[Urgency, ...]
    themes: tuple[ThemeHit, ...]
    model: str
    also: tuple[str, ...] = ()
    """Other languages the writer switches to; their parts are read with the review's own."""
