"""How well a source sees: a state in a word, since when, and why. Zero is never taken for "nothing new" without proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

NEVER_LOOKED = "has not been looked at yet"


class Sight(StrEnum):
    """The states of a source, as the ledger shows them."""

    HEALTHY = "healthy"
    """The last look was good and saw what it should."""
    DEGRADED = "degraded"
    """Something is seen, but late, not whole, or not as it used to be."""
    BLIND = "blind"
    """Nothing believable has come in since then."""
    FORBIDDEN = "forbidden"
    """We may not look: no valid permission, or the site's robots.txt closes it to us."""
    UNPROVEN = "unproven"
    """No real page has passed quality yet."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, as far as sight depends on it."""

    verdict: str
    good: bool
    """The listing was read as far as it was meant to be."""
    pages: int
    """Pages that were read well."""
    seen: int
    declared: int | None
    complete: bool
    problem: str | None = None
    proven: bool = True
    """A real page of this source has passed quality, now or before."""


def judged(outcome: Outcome) -> tuple[Sight, str]:
    """The state after a run, and the reason in words."""
    if outcome.verdict == "forbidden":
        return Sight.FORBIDDEN, outcome.problem or "we may not read the site"
    if not outcome.good:
        return _failed(outcome)
    if not outcome.proven:
        return Sight.UNPROVEN, "an empty list is all that was seen so far: the first review will prove the reading"
    if outcome.problem:
        return Sight.DEGRADED, outcome.problem
    if outcome.complete and outcome.declared is not None and outcome.seen < outcome.declared:
        return Sight.DEGRADED, f"{outcome.seen} of the {outcome.declared} reviews the platform says it shows were there"
    return Sight.HEALTHY, "the whole list was read" if outcome.complete else "read to known ground"


def _failed(outcome: Outcome) -> tuple[Sight, str]:
    why = outcome.problem or outcome.verdict.replace("_", " ")
    if outcome.pages:
        first = "the first page was" if outcome.pages == 1 else f"the first {outcome.pages} pages were"
        return Sight.DEGRADED, f"{first} read, then: {why}"
    return Sight.BLIND, why


def since(before: str, since_before: datetime | None, now_is: Sight, now: datetime) -> datetime:
    """When the state began: as long as it stays the same, its first moment."""
    return since_before if since_before is not None and before == now_is else now
