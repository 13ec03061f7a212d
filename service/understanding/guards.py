"""Context that changes what an alarming word means, per language (lexicons/guards.tsv says which kinds there are)."""

from __future__ import annotations

from functools import cache

from service.understanding.lexicon import entries
from service.understanding.phrases import Phrases


@cache
def guard(kind: str, language: str) -> Phrases[str]:
    """The phrases of one kind of context in one language; empty where none are listed."""
    wanted = f"{kind}:{language}"
    return Phrases((kind, cue) for name, cue in entries("guards") if name == wanted)
