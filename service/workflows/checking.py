"""What a reply is judged against, gathered from what is held; and the refusal of one that must not go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from service.answering import Context, Finding, Severity, check
from service.domain.answering import AnsweringRules
from service.domain.errors import ReplyBlocked
from service.storage.repositories import replies
from service.storage.repositories.tickets import Shown
from service.texts import message

LATEST = 30
"""Replies of the employer that a new one is compared with."""
WAITS = "cooling"
"""A reply may be submitted while a review cools off; it is approved and posted after."""


def context_of(session: Session, shown: Shown, now: datetime, limits: Mapping[str, int]) -> Context:
    """The situation of one ticket."""
    rules = AnsweringRules.of(shown.employer.answering)
    reading = shown.reading
    return Context(
        language=(reading.language if reading else None) or shown.revision.language,
        now=now,
        since=shown.review.first_seen_at,
        rating=shown.revision.rating,
        reply_limit=limits.get(shown.review.platform),
        routes=(rules.hr_route, rules.anonymous_route),
        others=replies.latest(session, shown.employer.id, LATEST),
        cooling_hours=rules.cooling_hours,
    )


def refuse_blocked(text: str, context: Context, *, ready: bool) -> None:
    """Raises ReplyBlocked with every reason; `ready`: it is about to go out, so that cooling-off counts too."""
    found = [one for one in check(text, context) if one.severity is Severity.BLOCK and (ready or one.rule != WAITS)]
    if found:
        raise ReplyBlocked("; ".join(dict.fromkeys(said(one, text, "en") for one in found)))


def said(one: Finding, text: str, language: str) -> str:
    """A finding in words: what was found, and what to do."""
    quote = " ".join(text[one.start : one.end].split())[:80]
    return message(language, f"check.{one.rule}", quote=quote)


def told(found: Sequence[Finding], text: str, language: str) -> list[str]:
    """All findings in words."""
    return [said(one, text, language) for one in found]
