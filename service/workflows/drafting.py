"""A draft proposed for a ticket, and a text tried against the safety check before anybody submits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service.answering import Context, Finding, Severity, check, draft
from service.answering.draft import DEFAULTS
from service.domain.answering import AnsweringRules
from service.domain.errors import DeliveryFailed, DeliveryRefused
from service.domain.ports import Drafter, Task
from service.domain.review import TEXT_FIELDS
from service.storage.repositories import employers, replies, tickets
from service.storage.repositories.tickets import Shown
from service.storage.session import Database
from service.understanding.names import masked
from service.workflows.checking import WAITS, context_of, told
from service.workflows.filling import hits_of

TEMPLATE, MODEL, INSTEAD = "template", "model", "template_instead"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text for a ticket, its language, and what the check says of it; `said` has that in words."""

    language: str | None
    text: str
    found: tuple[Finding, ...]
    said: tuple[str, ...]
    made_by: str = TEMPLATE
    """Whose words: the template's, a model's, or the template's because the model gave none that could be used."""


def propose(
    database: Database,
    ticket_id: int,
    *,
    now: datetime,
    reply_limits: Mapping[str, int],
    say: str,
    drafter: Drafter | None = None,
) -> Proposal:
    """A first draft in the review's language where we write it; by `drafter` if one is given and the matter is not urgent.

    A model that does not answer in time, or says what the check forbids, is passed over for the template. Raises NotFound.
    """
    with database.read() as session:
        shown = tickets.shown(session, ticket_id)
        context = context_of(session, shown, now, reply_limits)
        language, text = _template(shown)
        task = None if shown.ticket.urgent else _task(shown, language)
    found, made_by = check(text, context), TEMPLATE
    if drafter is not None and task is not None:
        made = _by_model(drafter, task, context)
        text, found, made_by = (*made, MODEL) if made else (text, found, INSTEAD)
    return Proposal(language, text, tuple(found), tuple(told(found, text, say)), made_by)


def _template(shown: Shown) -> tuple[str, str]:
    rules = AnsweringRules.of(shown.employer.answering)
    spoken = (shown.reading.language if shown.reading else None) or shown.revision.language
    return draft(spoken, hits_of(shown), urgent=bool(shown.ticket.urgent), variables=rules.routes())


def _task(shown: Shown, language: str) -> Task:
    """What a model is told: no name that stands in the review, nothing but the review of what is held."""
    texts = [getattr(shown.revision, name) for name in TEXT_FIELDS]
    spoken = shown.reading.language if shown.reading else shown.revision.language
    named = {sign: tuple(hit.theme.value for hit in hits_of(shown) if hit.polarity == sign) for sign in (1, -1)}
    routes = {
        **DEFAULTS,
        **{name: value for name, value in AnsweringRules.of(shown.employer.answering).routes().items() if value},
    }
    return Task(language, masked("\n".join(text for text in texts if text), spoken), named[1], named[-1], routes)


def _by_model(drafter: Drafter, task: Task, context: Context) -> tuple[str, list[Finding]] | None:
    """A text that may at least be submitted, with what else there is to say of it."""
    try:
        text = drafter.draft(task)
    except (DeliveryFailed, DeliveryRefused):
        return None
    found = check(text, context)
    return None if any(one.severity is Severity.BLOCK and one.rule != WAITS for one in found) else (text, found)


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
