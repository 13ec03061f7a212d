"""The safety check: what is said in a reply that should not be, found by rules alone, each with its place and its why.

Deterministic: the same reply in the same situation is judged the same. A finding either blocks or warns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from service.answering.parts import LANGUAGES, rule
from service.answering.sameness import alike, identical
from service.domain.review import LOW_STARS, ReviewText
from service.understanding.language import recognise
from service.understanding.words import Field, cut_out, lay_out, sentences

COOLING_HOURS = 4
MOST_IDENTICAL = 3
"""As many identical replies may stand; the fourth is copy-paste for all the world to see."""
LONG_WHERE_UNKNOWN = 1_000
"""Characters from which a platform that states no limit may cut a reply."""
ENOUGH_WORDS = 4
"""Words below which the language of a reply cannot be told."""


class Severity(StrEnum):
    """`BLOCK` keeps a reply in the house; `WARN` leaves it to a person."""

    BLOCK = "block"
    WARN = "warn"


class Finding(NamedTuple):
    """A rule that was touched at [start, end) of the reply (0, 0: the reply as a whole)."""

    rule: str
    severity: Severity
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What a reply is judged against. Lengths in characters; `others`, the last thirty replies of the employer."""

    language: str | None
    now: datetime
    since: datetime
    """When the review was first seen here: cooling-off begins then."""
    rating: float | None = None
    reply_limit: int | None = None
    routes: tuple[str, ...] = ()
    """Addresses the employer wants to be reached at: HR's, and the anonymous one."""
    others: Sequence[str] = ()
    cooling_hours: float = COOLING_HOURS


WORDED = {
    "author": Severity.BLOCK,
    "asks": Severity.BLOCK,
    "discloses": Severity.BLOCK,
    "argues": Severity.WARN,
    "threatens": Severity.BLOCK,
    "change": Severity.BLOCK,
    "offers": Severity.BLOCK,
}
"""Rules that are lists of phrases, and how severe each is."""
RULES = (*WORDED, "name", "promise", "language", "length", "contact", "alike", "identical", "cooling", "empty")
"""Every rule there is; texts and docs/answering.md have a line for each."""
_GREETED = re.compile(
    r"\b(?:hej|hei|hi|hello|dear|kära|käre|bästa|hallo|liebe|lieber|kære|kjære|rakas|moi)\s+([A-ZÅÄÖÆØÜ][\w-]+)",
    re.IGNORECASE,
)
_ROUTE = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,}|https?://\S+|\b[\w-]+\.(?:se|com|no|dk|fi|de|org|eu)\b/?\S*"
)


def check(text: str, context: Context) -> list[Finding]:
    """Everything found, blocks first, then by place."""
    fields = lay_out(ReviewText(text=text))
    if not fields or not fields[0].words:
        return [Finding("empty", Severity.BLOCK, 0, 0)]
    (field,) = fields
    found = [*_worded(field, context), *_names(field), *_promises(field, context), *_whole(field, context)]
    return sorted(set(found), key=lambda one: (one.severity is not Severity.BLOCK, one.start, one.rule))


def blocks(found: Sequence[Finding]) -> bool:
    """Whether a reply must not go out as it is."""
    return any(one.severity is Severity.BLOCK for one in found)


def _worded(field: Field, context: Context) -> Iterator[Finding]:
    """English is read in every reply: it is mixed into all of them."""
    for name, severity in WORDED.items():
        for language in _spoken(field, context):
            for _, first, behind in rule(name, language).every(field.words):
                yield Finding(name, severity, *field.place(first, behind))


def _names(field: Field) -> Iterator[Finding]:
    for greeted in _GREETED.finditer(field.text):
        if greeted[1][0].isupper():
            yield Finding("name", Severity.BLOCK, *greeted.span(1))


def _promises(field: Field, context: Context) -> Iterator[Finding]:
    """A promise wants somebody who keeps it, or a day, in the same sentence."""
    for start, end in sentences(field.text):
        part = cut_out(field, start, end)
        for language in _spoken(field, context):
            promised = rule("promise", language).every(part.words)
            if promised and not rule("owner", language).every(part.words):
                yield Finding("promise", Severity.WARN, *part.place(promised[0][1], promised[0][2]))


def promises_in(text: str, language: str | None) -> list[tuple[int, int]]:
    """[start, end) of each sentence of a reply that promises something, whoever is to keep it."""
    found = []
    for field in lay_out(ReviewText(text=text)):
        spoken = [
            code for code in dict.fromkeys((recognise([field], language)[0], language, "en")) if code in LANGUAGES
        ]
        for start, end in sentences(field.text):
            words = cut_out(field, start, end).words
            if any(rule("promise", code).every(words) for code in spoken):
                found.append((start, end))
    return found


def _whole(field: Field, context: Context) -> Iterator[Finding]:
    text = field.text
    written, _ = recognise([field], None)
    if context.language and written and written != context.language and len(field.words) >= ENOUGH_WORDS:
        yield Finding("language", Severity.BLOCK, 0, 0)
    if context.reply_limit is not None and len(text) > context.reply_limit:
        yield Finding("length", Severity.BLOCK, context.reply_limit, len(text))
    elif context.reply_limit is None and len(text) > LONG_WHERE_UNKNOWN:
        yield Finding("length", Severity.WARN, LONG_WHERE_UNKNOWN, len(text))
    if not any(route and route in text for route in context.routes) and not _ROUTE.search(text):
        yield Finding("contact", Severity.WARN, 0, 0)
    if identical(text, context.others) >= MOST_IDENTICAL:
        yield Finding("identical", Severity.BLOCK, 0, 0)
    elif alike(text, context.others):
        yield Finding("alike", Severity.WARN, 0, 0)
    hot = context.rating is not None and context.rating <= LOW_STARS
    if hot and context.now < context.since + timedelta(hours=context.cooling_hours):
        yield Finding("cooling", Severity.BLOCK, 0, 0)


def _spoken(field: Field, context: Context) -> tuple[str, ...]:
    own = recognise([field], context.language)[0]
    return tuple(code for code in dict.fromkeys((own, context.language, "en")) if code in LANGUAGES)
