"""Matters a human must see the same day: what is alarming, less what takes the alarm back. Tone and stars play no part."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from service.domain.review import ReviewText, Urgency
from service.understanding.cues import Cues, alarm_languages, listen_for_cues
from service.understanding.guards import guard
from service.understanding.named import exposes_somebody
from service.understanding.tone import TextTone, text_tones
from service.understanding.words import Field, cut_out, lay_out, sentences

if TYPE_CHECKING:
    from service.understanding.alarm_model import Alarm

DENIAL_REACH = 5
"""Words before an alarming one in which a denial speaks of it ("inga kända fall av mobbning")."""

EXCUSES = ("policy", "figure", "praise")


class Hit(NamedTuple):
    """A class heard at [start, end) of the laid-out text; `outright` by a word, else between the lines."""

    kind: Urgency
    start: int
    end: int
    outright: bool


def urgent_matters(
    laid: Sequence[Sequence[Field]],
    heard: Sequence[Sequence[Cues]],
    languages: Sequence[str | None],
    tones: Sequence[TextTone],
) -> list[tuple[Urgency, ...]]:
    """The classes each review touches, in the order of `Urgency`: by its words, and by what sounds like it.

    `heard` has the cues of each field; `tones` are asked for nothing but whether a review is about work.
    """
    worded = [_in_order({hit.kind for hit in _outright(*told)}) for told in zip(laid, heard, languages, strict=True)]
    sounding: dict[int, set[Urgency]] = {}
    for alarm in _between_the_lines(laid, languages, lambda n: tones[n].of_work):
        sounding.setdefault(alarm.passage.review, set()).update(alarm.kinds)
    return [kinds or _in_order(sounding.get(n, ())) for n, kinds in enumerate(worded)]


def urgent_hits(fields: Sequence[Field], language: str | None) -> tuple[Hit, ...]:
    """Where one review says what `urgent_matters` hears in it: words, or where none says it, whole passages."""
    return tuple(_outright(fields, listen_for_cues(fields, language), language)) or tuple(
        Hit(kind, one.field.offset + one.start, one.field.offset + one.end, outright=False)
        for one, kinds in _between_the_lines(
            [fields], [language], lambda _: text_tones([fields], [language])[0].of_work
        )
        for kind in _in_order(kinds)
    )


def _outright(fields: Sequence[Field], heard: Sequence[Cues], language: str | None) -> list[Hit]:
    """What alarming words, and what stands around them, tell of."""
    hits: list[Hit] = []
    spoken = alarm_languages(language)
    for field, cues in zip(fields, heard, strict=True):
        told = [cue for cue in cues if type(cue[0]) is not int]
        if told:
            hits += _not_taken_back(field, told, spoken)
        if exposes_somebody(field, spoken, accused=bool(told) and any(means is None for means, _, _ in told)):
            hits.append(Hit(Urgency.NAMED_PERSON, field.offset, field.offset + len(field.text), outright=True))
    return hits


def _between_the_lines(
    laid: Sequence[Sequence[Field]], languages: Sequence[str | None], of_work: Callable[[int], bool]
) -> Sequence[Alarm]:
    """What only sounds urgent, of work; it speaks where nothing is said outright."""
    from service.understanding.alarm_model import alarms  # it brings numpy, wanted late
    from service.understanding.weights import weights

    model = weights()
    loud = alarms(model, laid, languages, _taken_back) if model else []
    works = {n: of_work(n) for n in {one.passage.review for one in loud}}
    return [one for one in loud if works[one.passage.review]]


def _taken_back(words: Sequence[str], language: str | None) -> bool:
    """Whether a manner of speaking, a policy or a praise stands in a passage that only sounds alarming."""
    return _excused(words, alarm_languages(language))


def _in_order(kinds: Collection[Urgency]) -> tuple[Urgency, ...]:
    return tuple(kind for kind in Urgency if kind in kinds) if kinds else ()


def sounds_alarming(text: str, language: str) -> bool:
    """Whether any alarming word stands in a text, excused or not."""
    heard = listen_for_cues(lay_out(ReviewText(text=text)), language)
    return any(isinstance(means, Urgency) for cues in heard for means, _, _ in cues)


def _not_taken_back(field: Field, alarms: Cues, spoken: Sequence[str]) -> Iterator[Hit]:
    """Each sentence is asked once for what excuses it, however many alarms it holds."""
    parts = sentences(field.text)
    end, excused = 0, False
    for kind, first, behind in alarms:
        if not isinstance(kind, Urgency):
            continue
        at = field.start(first)
        while at >= end:
            start, end = next(parts)
            excused = at < end and _excused(cut_out(field, start, end).words, spoken)
        if not excused and not _denied(field.words, first, spoken):
            yield Hit(kind, *field.place(first, behind), outright=True)


def _excused(words: Sequence[str], spoken: Sequence[str]) -> bool:
    if any(_speaks(words, kind, spoken) for kind in EXCUSES):
        return True
    return _speaks(words, "duty", spoken) and not _speaks(words, "us", spoken)


def _denied(words: Sequence[str], at: int, spoken: Sequence[str]) -> bool:
    return _speaks(words[max(0, at - DENIAL_REACH) : at], "no", spoken)


def _speaks(words: Sequence[str], kind: str, spoken: Sequence[str]) -> bool:
    return any(guard(kind, code).every(words) for code in spoken)
