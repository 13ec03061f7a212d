"""Puts the parts of understanding together: one review in, one reading out."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.review import Reading, ReviewText
from service.understanding.language import recognise
from service.understanding.needs_reply import reasons_to_reply
from service.understanding.stars import judge
from service.understanding.themes import find_themes
from service.understanding.tone import text_tone
from service.understanding.urgent import find_urgent
from service.understanding.words import lay_out

MODEL = "tone/1+themes/1+urgent/1"
"""What readings are marked with; a part that changes what it says gets a new number, and history is read again."""


def read_batch(texts: Sequence[ReviewText]) -> list[Reading]:
    """One reading per text in the same order. The same text gives the same reading, whatever stands beside it."""
    return [_read(text) for text in texts]


def _read(review: ReviewText) -> Reading:
    fields = lay_out(review)
    language, confidence = recognise(fields, review.language)
    verdict = judge(text_tone(fields, language), language, review.rating, review.subratings)
    urgent = find_urgent(fields, language)
    reasons = reasons_to_reply(verdict, review.rating, urgent, fields, language)
    return Reading(
        id=review.id,
        language=language,
        language_confidence=confidence,
        tone=verdict.tone,
        score=verdict.score,
        p_negative=verdict.p_negative,
        basis=verdict.basis,
        needs_reply=bool(reasons),
        reasons=reasons,
        urgent=urgent,
        themes=find_themes(fields, language),
        model=MODEL,
    )
