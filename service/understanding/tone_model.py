"""Tone by the trained weights: many texts at once, each by the vector of its language's group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from service.understanding import hashed
from service.understanding.hashed import Scores
from service.understanding.weights import Weights

GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("en",), "en"),
    **dict.fromkeys(("sv", "no", "da", "fi"), "nordic"),
    **dict.fromkeys(("de", "nl", "fr", "es", "pt"), "europe"),
}
"""Which vector reads a language."""
LETTERS: Mapping[str, bool] = {"en": False, "nordic": True, "europe": True}
"""Whether a group looks at windows of letters: compounds and endings tell there what two words tell in English."""
LEXICAL = frozenset({"sv"})
"""Languages in which what the lexicon heard joins the features."""
CONSUMER, DOMAIN = "nordic_consumer", "nordic_domain"
"""Nordic customers write otherwise than employees; which of the two wrote is told first, and the two are mixed by it."""
FARTHEST = 30.0
"""Log odds beyond which nothing changes."""
AT_WORK = -1.0
"""Log odds that an employee wrote, rather than a customer, from which a text is taken to be about work. Held out, 986 of a
thousand items of our own corpus lie above it (992 of the urgent ones), and 31 of a thousand customers."""


def chances(
    model: Weights,
    fields: Sequence[Sequence[str | None]],
    languages: Sequence[str | None],
    heard: Sequence[Mapping[str, float]],
) -> list[float | None]:
    """How likely a reader would call each text negative (0 to 1); None in a language without a vector or curve.

    `fields` in the order of `hashed.FIELDS`, `heard` the lexicon's features of each text.
    """
    found: list[float | None] = [None] * len(fields)
    for group in LETTERS:
        members = [n for n, code in enumerate(languages) if GROUPS.get(code or "") == group and code in model.curves]
        if not members or group not in model.vectors:
            continue
        seen = _seen(members, fields, languages, heard)
        scores = model.vectors[group].scores(seen)
        if group == "nordic" and CONSUMER in model.vectors:
            scores = _mixed(model, seen, scores)
        for language in {str(languages[n]) for n in members}:
            mine = [at for at, n in enumerate(members) if languages[n] == language]
            told = model.curves[language].chances_of(scores[mine])
            for at, chance in zip(mine, told.tolist(), strict=True):
                found[members[at]] = chance
    return found


def about_work(
    model: Weights,
    fields: Sequence[Sequence[str | None]],
    languages: Sequence[str | None],
    heard: Sequence[Mapping[str, float]],
) -> list[bool]:
    """Whether each text is about working somewhere and not about buying there; true where nobody learnt to tell."""
    found = [True] * len(fields)
    members = [n for n, code in enumerate(languages) if GROUPS.get(code or "") == "nordic"]
    if members and DOMAIN in model.vectors:
        odds = model.vectors[DOMAIN].scores(_seen(members, fields, languages, heard))
        for n, one in zip(members, odds.tolist(), strict=True):
            found[n] = one >= AT_WORK
    return found


def _seen(
    members: Sequence[int],
    fields: Sequence[Sequence[str | None]],
    languages: Sequence[str | None],
    heard: Sequence[Mapping[str, float]],
) -> hashed.Features:
    """The features of texts of one group."""
    letters = LETTERS[GROUPS[languages[members[0]] or ""]]
    lexical = [heard[n] for n in members] if any(languages[n] in LEXICAL for n in members) else ()
    return hashed.features([fields[n] for n in members], letters=letters, by_field=True, told=lexical)


def _mixed(model: Weights, seen: hashed.Features, employee: Scores) -> Scores:
    consumer, domain = (model.vectors[name].scores(seen) for name in (CONSUMER, DOMAIN))
    return mix(employee, consumer, domain)


def mix(employee: Scores, consumer: Scores, domain: Scores) -> Scores:
    """The employee's score and the consumer's, weighed by how likely an employee wrote."""
    works = 1 / (1 + np.exp(-np.minimum(np.maximum(domain, -FARTHEST), FARTHEST)))
    mixed: Scores = works * employee + (1 - works) * consumer
    return mixed
