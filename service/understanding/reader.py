"""Puts the parts of understanding together: one review in, one reading out."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat

from service.domain.review import Reading, ReviewText, ThemeHit, Urgency
from service.understanding.cues import listen_for_cues
from service.understanding.language import beside, recognise
from service.understanding.needs_reply import reasons_to_reply
from service.understanding.stars import judge
from service.understanding.themes import find_themes
from service.understanding.tone import TextTone, text_tones
from service.understanding.urgent import urgent_matters
from service.understanding.words import Field, lay_out, texts_of

TONE_MODEL = "tone/8"
MODEL = f"{TONE_MODEL}+themes/3+urgent/6"
"""What readings are marked with; a part that changes what it says gets a new number, and history is read again."""
LEXICON_MODEL = "tone-lexicon/1+themes/3+urgent/1"
"""The same where the trained weights cannot be used."""


AT_ONCE = 512
"""Reviews that go through each step together: a step's tables stay in the processor's cache, a quarter faster."""
LETTERS_AT_ONCE = 1 << 20
"""Letters of them: tables grow with the letters, and hundreds of endless reviews must not fill the memory."""


def model_name() -> str:
    """Which of the two reads now."""
    from service.understanding.weights import weights

    return MODEL if weights() is not None else LEXICON_MODEL


def why_not() -> str | None:
    """Why the trained weights cannot be used; None when they can."""
    from service.understanding import weights

    return weights.why_not()


def read_batch(texts: Sequence[ReviewText]) -> list[Reading]:
    """One reading per text in the same order. The same text gives the same reading, whatever stands beside it."""
    read: list[Reading] = []
    for some in _batches(texts):
        with _left_lying():
            read += _read_together(some)
    return read


def _batches(texts: Sequence[ReviewText]) -> Iterator[Sequence[ReviewText]]:
    begun, letters = 0, 0
    for at, text in enumerate(texts):
        more = sum(map(len, filter(None, texts_of(text))))
        if at - begun == AT_ONCE or (at > begun and letters + more > LETTERS_AT_ONCE):
            yield texts[begun:at]
            begun, letters = at, 0
        letters += more
    if begun < len(texts):
        yield texts[begun:]


@contextmanager
def _left_lying() -> Iterator[None]:
    """No garbage is collected while a batch is read: all it makes lives as long as the batch, a tenth of a second."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read_together(texts: Sequence[ReviewText]) -> list[Reading]:
    """Step by step: lay out, language, cues, tone, urgency, themes; then what follows from them, review by review."""
    laid = [lay_out(text) for text in texts]
    spoken = [recognise(fields, text.language) for fields, text in zip(laid, texts, strict=True)]
    codes = [code for code, _ in spoken]
    heard = [listen_for_cues(fields, code) for fields, code in zip(laid, codes, strict=True)]
    tones = text_tones(laid, codes)
    urgent = urgent_matters(laid, heard, codes, tones)
    themes = find_themes(laid, heard, codes)
    parts = zip(texts, laid, spoken, tones, urgent, themes, repeat(model_name()), strict=False)
    return [_reading(*told) for told in parts]


def _reading(
    review: ReviewText,
    fields: Sequence[Field],
    spoken: tuple[str | None, float],
    tone: TextTone,
    urgent: tuple[Urgency, ...],
    themes: tuple[ThemeHit, ...],
    model: str,
) -> Reading:
    language, confidence = spoken
    verdict = judge(tone, language, review.rating, review.subratings)
    reasons = reasons_to_reply(verdict, review, urgent, fields, language)
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
        themes=themes,
        model=model,
        also=beside(fields, language),
    )
