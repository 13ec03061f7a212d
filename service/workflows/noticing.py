"""A notice of illegal content to a platform: what the Digital Services Act wants in one, for a person to read and send.

Regulation (EU) 2022/2065, Article 16(2): (a) why, substantiated; (b) where exactly; (c) who, with an e-mail address; (d) in
good faith. Why is what the dismissal's note says; nothing is guessed.
"""

from __future__ import annotations

from service.domain.answering import AnsweringRules
from service.domain.errors import InvalidInput
from service.domain.ticket import State
from service.storage.repositories import sources, tickets
from service.storage.session import Database
from service.texts import message, one_line

REASON = "illegal_content"


def notice_of(database: Database, ticket_id: int, language: str) -> str:
    """The notice as Markdown. Raises NotFound, and InvalidInput for a ticket that was not dismissed as illegal content."""
    with database.read() as session:
        shown = tickets.shown(session, ticket_id)
        last = next((one for one in reversed(tickets.events(session, ticket_id)) if one.move == "dismiss"), None)
        source = sources.get(session, shown.review.source_id)
    if shown.ticket.state != State.DISMISSED or last is None or not (last.note or "").startswith(REASON):
        raise InvalidInput("a notice is written of a ticket that was dismissed as illegal_content")
    why = (last.note or "").removeprefix(REASON).lstrip(": ")
    values = {
        "employer": one_line(shown.employer.name),
        "platform": one_line(shown.review.platform),
        "address": one_line(shown.review.url or source.url or message(language, "notice.no_address")),
        "written": shown.review.published_on.isoformat() if shown.review.published_on else "–",
        "why": one_line(why),
        "contact": one_line(
            AnsweringRules.of(shown.employer.answering).hr_route or message(language, "notice.contact")
        ),
    }
    return (
        "\n\n".join(
            message(language, f"notice.{part}", **values) for part in ("head", "where", "why", "who", "faith", "foot")
        )
        + "\n"
    )
