"""Shapes of answering: drafts and what is found in them, an employer's rules, promises."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.api.schemas import PromiseOut
from service.domain.review import Theme
from service.workflows.drafting import Proposal


class FindingOut(BaseModel):
    """What the check found at [start, end) of the text (0, 0: the text as a whole)."""

    rule: str
    severity: Literal["block", "warn"]
    start: int
    end: int
    said: str


class ProposalOut(BaseModel):
    """A text and what the check says of it; nothing is kept."""

    language: str | None
    text: str
    made_by: Literal["template", "model", "template_instead"] = Field(
        description="whose words; template_instead: the model gave none that could be used"
    )
    findings: list[FindingOut]


class TryIn(BaseModel):
    """A text to try; without one the ticket's newest draft is tried."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "Tack för att du berättar."}]})

    text: str | None = Field(None, max_length=20_000)


class RulesIn(BaseModel):
    """An employer's rules for answering; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"hr_route": "hr@exempel.se"}]})

    hr_route: str | None = Field(None, max_length=200)
    anonymous_route: str | None = Field(None, max_length=200)
    signature: str | None = Field(None, max_length=200)
    cooling_hours: float | None = Field(None, ge=0, le=72)
    sole_responder: bool | None = None
    heavy_themes: list[Theme] | None = Field(None, description="complaints of these are due a working day sooner")
    trust_snippets: bool | None = Field(None, description="snippets approved beforehand need no second reader")


class RulesOut(BaseModel):
    """An employer's rules for answering."""

    hr_route: str
    anonymous_route: str
    signature: str
    cooling_hours: float
    sole_responder: bool
    heavy_themes: list[str]
    trust_snippets: bool


class PromiseIn(BaseModel):
    """A promise to write down: its owner is a function or a colleague, never a reviewer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "theme": "work_life_balance",
                    "text": "Schemat läggs fyra veckor i förväg",
                    "owner": "driftschefen",
                    "due_on": "2027-03-01",
                }
            ]
        },
    )

    theme: Theme
    text: str = Field(min_length=1, max_length=500)
    owner: str = Field(min_length=1, max_length=100)
    due_on: date


class SettleIn(BaseModel):
    """What was done, in words everybody may read."""

    model_config = ConfigDict(extra="forbid")

    measure: str | None = Field(None, max_length=500)


class LinkIn(BaseModel):
    """Tickets of complaints that a promise answers too."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"ticket_ids": [1, 2]}]})

    ticket_ids: list[Annotated[int, Field(ge=1, le=2**31 - 1)]] = Field(min_length=1, max_length=100)


class Promises(BaseModel):
    """Promises, the next due first."""

    items: list[PromiseOut]


def proposal_out(found: Proposal) -> ProposalOut:
    return ProposalOut(
        language=found.language,
        text=found.text,
        made_by=found.made_by,
        findings=[
            FindingOut(rule=one.rule, severity=one.severity.value, start=one.start, end=one.end, said=said)
            for one, said in zip(found.found, found.said, strict=True)
        ],
    )
