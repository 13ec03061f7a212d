"""Why a review was read as it was, in words, in the review's own language where we speak it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.domain.review import Reading, ReviewText, Tone
from service.texts import CATALOGUES, message, one_line
from service.understanding.explain import Effect, Explanation, explain
from service.understanding.words import lay_out

MOST = 8
"""Words or clauses named in a line."""
LONGEST = 90
"""Characters of a clause that are quoted."""
NEAREST = {"no": "sv", "da": "sv"}
"""Languages whose readers rather read another Nordic one than English."""


def explained(review: ReviewText, language: str | None = None) -> tuple[Explanation, list[str]]:
    """The explanation and its sentences: in `language`, else in the review's, else in English."""
    found = explain(review)
    told = language or found.reading.language or "en"
    told = NEAREST.get(told, told)
    return found, list(_lines(found, review, told if told in CATALOGUES else "en"))


def _lines(found: Explanation, review: ReviewText, language: str) -> Iterator[str]:
    reading = found.reading
    yield _verdict(reading, language)
    yield from (message(language, "explain.reason", reason=reason) for reason in reading.reasons)
    for key, effects in (("words", found.words), ("clauses", found.clauses)):
        blame = [one for one in effects if one.toward_negative > 0]
        praise = [one for one in effects if one.toward_negative < 0]
        if blame:
            yield message(language, f"explain.{key}.blame", what=_quoted(blame))
        if praise:
            yield message(language, f"explain.{key}.praise", what=_quoted(praise))
    joined = "\n".join(field.text for field in lay_out(review))
    for hit in reading.themes:
        sign = {1: "praise", -1: "blame", 0: "both"}[hit.polarity]
        where = ", ".join(f"“{one_line(joined[start:end])}”" for start, end in hit.spans[:MOST])
        theme = message(language, f"theme.{hit.theme.value}")
        yield message(language, f"explain.theme.{sign}", theme=theme, where=where)
    for alarm in found.urgent:
        kind, where = message(language, f"urgent.{alarm.kind.value}"), f"“{_short(joined[alarm.start : alarm.end])}”"
        yield message(language, f"explain.urgent.{'outright' if alarm.outright else 'between'}", kind=kind, where=where)


def _verdict(reading: Reading, language: str) -> str:
    tone = message(language, f"tone.{reading.tone.value}")
    if reading.tone is Tone.UNSURE:
        return message(language, "explain.unsure", code=reading.language or "?")
    percent = f"{100 * reading.p_negative:.0f}"
    return message(language, "explain.tone", tone=tone, percent=percent, basis=reading.basis.value)


def _quoted(effects: Sequence[Effect]) -> str:
    return ", ".join(f"“{_short(one.text)}” {one.toward_negative:+.2f}" for one in effects[:MOST])


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
