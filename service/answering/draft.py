"""A first draft: thanks, names the concrete point, says what happens to it, invites to HR and to an anonymous route.

It promises nothing, argues nothing and knows nobody; a person makes it theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.answering.parts import LANGUAGES, part
from service.domain.review import ThemeHit

NAMED = 2
"""Themes named in a draft; a list reads like a form."""
FALLBACK = "en"
DEFAULTS: Mapping[str, str] = {"hr_route": "[HR: e-mail]", "anonymous_route": "[anonymous channel]", "signature": "HR"}
"""Stand where the employer has not said it yet; the brackets are meant to be seen."""


def draft(
    language: str | None, themes: Sequence[ThemeHit], *, urgent: bool, variables: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """The language it is written in (the review's, else English) and the text."""
    code = language if language in LANGUAGES else FALLBACK
    named = variables_of(code, themes)
    good, bad = named["good"], named["bad"]
    values = {**DEFAULTS, **{name: value for name, value in (variables or {}).items() if value}}
    values |= {**named, "function": part(code, "function")}
    parts = ["thanks", *(["praised"] if good and not urgent else []), *(["point"] if bad and not urgent else [])]
    parts += ["urgent" if urgent else "noted", "route"]
    body = " ".join(part(code, name).format(**values) for name in parts)
    return code, f"{body}\n\n{part(code, 'sign').format(**values)}"


def variables_of(language: str, themes: Sequence[ThemeHit]) -> dict[str, str]:
    """What is praised (`good`) and blamed (`bad`), named in one of our languages; empty where nothing is."""
    return {
        name: _named(language, [hit for hit in themes if hit.polarity == sign])
        for name, sign in (("good", 1), ("bad", -1))
    }


def _named(language: str, hits: Sequence[ThemeHit]) -> str:
    names = [part(language, hit.theme.value) for hit in hits[:NAMED]]
    return f" {part(language, 'and')} ".join(names)
