"""How stars and sub-ratings join the text in tone. A star sways `tone` and `score`, never `p_negative`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.review import Basis, Tone
from service.understanding.coefficients import CUT, CUTS
from service.understanding.tone import TextTone, logit, with_subratings

STRONGEST = 4.0
"""A text leans as far as one star or five at most: neither can shout the other down."""

SPREAD = 3.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Tone, its strength from -1 to 1, the probability it came from and what that rests on."""

    tone: Tone
    score: float
    p_negative: float
    basis: Basis

    @property
    def rests_on_text(self) -> bool:
        """Whether `p_negative` is more than a prior."""
        return self.basis not in (Basis.STARS, Basis.NONE)


def judge(text: TextTone, language: str | None, rating: float | None, subratings: Mapping[str, float]) -> Verdict:
    """Weigh the text, its sub-ratings and its star (1 to 5 each). Nothing known: `unsure`, score 0."""
    told = [value for value in subratings.values() if 1 <= value <= 5]
    star = rating if rating is not None and 1 <= rating <= 5 else None
    p = with_subratings(text.p_negative, told) if told else text.p_negative
    basis = _basis(text, bool(told), star is not None)
    leaning = (_text_leaning(p, language) if text.telling or told else 0.0) + _star_leaning(star)
    return Verdict(_tone(leaning, basis), round(math.tanh(leaning / SPREAD), 4), p, basis)


def _basis(text: TextTone, subratings: bool, star: bool) -> Basis:
    if star:
        return Basis.TEXT_AND_STARS if text.telling or subratings else Basis.STARS
    if subratings:
        return Basis.TEXT_AND_SUBRATINGS
    return Basis.TEXT if text.readable else Basis.NONE


def _text_leaning(p: float, language: str | None) -> float:
    """0 in the middle of the neutral band, -1 where negative begins, 1 where positive does."""
    negative, positive = (logit(cut) for cut in CUTS.get(language or "", CUT))
    middle, half = (negative + positive) / 2, (negative - positive) / 2
    return max(-STRONGEST, min(STRONGEST, (middle - logit(p)) / half))


def _star_leaning(star: float | None) -> float:
    """0 at three stars, -1 at 2.5 and 1 at 3.5, which is how stars are labelled in every set we have."""
    return 0.0 if star is None else 2 * (star - 3)


def _tone(leaning: float, basis: Basis) -> Tone:
    if basis is Basis.NONE:
        return Tone.UNSURE
    if abs(leaning) < 1:
        return Tone.NEUTRAL
    return Tone.NEGATIVE if leaning < 0 else Tone.POSITIVE
