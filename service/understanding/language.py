"""Which of the supported languages a review is written in, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from service.understanding.words import Field

SUPPORTED = ("sv", "no", "da", "fi", "en", "de", "nl", "fr", "es", "pt")
ALIASES = {"nb": "no", "nn": "no"}
SAMPLE = 80
"""Characters looked at: .976 right on the development sets; more adds time, not certainty."""

ENOUGH = 40
"""Letters and spaces below which the platform's word is better than a guess."""

DECLARED = 0.9
"""Confidence in a language the platform declares and the text is too short to deny."""

UNSURE = 0.5
"""Confidence of a guess below which a declaration wins."""

LATIN_END = "\u024f"
READ_FIRST = ("text", "pros", "cons", "advice", "title")
"""A title is often a job title in English; it is looked at last."""


def recognise(fields: Sequence[Field], declared: str | None) -> tuple[str | None, float]:
    """(ISO 639-1 or None, confidence 0 to 1). The text decides where there is enough of it, else what is declared.

    A declared language outside the supported ones is believed: the classifier could only deny it.
    """
    told = _plain(declared)
    sample = _sample(fields)
    if told and told not in SUPPORTED:
        return told, DECLARED
    if not _latin(sample):
        return told, 0.0
    if told and len(sample) < ENOUGH:
        return told, DECLARED
    return _weigh(told, *_classify(sample))


def _weigh(told: str | None, guess: str, confidence: float) -> tuple[str, float]:
    pair = {told, guess} == {"da", "no"}
    if told and told != guess and (pair or confidence < UNSURE):
        return told, UNSURE
    return guess, round(confidence, 4)


def _plain(declared: str | None) -> str | None:
    code = (declared or "").replace("_", "-").partition("-")[0].strip().lower()
    code = ALIASES.get(code, code)
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None


def _sample(fields: Sequence[Field]) -> str:
    by_name = {field.name: field.text for field in fields}
    texts = (by_name[name][:SAMPLE].strip() for name in READ_FIRST if name in by_name)
    return " ".join(texts)[:SAMPLE]


def _latin(sample: str) -> bool:
    if sample.isascii():
        return any(map(str.isalpha, sample))
    letters = [char for char in sample if char.isalpha()]
    return 2 * sum(char <= LATIN_END for char in letters) > len(letters)


def _classify(sample: str) -> tuple[str, float]:
    language, confidence = _identifier().classify(sample)
    return str(language), float(confidence)


@cache
def _identifier() -> Any:  # py3langid publishes no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.2 s and 60 MB, wanted late

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(SUPPORTED)
    return identifier
