"""Tone by the trained weights: many texts at once, each by the vector of its language's group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

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


class Judged(NamedTuple):
    """How likely a reader would call a text negative (0 to 1), None in a language without a vector or curve; and whether it
    is about working somewhere and not about buying there, true where nobody learnt to tell."""

    chance: float | None
    of_work: bool


UNREAD = Judged(None, of_work=True)


def judge_texts(
    model: Weights,
    fields: Sequence[Sequence[str | None]],
    languages: Sequence[str | None],
    heard: Sequence[Mapping[str, float]],
) -> list[Judged]:
    """Each text by the vector of its language's group.

    `fields` in the order of `hashed.FIELDS`, `heard` the lexicon's features of each text.
    """
    found = [UNREAD] * len(fields)
    for group in LETTERS:
        members = [n for n, code in enumerate(languages) if GROUPS.get(code or "") == group and code in model.curves]
        if not members or group not in model.vectors:
            continue
        seen = _seen(members, fields, languages, heard)
        scores = model.vectors[group].scores(seen)
        works = [True] * len(members)
        if group == "nordic" and CONSUMER in model.vectors:
            consumer, domain = (model.vectors[name].scores(seen) for name in (CONSUMER, DOMAIN))
            scores, works = mix(scores, consumer, domain), (domain >= AT_WORK).tolist()
        for language in {str(languages[n]) for n in members}:
            mine = [at for at, n in enumerate(members) if languages[n] == language]
            told = model.curves[language].chances_of(scores[mine])
            for at, chance in zip(mine, told.tolist(), strict=True):
                found[members[at]] = Judged(chance, works[at])
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


def mix(employee: Scores, consumer: Scores, domain: Scores) -> Scores:
    """The employee's score and the consumer's, weighed by how likely an employee wrote."""
    works = 1 / (1 + np.exp(-np.minimum(np.maximum(domain, -FARTHEST), FARTHEST)))
    mixed: Scores = works * employee + (1 - works) * consumer
    return mixed
