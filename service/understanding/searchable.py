"""The words of a review that may be searched for: nothing that looks like a name, an address or a number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.understanding.names import is_first_name, name_spans

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-])*")


def searchable(texts: Iterable[str | None], language: str | None) -> str:
    """All texts as words in lower case with one space between; what could name somebody is left out."""
    return " ".join(word for text in texts if text for word in _words(_without_names(text, language)))


def asked_for(words: str) -> str | None:
    """What somebody wants to find, written the same way; None when one of the words is a common first name."""
    found = _words(words)
    return None if any(map(is_first_name, found)) else " ".join(found)


def _without_names(text: str, language: str | None) -> str:
    kept, at = [], 0
    for start, end in name_spans(text, language):
        kept.append(text[at:start])
        at = end
    return " ".join([*kept, text[at:]])


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
