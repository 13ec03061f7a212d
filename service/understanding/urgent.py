"""Matters a human must see the same day: what is alarming, less what takes the alarm back. Tone and stars play no part."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from service.domain.review import ReviewText, Urgency
from service.understanding.guards import guard
from service.understanding.lexicon import entries
from service.understanding.named import exposes_somebody
from service.understanding.phrases import Found, Phrases
from service.understanding.words import Field, cut_out, lay_out, sentences

if TYPE_CHECKING:
    from service.understanding.alarm_model import Alarm

LANGUAGES = ("en", "sv", "de")
NEARBY = {"no": "sv", "da": "sv"}
"""Languages without a list of their own, read with the nearest one: an alarm missed costs more than a false one."""

EVERYWHERE = "en"
"""English is mixed into every language; its list is always read."""

DENIAL_REACH = 5
"""Words before an alarming one in which a denial speaks of it ("inga kända fall av mobbning")."""

EXCUSES = ("policy", "figure", "praise")


class Hit(NamedTuple):
    """A class heard at [start, end) of the laid-out text; `outright` by a word, else between the lines."""

    kind: Urgency
    start: int
    end: int
    outright: bool


def urgent_matters(laid: Sequence[Sequence[Field]], languages: Sequence[str | None]) -> list[tuple[Urgency, ...]]:
    """The classes each review touches, in the order of `Urgency`: by its words, and by what sounds like it."""
    worded = [find_urgent(fields, code) for fields, code in zip(laid, languages, strict=True)]
    heard: dict[int, set[Urgency]] = {}
    for alarm in _between_the_lines(laid, languages):
        heard.setdefault(alarm.passage.review, set()).update(alarm.kinds)
    return [kinds or _in_order(heard.get(n, ())) for n, kinds in enumerate(worded)]


def find_urgent(fields: Sequence[Field], language: str | None) -> tuple[Urgency, ...]:
    """The classes that alarming words and what stands around them tell of, in the order of `Urgency`."""
    spoken = _spoken(language)
    kinds = {hit.kind for field in fields for hit in _in_field(field, spoken)}
    return _in_order(kinds) if kinds else ()


def urgent_hits(fields: Sequence[Field], language: str | None) -> tuple[Hit, ...]:
    """Where one review says what `urgent_matters` hears in it: words, or where none says it, whole passages."""
    spoken = _spoken(language)
    outright = tuple(hit for field in fields for hit in _in_field(field, spoken))
    return outright or tuple(
        Hit(kind, one.field.offset + one.start, one.field.offset + one.end, outright=False)
        for one, kinds in _between_the_lines([fields], [language])
        for kind in _in_order(kinds)
    )


def _between_the_lines(laid: Sequence[Sequence[Field]], languages: Sequence[str | None]) -> Sequence[Alarm]:
    """What only sounds urgent; it speaks where nothing is said outright."""
    from service.understanding.alarm_model import alarms  # it brings numpy, wanted late
    from service.understanding.weights import weights

    model = weights()
    return alarms(model, laid, languages, _taken_back) if model else ()


def _taken_back(words: Sequence[str], language: str | None) -> bool:
    """Whether a manner of speaking, a policy or a praise stands in a passage that only sounds alarming."""
    return _excused(words, _spoken(language))


def _in_order(kinds: Collection[Urgency]) -> tuple[Urgency, ...]:
    return tuple(kind for kind in Urgency if kind in kinds)


def _spoken(language: str | None) -> list[str]:
    own = NEARBY.get(language or "", language or "")
    return [code for code in dict.fromkeys((own, EVERYWHERE)) if code in LANGUAGES]


def sounds_alarming(text: str, language: str) -> bool:
    """Whether any alarming word stands in a text, excused or not."""
    words = [word for field in lay_out(ReviewText(text=text)) for word in field.words]
    return any(True for _ in _alarms(language).every(words))


def _in_field(field: Field, spoken: Sequence[str]) -> Iterator[Hit]:
    for code in spoken:
        alarms = list(_alarms(code).every(field.words))
        if alarms:
            yield from _not_taken_back(field, alarms, spoken)
    if any(exposes_somebody(field, code) for code in spoken):
        yield Hit(Urgency.NAMED_PERSON, field.offset, field.offset + len(field.text), outright=True)


def _not_taken_back(field: Field, alarms: Sequence[Found[Urgency]], spoken: Sequence[str]) -> Iterator[Hit]:
    """Each sentence is asked once for what excuses it, however many alarms it holds."""
    parts = sentences(field.text)
    end, excused = 0, False
    for alarm in alarms:
        at = field.spans[alarm.start][0]
        while at >= end:
            start, end = next(parts)
            excused = at < end and _excused(cut_out(field, start, end).words, spoken)
        if not excused and not _denied(field.words, alarm, spoken):
            yield Hit(alarm.cue.means, *field.place(alarm.start, alarm.end), outright=True)


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
