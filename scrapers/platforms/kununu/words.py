"""What kununu's heads and factors are called, in German and English, and what we call them."""

from __future__ import annotations

import re

PROS = ("gut am arbeitgeber finde ich", "pro", "what i like about my employer", "positive")
CONS = ("schlecht am arbeitgeber finde ich", "contra", "kontra", "what i don't like about my employer", "negative")
ADVICE = ("verbesserungsvorschläge", "verbesserungsvorschlag", "suggestion", "suggestions for improvement")
SUBRATINGS = {
    "atmosphere": "work_atmosphere",
    "arbeitsatmosphäre": "work_atmosphere",
    "image": "image",
    "workLife": "work_life_balance",
    "work-life-balance": "work_life_balance",
    "career": "career_development",
    "karriere/weiterbildung": "career_development",
    "salary": "compensation_benefits",
    "gehalt/sozialleistungen": "compensation_benefits",
    "environment": "environment_social",
    "umwelt-/sozialbewusstsein": "environment_social",
    "teamwork": "team_spirit",
    "kollegenzusammenhalt": "team_spirit",
    "oldColleagues": "older_colleagues",
    "umgang mit älteren kollegen": "older_colleagues",
    "leadership": "management",
    "vorgesetztenverhalten": "management",
    "workConditions": "work_conditions",
    "arbeitsbedingungen": "work_conditions",
    "communication": "communication",
    "kommunikation": "communication",
    "equality": "equality",
    "gleichberechtigung": "equality",
    "tasks": "interesting_tasks",
    "interessante aufgaben": "interesting_tasks",
}
_FOLDED = {name.casefold(): ours for name, ours in SUBRATINGS.items()}


def field_of(head: str | None) -> str | None:
    """`pros`, `cons` or `advice` for a head of those meanings; None for any other."""
    folded = " ".join((head or "").casefold().split()).rstrip(":")
    for name, heads in (("pros", PROS), ("cons", CONS), ("advice", ADVICE)):
        if folded in heads:
            return name
    return None


def factor_of(head: str | None) -> str | None:
    """Our name of a factor; one we do not know keeps its own, as an identifier."""
    folded = " ".join((head or "").casefold().split())
    return _FOLDED.get(folded) or re.sub(r"\W+", "_", folded).strip("_")[:40] or None


def titled(head: str, text: str) -> str:
    """A remark on a factor, under its head, as it stands in the review's text."""
    return f"{head}\n{text}"
