"""A snippet made into a draft of one ticket: its variables filled in, its approval remembered."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.answering.draft import variables_of
from service.domain.access import Person
from service.domain.answering import AnsweringRules
from service.domain.errors import NotFound
from service.domain.review import Theme, ThemeHit
from service.domain.snippet import FROM_PERSON, FROM_SNIPPET, fill
from service.storage.repositories import snippets
from service.storage.repositories.tickets import Shown


def hits_of(shown: Shown) -> list[ThemeHit]:
    """The themes of the review as it was read."""
    themes = shown.reading.themes if shown.reading else []
    return [ThemeHit(Theme(hit["theme"]), hit["polarity"], ()) for hit in themes]


def values_of(shown: Shown, language: str) -> dict[str, str]:
    """What stands for each variable in an answer to this review; empty where nothing is known."""
    own = AnsweringRules.of(shown.employer.answering).routes()
    return {**own, "employer": shown.employer.name, **variables_of(language, hits_of(shown))}


def filled(session: Session, shown: Shown, number: int, person: Person) -> tuple[str, str]:
    """The text, and where its words come from: approved beforehand, or a person's.

    Raises NotFound for a snippet of another employer or another person, InvalidInput for a variable without a value.
    """
    snippet = snippets.get(session, number)
    theirs = snippet.private_to is not None and snippet.private_to != person.name
    if theirs or snippet.employer_id != shown.ticket.employer_id:
        raise NotFound(f"there is no snippet {number}")
    text = fill(snippet.text, values_of(shown, snippet.language)).strip()
    return text, FROM_SNIPPET if snippet.approved_by is not None else FROM_PERSON
