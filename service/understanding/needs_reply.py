"""Whether somebody should answer, and why in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from service.domain.review import LOW_STARS, ReviewText, Urgency
from service.understanding.stars import Verdict
from service.understanding.tone import cuts, reply_from, text_tones
from service.understanding.words import Field


class Thresholds(NamedTuple):
    """From which p_negative on a text, and the cons of a three-star review read alone, want an answer."""

    text: float
    cons: float


MIDDLE_BELOW = 3.5
"""Three stars, on scales that were mapped to ours too: above two, below three and a half."""

THRESHOLDS: Mapping[str, Thresholds] = {
    "en": Thresholds(text=0.16, cons=0.50),
    "sv": Thresholds(text=0.38, cons=0.60),
}
"""`text` finds four of five negative reviews of the development set (recall .80); docs/understanding.md has the cost."""

ELSEWHERE = Thresholds(text=0.35, cons=0.60)

HIGH_STARS, CLEARLY_NEGATIVE = 4.0, 0.6
CLEARLY_POSITIVE = 0.5
"""Of the probability up to which a text is called positive: half of it is no close call."""
DISAGREES = "disagrees with its stars"


def reasons_to_reply(
    verdict: Verdict, review: ReviewText, urgent: Sequence[Urgency], fields: Sequence[Field], language: str | None
) -> tuple[str, ...]:
    """Every clause of the rule that holds, in words; none where no answer is needed."""
    limits, rating = limits_of(language, review.reply_from), review.rating
    reasons = []
    if verdict.rests_on_text and verdict.p_negative >= limits.text:
        reasons.append(f"tone p_negative {verdict.p_negative:.2f} ≥ {limits.text:.2f}")
    reasons += [f"urgent: {kind.value}" for kind in urgent]
    if rating is None:
        return tuple(reasons)
    if 1 <= rating <= LOW_STARS:
        reasons.append(f"stars {rating:g} ≤ {LOW_STARS:g}")
    if LOW_STARS < rating < MIDDLE_BELOW:
        reasons += _pointed_cons(fields, language, rating, limits.cons)
    if _disagrees(verdict, rating, language):
        reasons.append(DISAGREES)
    return tuple(reasons)


def _disagrees(verdict: Verdict, rating: float, language: str | None) -> bool:
    """Whether text and stars say clearly opposite things: somebody should look which of the two was meant."""
    if not verdict.rests_on_text or not verdict.telling:
        return False
    if rating >= HIGH_STARS:
        return verdict.p_negative >= CLEARLY_NEGATIVE
    return 1 <= rating <= LOW_STARS and verdict.p_negative <= CLEARLY_POSITIVE * cuts(language)[1]


def limits_of(language: str | None, own: Mapping[str, float] = MappingProxyType({})) -> Thresholds:
    """The thresholds in effect: the employer's own, else those found with the weights, else those of the lexicons."""
    usual = THRESHOLDS.get(language or "", ELSEWHERE)
    text = own.get(language or "", reply_from(language))
    return usual if text is None else Thresholds(text, usual.cons)


def _pointed_cons(fields: Sequence[Field], language: str | None, rating: float, limit: float) -> list[str]:
    """What stands under cons, read as if it were the whole review."""
    alone = [Field("text", cons.text, 0, cons.words) for cons in fields if cons.name == "cons"]
    (tone,) = text_tones([alone], [language])
    if tone.telling and tone.p_negative >= limit:
        return [f"stars {rating:g} and cons p_negative {tone.p_negative:.2f} ≥ {limit:.2f}"]
    return []
