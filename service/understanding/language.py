"""Which of the supported languages a review is written in, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

from service.understanding.lexicon import entries
from service.understanding.words import Field

SUPPORTED = ("sv", "no", "da", "fi", "en", "de", "nl", "fr", "es", "pt")
NEAR = {"da": "no", "no": "da"}
ALIASES = {"nb": "no", "nn": "no"}
SAMPLE = 80
"""Characters looked at: .976 right on the development sets; more adds time, not certainty."""

ENOUGH = 40
"""Letters and spaces below which the platform's word is better than a guess."""

DECLARED = 0.9
"""Confidence in a language the platform declares and the text is too short to deny."""

UNSURE = 0.5
"""Confidence of a guess below which a declaration wins."""

OBVIOUS = 3
"""Small words of one language, and none of any other, that settle the matter without the classifier."""
BESIDE = 0.2
"""Share of the small words from which another language is heard beside the review's own, of at least `OBVIOUS`."""
MOST_WORDS = 400
"""Words of a field looked at for that."""
FIRST_WORDS = 16
"""Words of a field looked at for that; about as many as stand in the sample."""
CERTAIN = 0.99

LATIN_END = "\u024f"
READ_FIRST = ("text", "pros", "cons", "advice", "title")
"""A title is often a job title in English; it is looked at last."""


def recognise(fields: Sequence[Field], declared: str | None) -> tuple[str | None, float]:
    """(ISO 639-1 or None, confidence 0 to 1). The text decides where there is enough of it, else what is declared.

    A declared language outside the supported ones is believed: the classifier could only deny it.
    """
    told = _plain(declared)
    if told and told not in SUPPORTED:
        return told, DECLARED
    obvious = _obvious(fields, told)
    if obvious:
        return obvious, CERTAIN
    sample = _sample(fields)
    if not _latin(sample):
        return told, 0.0
    if told and len(sample) < ENOUGH:
        return told, DECLARED
    return _weigh(told, *_classify(sample))


def _obvious(fields: Sequence[Field], told: str | None) -> str | None:
    """The language whose small words stand among the first, and no other's; one is enough for the declared one."""
    first = chain.from_iterable(field.words[:FIRST_WORDS] for field in fields)
    heard = list(map(_small_words().get, first))
    codes = set(heard) - {None}
    if len(codes) != 1:
        return None
    (only,) = codes
    return only if only == told or heard.count(only) >= OBVIOUS else None


def beside(fields: Sequence[Field], language: str | None) -> tuple[str, ...]:
    """Other languages that the writer switches to ("och sen blev det a lot of meetings that you have to …"), in order.

    Told by small words alone: a borrowed term is no other language. Danish and Norwegian are too near to tell apart.
    """
    if _foreign(language).isdisjoint(chain.from_iterable(field.words for field in fields)):
        return ()
    words = chain.from_iterable(field.words[:MOST_WORDS] for field in fields)
    heard = Counter(code for code in map(_small_words().get, words) if code is not None)
    least = max(OBVIOUS, BESIDE * heard.total())
    near = NEAR.get(language or "", language)
    return tuple(sorted(code for code, count in heard.items() if count >= least and code not in (language, near)))


@cache
def _small_words() -> dict[str, str]:
    """Each small word that belongs to one language alone."""
    owners: dict[str, set[str]] = {}
    for language, word in entries("function_words"):
        owners.setdefault(word, set()).add(language)
    return {word: next(iter(languages)) for word, languages in owners.items() if len(languages) == 1}


@cache
def _foreign(language: str | None) -> frozenset[str]:
    """The small words of all other languages."""
    return frozenset(word for word, owner in _small_words().items() if owner != language)


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
