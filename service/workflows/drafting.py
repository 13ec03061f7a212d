"""A draft proposed for a ticket, and a text tried against the safety check before anybody submits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service.answering import Finding, check, draft
from service.domain.answering import AnsweringRules
from service.domain.review import Theme, ThemeHit
from service.storage.repositories import employers, replies, tickets
from service.storage.session import Database
from service.workflows.checking import context_of, told


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text for a ticket, its language, and what the check says of it; `said` has that in words."""

    language: str | None
    text: str
    found: tuple[Finding, ...]
    said: tuple[str, ...]


def propose(
    database: Database, ticket_id: int, *, now: datetime, reply_limits: Mapping[str, int], say: str
) -> Proposal:
    """A first draft in the review's language where we write it. Raises NotFound."""
    with database.read() as session:
        shown = tickets.shown(session, ticket_id)
        rules = AnsweringRules.of(shown.employer.answering)
        hits = [
            ThemeHit(Theme(hit["theme"]), hit["polarity"], ())
            for hit in (shown.reading.themes if shown.reading else [])
        ]
        language, text = draft(
            (shown.reading.language if shown.reading else None) or shown.revision.language,
            hits,
            urgent=bool(shown.ticket.urgent),
            variables={
                "hr_route": rules.hr_route,
                "anonymous_route": rules.anonymous_route,
                "signature": rules.signature,
            },
        )
        found = tuple(check(text, context_of(session, shown, now, reply_limits)))
    return Proposal(language, text, found, tuple(told(found, text, say)))


def try_out(
    database: Database, ticket_id: int, text: str | None, *, now: datetime, reply_limits: Mapping[str, int], say: str
) -> Proposal:
    """A text, or the newest draft of the ticket, as the check sees it now. Raises NotFound."""
    with database.read() as session:
        shown = tickets.shown(session, ticket_id)
        proposed = replies.proposed(session, ticket_id)
        tried = text if text is not None else proposed.text if proposed else ""
        found = tuple(check(tried, context_of(session, shown, now, reply_limits)))
    return Proposal(None, tried, found, tuple(told(found, tried, say)))


def set_rules(database: Database, employer_id: int, wanted: Mapping[str, object]) -> AnsweringRules:
    """Change some of an employer's rules for answering. Raises NotFound and InvalidInput."""
    with database.write() as session:
        employer = employers.get(session, employer_id)
        rules = AnsweringRules.of({**employer.answering, **wanted})
        employer.answering = rules.kept()
    return rules
