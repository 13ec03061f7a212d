"""What people read, per language: `message` finds a text by its key and puts the values in."""

from __future__ import annotations

from types import MappingProxyType

from service.texts import en, sv

CATALOGUES = MappingProxyType({"sv": sv.MESSAGES, "en": en.MESSAGES})


class MissingMessage(KeyError):
    """No text has this key in this language: a mistake of ours, never of a user."""


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
