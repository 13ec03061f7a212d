"""How likely a reader would call a text negative, from its words alone."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from service.domain.review import TEXT_FIELDS
from service.understanding.coefficients import (
    BIAS,
    CUT,
    CUTS,
    PRIOR,
    PRIORS,
    SUBRATING_BIAS,
    SUBRATING_MEAN,
    SUBRATING_TEXT,
    WEIGHTS,
)
from service.understanding.features import features, listen, says_nothing
from service.understanding.valence import Valence
from service.understanding.words import Field

if TYPE_CHECKING:
    from service.understanding.tone_model import Judged
    from service.understanding.weights import Curve

SURE = 0.998
"""Nobody is surer than that, however long the text."""


class TextTone(NamedTuple):
    """`p_negative` 0 to 1; `readable`: words in a language we read; `telling`: something in them speaks of tone; `of_work`:
    about working somewhere and not about buying there, as far as anybody learnt to tell."""

    p_negative: float
    readable: bool
    telling: bool
    of_work: bool = True


def text_tone(fields: Sequence[Field], heard: Mapping[str, Valence], language: str | None) -> TextTone:
    """The tone of the fields, given what was heard in them; the language's prior where no word can be read."""
    if language is None or language not in WEIGHTS or not any(field.words for field in fields):
        return TextTone(prior(language), readable=False, telling=False)
    row = features(fields, heard)
    return TextTone(probability(_weighed(row, WEIGHTS[language])), readable=True, telling=_telling(row))


def text_tones(laid: Sequence[Sequence[Field]], languages: Sequence[str | None]) -> list[TextTone]:
    """The tone of many texts at once: by the trained weights where they can be used, else by the lexicons."""
    from service.understanding.tone_model import LEXICAL, judge_texts  # they bring numpy, wanted late
    from service.understanding.weights import weights

    model = weights()
    if model is None:
        return [text_tone(fields, listen(fields, code), code) for fields, code in zip(laid, languages, strict=True)]
    found = judge_texts(model, *_told(laid, languages, LEXICAL))
    return [_trained(*parts) for parts in zip(found, laid, languages, strict=True)]


def _told(
    laid: Sequence[Sequence[Field]], languages: Sequence[str | None], lexical: Collection[str]
) -> tuple[list[list[str | None]], Sequence[str | None], list[dict[str, float]]]:
    """What the trained weights are asked with: texts by field, languages, what the lexicon hears."""
    heard = [
        features(fields, listen(fields, code)) if code in lexical else {}
        for fields, code in zip(laid, languages, strict=True)
    ]
    return [_by_name(fields) for fields in laid], languages, heard


def cuts(language: str | None) -> tuple[float, float]:
    """From which `p_negative` a text is called negative, and up to which positive."""
    curve = _curve(language)
    return (curve.negative, curve.positive) if curve else CUTS.get(language or "", CUT)


def reply_from(language: str | None) -> float | None:
    """From which `p_negative` a text wants an answer, as the weights were measured; None where they were not."""
    curve = _curve(language)
    return curve.reply if curve else None


def _curve(language: str | None) -> Curve | None:
    from service.understanding.weights import weights

    model = weights()
    return model.curves.get(language or "") if model else None


def _trained(judged: Judged, fields: Sequence[Field], language: str | None) -> TextTone:
    chance, of_work = judged
    if chance is None or not any(field.words for field in fields):
        return TextTone(prior(language), readable=False, telling=False, of_work=of_work)
    spoken = language or ""
    telling = any(field.words and not says_nothing(field, spoken) for field in fields)
    return TextTone(round(max(1 - SURE, min(SURE, chance)), 4), readable=True, telling=telling, of_work=of_work)


def _by_name(fields: Sequence[Field]) -> list[str | None]:
    texts = {field.name: field.text for field in fields}
    return [texts.get(name) for name in TEXT_FIELDS]


def with_subratings(p_negative: float, subratings: Collection[float]) -> float:
    """`p_negative` when sub-ratings (1 to 5, at least one) are known as well."""
    mean = sum(subratings) / len(subratings)
    return probability(SUBRATING_BIAS + SUBRATING_TEXT * logit(p_negative) + SUBRATING_MEAN * (mean - 3))


def prior(language: str | None) -> float:
    """How often a review in this language is negative before a word of it is read."""
    return PRIORS.get(language or "", PRIOR)


def logit(p: float) -> float:
    """Log odds of a probability strictly between 0 and 1."""
    return math.log(p / (1 - p))


def probability(log_odds: float) -> float:
    """A probability kept off the extremes, to four digits."""
    limit = logit(SURE)
    return round(1 / (1 + math.exp(-max(-limit, min(limit, log_odds)))), 4)


def _weighed(row: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return weights[BIAS] + sum(weights[name] * value for name, value in row.items() if name in weights)


def _telling(row: Mapping[str, float]) -> bool:
    """A word with a value, or the choice of what to write under pros and cons."""
    return any(
        (value and name.endswith((".blame", ".pos", ".nothing"))) or name in ("pros", "cons")
        for name, value in row.items()
    )
