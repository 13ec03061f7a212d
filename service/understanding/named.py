"""Whether a text exposes somebody: a name beside an accusation, an e-mail address, a telephone number.

No name is kept or given back, only that there is one. Firms have names of two words too ("Northern Lights is the
worst"), so a name counts after a role ("our manager Kim") or before an accusation only a person can earn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from service.understanding.guards import guard
from service.understanding.words import Field, cut_out, sentences

REACH = 9
"""Words behind a name in which an accusation speaks of it."""

PERSONAL = frozenset({"liar", "thief", "bully", "idiot", "creep", "pervert", "psychopath", "drunk", "lögnare", "tjuv"})
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_TELEPHONE = re.compile(r"[+0](?<![\w.,].)(?:(?<=0)0)?[1-9][\d \-/]{6,14}\d(?![\w.,]\d)")
"""What it may begin with stands first: `re` skips all other letters at once."""
_NAME = re.compile(r"[A-ZÅÄÖÆØÜ][a-zåäöæøüéß-]+")


def exposes_somebody(field: Field, languages: Sequence[str], *, accused: bool) -> bool:
    """True for contact details anywhere, or a named and accused person within one sentence.

    `accused`: whether an accusation stands in the field at all.
    """
    if _holds_contact(field.text):
        return True
    return accused and any(
        _accuses(cut_out(field, start, end), code) for start, end in sentences(field.text) for code in languages
    )


def _holds_contact(text: str) -> bool:
    """The cheap question first: most texts hold neither an at sign nor a number that begins like a telephone's."""
    if "@" in text and _ADDRESS.search(text):
        return True
    return ("0" in text or "+" in text) and _TELEPHONE.search(text) is not None


def _accuses(sentence: Field, language: str) -> bool:
    accusations = [start for _, start, _ in guard("accused", language).every(sentence.words)]
    if not accusations:
        return False
    after_role = {end for _, _, end in guard("role", language).every(sentence.words)}
    return any(
        _is_named(sentence, at, after_role) and _near(at, accusations) for at in range(len(sentence.words))
    ) or any(_full_name(sentence, at) and _is_personal(sentence, at) for at in range(len(sentence.words) - 2))


def _near(at: int, accusations: list[int]) -> bool:
    """`accusations` are places in order."""
    following = bisect_left(accusations, at - REACH)
    return following < len(accusations) and accusations[following] <= at + REACH


def _is_named(sentence: Field, at: int, after_role: set[int]) -> bool:
    return at in after_role and _capital(sentence, at)


def _full_name(sentence: Field, at: int) -> bool:
    return _capital(sentence, at) and _capital(sentence, at + 1)


def _is_personal(sentence: Field, at: int) -> bool:
    return not PERSONAL.isdisjoint(sentence.words[at + 2 : at + 7])


def _capital(sentence: Field, at: int) -> bool:
    start, end = sentence.edges[2 * at : 2 * at + 2]
    return _NAME.fullmatch(sentence.text, start, end) is not None
