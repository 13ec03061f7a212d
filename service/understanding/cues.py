"""The cues of a language's lists, found in one walk over the words of a field: themes, alarms, accusations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeAlias

from service.domain.review import Theme, Urgency
from service.understanding.lexicon import entries
from service.understanding.phrases import Found, Phrases
from service.understanding.words import Field

THEMES = tuple(Theme)
PLACES = {theme.value: place for place, theme in enumerate(THEMES)}
"""Themes are counted by their place in the taxonomy: hashing and walking an enum costs more than finding the words."""
THEMED = ("en", "sv", "no", "da", "fi", "de")
"""Languages with a list of themes."""
ALARMED = ("en", "sv", "de")
"""Languages with a list of alarming words."""
NEARBY = {"no": "sv", "da": "sv"}
"""Languages without a list of alarms of their own, read with the nearest one: an alarm missed costs more than a false
one."""
EVERYWHERE = "en"
"""English is mixed into every language; its alarms are always listened for."""


Meaning: TypeAlias = int | Urgency | None
"""What a cue tells of: a theme by its place, an alarm, or (none of them) an accusation."""


Cues: TypeAlias = Sequence[Found[Meaning]]
"""Those of one field, in order."""


def listen_for_cues(fields: Sequence[Field], language: str | None) -> list[Cues]:
    """What each field holds."""
    every = _lists(language or "").every
    return [every(field.words) for field in fields]


@cache
def alarm_languages(language: str | None) -> tuple[str, ...]:
    """Whose lists of alarms and guards are read for a text in this language."""
    own = NEARBY.get(language or "", language or "")
    return tuple(code for code in dict.fromkeys((own, EVERYWHERE)) if code in ALARMED)


@cache
def _lists(language: str) -> Phrases[Meaning]:
    return Phrases(_all(language))


def _all(language: str) -> Iterator[tuple[Meaning, str]]:
    if language in THEMED:
        for theme, cue in entries(f"themes_{language}"):
            yield PLACES[theme], cue
    for code in alarm_languages(language):
        for kind, cue in entries(f"urgent_{code}"):
            yield Urgency(kind), cue
        for name, cue in entries("guards"):
            if name == f"accused:{code}":
                yield None, cue
