"""What people read, per language: `message` finds a text by its key and puts the values in."""

from __future__ import annotations

from types import MappingProxyType
from unicodedata import category

from service.texts import en, sv

INVISIBLE = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
"""Characters that hide or turn the direction of the text around them; a name must not rearrange a report."""
CALCULATES = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet take a text for a formula; the wide ones in East Asian settings."""
CATALOGUES = MappingProxyType({"sv": sv.MESSAGES, "en": en.MESSAGES})


class MissingMessage(KeyError):
    """No text has this key in this language: a mistake of ours, never of a user."""


def one_line(name: str) -> str:
    """A name from outside, fit to stand inside our own text: no line ends, control or direction characters."""
    kept = (" " if category(char) in {"Cc", "Zl", "Zp"} else char for char in name if char not in INVISIBLE)
    return " ".join("".join(kept).split())


def cell(text: str) -> str:
    """A text for one cell of a table: on one line, and nothing that a spreadsheet would calculate."""
    told = one_line(text)
    return f"'{told}" if told.startswith(CALCULATES) or text.startswith(("\t", "\r")) else told


def message(language: str, key: str, **values: object) -> str:
    """The text of `key`. A text for one exact value of `days` or `count` (`key.0`, `key.1`) goes before the general one.

    Values that the text does not use are ignored. Raises MissingMessage.
    """
    catalogue = CATALOGUES.get(language)
    if catalogue is None:
        raise MissingMessage(f"there are no texts in {language!r}")
    number = values.get("days", values.get("count"))
    text = catalogue.get(f"{key}.{number}", catalogue.get(key))
    if text is None:
        raise MissingMessage(f"{language} has no text {key!r}")
    return text.format(**values)
