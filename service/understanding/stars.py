"""How stars and sub-ratings join the text: a star decides `tone`, the text moves `score`; `p_negative` hears no star."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from service.domain.review import Basis, Tone
from service.understanding.tone import TextTone, cuts, logit, with_subratings

NEGATIVE_BELOW, NEUTRAL_BELOW = 2.5, 3.5
"""Stars; how reviews are labelled in every set we have."""

STRONGEST = 4.0
"""A text leans as far as one star or five at most."""

SPREAD = 3.0


class Verdict(NamedTuple):
    """Tone, its strength from -1 to 1, the probability it came from and what that rests on."""

    tone: Tone
    score: float
    p_negative: float
    basis: Basis
    telling: bool
    """Whether something in the text, or a sub-rating, speaks of tone."""

    @property
    def rests_on_text(self) -> bool:
        """Whether `p_negative` is more than a prior."""
        return self.basis not in (Basis.STARS, Basis.NONE)


def judge(text: TextTone, language: str | None, rating: float | None, subratings: Mapping[str, float]) -> Verdict:
    """The star's tone where there is one, else that of text and sub-ratings (1 to 5). Nothing known: `unsure`, score 0.

    `score` weighs all three and never leaves the side that the tone is on.
    """
    told = [value for value in subratings.values() if 1 <= value <= 5]
    star = rating if rating is not None and 1 <= rating <= 5 else None
    p = with_subratings(text.p_negative, told) if told else text.p_negative
    basis = _basis(text, bool(told), star is not None)
    leaning = _text_leaning(p, language) if text.telling or told else 0.0
    if star is None:
        return Verdict(_tone(leaning, basis), _score(leaning), p, basis, text.telling or bool(told))
    tone = _tone_of_star(star)
    score = _score(_kept_in(tone, leaning + 2 * (star - 3)))
    return Verdict(tone, score, p, basis, text.telling or bool(told))


def _basis(text: TextTone, subratings: bool, star: bool) -> Basis:
    if star:
        return Basis.TEXT_AND_STARS if text.readable or subratings else Basis.STARS
    if subratings:
        return Basis.TEXT_AND_SUBRATINGS
    return Basis.TEXT if text.readable else Basis.NONE


def _text_leaning(p: float, language: str | None) -> float:
    """0 in the middle of the neutral band, -1 where negative begins, 1 where positive does; a star's is the same."""
    middle, half = _band(*cuts(language))
    return max(-STRONGEST, min(STRONGEST, (middle - logit(p)) / half))


@lru_cache(maxsize=64)
def _band(negative: float, positive: float) -> tuple[float, float]:
    """Middle and half width of the neutral band, in log odds."""
    return (logit(negative) + logit(positive)) / 2, (logit(negative) - logit(positive)) / 2


def _tone_of_star(star: float) -> Tone:
    return Tone.NEGATIVE if star < NEGATIVE_BELOW else Tone.NEUTRAL if star < NEUTRAL_BELOW else Tone.POSITIVE


def _kept_in(tone: Tone, leaning: float) -> float:
    """The leaning nearest to the given one that is of this tone."""
    if tone is Tone.NEUTRAL:
        return max(-1.0, min(1.0, leaning))
    return min(-1.0, leaning) if tone is Tone.NEGATIVE else max(1.0, leaning)


def _tone(leaning: float, basis: Basis) -> Tone:
    if basis is Basis.NONE:
        return Tone.UNSURE
    if abs(leaning) < 1:
        return Tone.NEUTRAL
    return Tone.NEGATIVE if leaning < 0 else Tone.POSITIVE


def _score(leaning: float) -> float:
    return round(math.tanh(leaning / SPREAD), 4)
