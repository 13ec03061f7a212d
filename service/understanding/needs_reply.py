"""Whether somebody should answer, and why in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.review import Urgency
from service.understanding.stars import Verdict
from service.understanding.tone import reply_from, text_tones
from service.understanding.words import Field


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which p_negative on a text, and the cons of a three-star review read alone, want an answer."""

    text: float
    cons: float


LOW_STARS = 2.0
MIDDLE_BELOW = 3.5
"""Three stars, on scales that were mapped to ours too: above two, below three and a half."""

THRESHOLDS: Mapping[str, Thresholds] = {
    "en": Thresholds(text=0.16, cons=0.50),
    "sv": Thresholds(text=0.38, cons=0.60),
}
"""`text` finds four of five negative reviews of the development set (recall .80); docs/understanding.md has the cost."""

ELSEWHERE = Thresholds(text=0.35, cons=0.60)


def reasons_to_reply(
    verdict: Verdict,
    rating: float | None,
    urgent: Sequence[Urgency],
    fields: Sequence[Field],
    language: str | None,
) -> tuple[str, ...]:
    """Every clause of the rule that holds, in words; none where no answer is needed."""
    limits = limits_of(language)
    reasons = []
    if verdict.rests_on_text and verdict.p_negative >= limits.text:
        reasons.append(f"tone p_negative {verdict.p_negative:.2f} ≥ {limits.text:.2f}")
    reasons += [f"urgent: {kind.value}" for kind in urgent]
    if rating is not None and 1 <= rating <= LOW_STARS:
        reasons.append(f"stars {rating:g} ≤ {LOW_STARS:g}")
    if rating is not None and LOW_STARS < rating < MIDDLE_BELOW:
        reasons += _pointed_cons(fields, language, rating, limits.cons)
    return tuple(reasons)


def limits_of(language: str | None) -> Thresholds:
    """The thresholds in effect: where the weights were measured, those found with them."""
    usual, measured = THRESHOLDS.get(language or "", ELSEWHERE), reply_from(language)
    return usual if measured is None else Thresholds(measured, usual.cons)


def _pointed_cons(fields: Sequence[Field], language: str | None, rating: float, limit: float) -> list[str]:
    """What stands under cons, read as if it were the whole review."""
    alone = [Field("text", cons.text, 0, cons.words) for cons in fields if cons.name == "cons"]
    (tone,) = text_tones([alone], [language])
    if tone.telling and tone.p_negative >= limit:
        return [f"stars {rating:g} and cons p_negative {tone.p_negative:.2f} ≥ {limit:.2f}"]
    return []
