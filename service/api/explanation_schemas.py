"""What is asked and answered about readings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.understanding.explain import Effect, Explanation

LONGEST = 20_000


class TextIn(BaseModel):
    """A review to be explained."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": "Bra lön men ingen lyssnar.", "language": "sv"}]}
    )

    title: str | None = Field(None, max_length=LONGEST)
    pros: str | None = Field(None, max_length=LONGEST)
    cons: str | None = Field(None, max_length=LONGEST)
    advice: str | None = Field(None, max_length=LONGEST)
    text: str | None = Field(None, max_length=LONGEST)
    rating: float | None = Field(None, ge=1, le=5)
    language: str | None = Field(None, pattern=r"^[a-z]{2,3}$", description="what the platform declares, ISO 639-1")


class EffectOut(BaseModel):
    """A word or clause at [start, end) of the fields joined by newlines."""

    start: int
    end: int
    text: str
    toward_negative: float = Field(description="log odds by which it makes the reading more negative; below 0, less")


class UrgentOut(BaseModel):
    """An urgent class and where it was heard."""

    kind: str
    start: int
    end: int
    heard: Literal["outright", "between the lines"]


class ThemeOut(BaseModel):
    """A theme, whether it is praised (1), blamed (-1) or neither (0), and where it is touched."""

    theme: str
    polarity: int
    spans: list[tuple[int, int]]


class ExplanationOut(BaseModel):
    """A reading and its grounds, the strongest first; `said` has them in sentences."""

    language: str | None
    tone: str
    p_negative: float
    needs_reply: bool
    reasons: list[str]
    model: str
    words: list[EffectOut]
    clauses: list[EffectOut]
    themes: list[ThemeOut]
    urgent: list[UrgentOut]
    said: list[str]


def explanation_out(found: Explanation, said: list[str]) -> ExplanationOut:
    """The answer."""
    reading = found.reading
    return ExplanationOut(
        language=reading.language,
        tone=reading.tone.value,
        p_negative=reading.p_negative,
        needs_reply=reading.needs_reply,
        reasons=list(reading.reasons),
        model=reading.model,
        words=_effects(found.words),
        clauses=_effects(found.clauses),
        themes=[
            ThemeOut(theme=hit.theme.value, polarity=hit.polarity, spans=list(hit.spans)) for hit in reading.themes
        ],
        urgent=[
            UrgentOut(
                kind=hit.kind.value,
                start=hit.start,
                end=hit.end,
                heard="outright" if hit.outright else "between the lines",
            )
            for hit in found.urgent
        ],
        said=said,
    )


def _effects(effects: Sequence[Effect]) -> list[EffectOut]:
    return [EffectOut(**one._asdict()) for one in effects]
