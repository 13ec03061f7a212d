"""Texts kept to be used again: variables in braces, with a default after a bar: `{hr_route|hr@exempel.se}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from service.domain.errors import InvalidInput

FROM_PERSON, FROM_SNIPPET = "person", "snippet"
"""Who found the words of a draft."""
VARIABLES = ("anonymous_route", "bad", "employer", "good", "hr_route", "signature")
"""What a snippet may have filled in: the employer's own routes and names, and the themes the review praises and blames."""
LONGEST = 5_000
_VARIABLE = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")


def check_snippet(text: str) -> None:
    """Raises InvalidInput for an empty text, one that is too long, or a variable that is none."""
    if not text.strip() or len(text) > LONGEST:
        raise InvalidInput(f"a snippet has 1 to {LONGEST} characters")
    for name, _ in _VARIABLE.findall(text):
        if name not in VARIABLES:
            raise InvalidInput(f"{name[:40]!r} is no variable: choose from {', '.join(VARIABLES)}")
    if "{" in _VARIABLE.sub("", text) or "}" in _VARIABLE.sub("", text):
        raise InvalidInput("a brace stands alone: a variable is written {hr_route} or {hr_route|what stands otherwise}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in. Raises InvalidInput where one has neither a value nor a default."""

    def found(variable: re.Match[str]) -> str:
        told = values.get(variable[1]) or variable[2]
        if not told:
            raise InvalidInput(f"{variable[1]} is not known here: set it, or give the snippet a default for it")
        return told

    return _VARIABLE.sub(found, text)
