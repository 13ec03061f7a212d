"""Matters a human must see the same day: what is alarming, less what takes the alarm back. Tone and stars play no part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from service.domain.review import Urgency
from service.understanding.guards import guard
from service.understanding.lexicon import entries
from service.understanding.named import exposes_somebody
from service.understanding.phrases import Found, Phrases
from service.understanding.words import Field, cut_out, sentences

LANGUAGES = ("en", "sv", "de")
NEARBY = {"no": "sv", "da": "sv"}
"""Languages without a list of their own, read with the nearest one: an alarm missed costs more than a false one."""

EVERYWHERE = "en"
"""English is mixed into every language; its list is always read."""

DENIAL_REACH = 5
"""Words before an alarming one in which a denial speaks of it ("inga kända fall av mobbning")."""

EXCUSES = ("policy", "figure", "praise")


def find_urgent(fields: Sequence[Field], language: str | None) -> tuple[Urgency, ...]:
    """The classes that are touched, in the order of `Urgency`."""
    own = NEARBY.get(language or "", language or "")
    spoken = [code for code in dict.fromkeys((own, EVERYWHERE)) if code in LANGUAGES]
    kinds = {kind for field in fields for kind in _in_field(field, spoken)}
    return tuple(kind for kind in Urgency if kind in kinds) if kinds else ()


def _in_field(field: Field, spoken: Sequence[str]) -> Iterator[Urgency]:
    for code in spoken:
        alarms = list(_alarms(code).every(field.words))
        if alarms:
            yield from _not_taken_back(field, alarms, spoken)
    if any(exposes_somebody(field, code) for code in spoken):
        yield Urgency.NAMED_PERSON


def _not_taken_back(field: Field, alarms: Sequence[Found[Urgency]], spoken: Sequence[str]) -> Iterator[Urgency]:
    """Each sentence is asked once for what excuses it, however many alarms it holds."""
    parts = sentences(field.text)
    end, excused = 0, False
    for alarm in alarms:
        at = field.spans[alarm.start][0]
        while at >= end:
            start, end = next(parts)
            excused = at < end and _excused(cut_out(field, start, end).words, spoken)
        if not excused and not _denied(field.words, alarm, spoken):
            yield alarm.cue.means


def _excused(words: Sequence[str], spoken: Sequence[str]) -> bool:
    if any(_speaks(words, kind, spoken) for kind in EXCUSES):
        return True
    return _speaks(words, "duty", spoken) and not _speaks(words, "us", spoken)


def _denied(words: Sequence[str], alarm: Found[Urgency], spoken: Sequence[str]) -> bool:
    return _speaks(words[max(0, alarm.start - DENIAL_REACH) : alarm.start], "no", spoken)


def _speaks(words: Sequence[str], kind: str, spoken: Sequence[str]) -> bool:
    return any(True for code in spoken for _ in guard(kind, code).every(words))


@cache
def _alarms(language: str) -> Phrases[Urgency]:
    return Phrases((Urgency(kind), cue) for kind, cue in entries(f"urgent_{language}"))
