"""The lists beside this room: rules as phrases by language, and the parts drafts are made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from service.understanding.phrases import Phrases

LANGUAGES = ("sv", "en", "de", "no", "da", "fi")
"""Languages that answers are checked and drafted in."""


@cache
def rule(name: str, language: str) -> Phrases[str]:
    """The phrases of one rule in one language."""
    wanted = f"{name}:{language}"
    return Phrases((name, cue) for key, cues in lines("rules") if key == wanted for cue in cues.split(", "))


@cache
def part(language: str, name: str) -> str:
    """One part of a draft. Raises KeyError: every language has every part."""
    return dict(lines("drafts"))[f"{language}.{name}"].replace("\\n", "\n")


@cache
def lines(name: str) -> tuple[tuple[str, str], ...]:
    """Key and text of each line of a list."""
    text = (files(__package__) / "lists" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(_pairs(text))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, tab, told = line.partition("\t")
        if tab and not line.startswith("#"):
            yield key, told.strip()
