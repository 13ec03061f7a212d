"""How an employer answers: what replies may say of it, who may approve what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from service.domain.calendar import WorkCalendar
from service.domain.errors import InvalidInput, NotAllowed
from service.domain.review import LOW_STARS, Theme

LONGEST = 200


@dataclass(frozen=True, slots=True)
class AnsweringRules:
    """An employer's own. Routes and signature stand in drafts; `cooling_hours` before a low review is answered."""

    hr_route: str = ""
    anonymous_route: str = ""
    signature: str = "HR"
    cooling_hours: float = 4.0
    sole_responder: bool = False
    """One person answers alone: they approve their own reply on a later working day, and the event says so."""
    heavy_themes: tuple[str, ...] = ()
    """Complaints of these are due a working day sooner."""
    trust_snippets: bool = False
    """Snippets that an approver approved beforehand go out without a second reader, but for low reviews."""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> AnsweringRules:
        """From what is kept of an employer. Raises InvalidInput for a name or value that is none."""
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(kept) - known)
        if unknown:
            raise InvalidInput(f"{unknown[0][:40]!r} is no rule for answering: choose from {', '.join(sorted(known))}")
        texts = [kept[name] for name in ("hr_route", "anonymous_route", "signature") if name in kept]
        if any(not isinstance(text, str) or len(text) > LONGEST or not text.isprintable() for text in texts):
            raise InvalidInput(f"routes and signature are printable texts of at most {LONGEST} characters")
        if not 0 <= kept.get("cooling_hours", 0) <= 72:
            raise InvalidInput("cooling_hours lies between 0 and 72")
        heavy = kept.get("heavy_themes", ())
        if not set(heavy) <= {theme.value for theme in Theme}:
            raise InvalidInput("heavy_themes are among the fourteen themes")
        return cls(**{**kept, "heavy_themes": tuple(sorted(set(heavy)))})

    @staticmethod
    def heavy_in(kept: Mapping[str, Any]) -> frozenset[str]:
        """The heavy themes of what is kept, without looking at the rest."""
        return frozenset(kept.get("heavy_themes", ()))

    def routes(self) -> dict[str, str]:
        """What stands in drafts for the employer; empty where it was not said."""
        return {
            "hr_route": self.hr_route,
            "anonymous_route": self.anonymous_route,
            "signature": self.signature,
        }

    def kept(self) -> dict[str, Any]:
        """What is kept of it."""
        return {**asdict(self), "heavy_themes": list(self.heavy_themes)}


def goes_unread(rules: AnsweringRules, rating: float | None, *, urgent: bool) -> bool:
    """Whether a snippet that was approved beforehand needs no second reader here: never at low stars, never when urgent."""
    low = rating is not None and rating <= LOW_STARS
    return rules.trust_snippets and not low and not urgent


def check_approver(
    approver: str,
    writer: str,
    rating: float | None,
    rules: AnsweringRules,
    calendar: WorkCalendar,
    *,
    written_at: datetime,
    now: datetime,
) -> str | None:
    """Whether somebody may approve a reply now; what to write down about it, if anything. Raises NotAllowed.

    Nobody approves their own reply to one or two stars, but for the one who answers alone, on a later working day.
    """
    if approver != writer or rating is None or rating > LOW_STARS:
        return None
    if not rules.sole_responder:
        raise NotAllowed("a reply to one or two stars is approved by somebody else than who wrote it")
    opens = calendar.next_day_opening(written_at)
    if now < opens:
        raise NotAllowed(
            f"alone, you approve your own reply on the next working day: from {calendar.local(opens):%Y-%m-%d %H:%M}"
        )
    return "sole responder: approved by who wrote it"
