"""Snippets kept, changed, approved and let go. An approval is of the words as they stand: a change ends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from service.domain.access import Person
from service.domain.answering import AnsweringRules
from service.domain.errors import InvalidInput, NotAllowed, NotFound, Stale
from service.domain.snippet import check_snippet
from service.domain.ticket import Role
from service.storage.repositories import employers, snippets
from service.storage.session import Database
from service.storage.tables import Snippet
from service.texts import one_line


@dataclass(frozen=True, slots=True)
class Words:
    """What a snippet says, and in which language."""

    name: str
    language: str
    text: str


def keep(
    database: Database, employer_id: int, words: Words, person: Person, *, private: bool, now: datetime
) -> Snippet:
    """Keep a snippet, for all who answer for the employer or for oneself. Raises NotFound and InvalidInput."""
    check_snippet(words.text)
    with database.write() as session:
        employers.get(session, employer_id)
        return snippets.add(
            session,
            employer_id=employer_id,
            name=one_line(words.name),
            language=words.language,
            text=words.text.strip(),
            private_to=person.name if private else None,
            written_by=person.name,
            written_at=now,
            approved_by=None,
            approved_at=None,
        )


def change(database: Database, number: int, words: Words, person: Person, *, now: datetime) -> Snippet:
    """Say it otherwise; an approval ends. Raises NotFound and InvalidInput."""
    check_snippet(words.text)
    with database.write() as session:
        _mine(session, number, person)
        written = {"written_by": person.name, "written_at": now, "approved_by": None, "approved_at": None}
        said = {"name": one_line(words.name), "language": words.language, "text": words.text.strip()}
        snippets.change(session, number, **said, **written)
        return snippets.get(session, number)


def approve(database: Database, number: int, text: str, person: Person, *, now: datetime) -> Snippet:
    """Approve a shared snippet for answers without a second reader: the words that were read, not what came after.

    Raises NotFound, NotAllowed (a role too low, one's own words), InvalidInput (a private one), Stale.
    """
    with database.write() as session:
        snippet = _mine(session, number, person)
        rules = AnsweringRules.of(employers.get(session, snippet.employer_id).answering)
        if person.role < Role.APPROVER:
            raise NotAllowed(f"to approve needs the role approver; the key is {person.role.label}")
        if snippet.private_to is not None:
            raise InvalidInput("a private snippet cannot be approved: share it first")
        if snippet.written_by == person.name and not rules.sole_responder:
            raise NotAllowed("a snippet is approved by somebody else than who wrote it")
        if not snippets.approve(session, number, text.strip(), approved_by=person.name, approved_at=now):
            raise Stale(f"snippet {number} says something else now: read it again")
        return snippets.get(session, number)


def drop(database: Database, number: int, person: Person) -> None:
    """Let a snippet go. Raises NotFound."""
    with database.write() as session:
        _mine(session, number, person)
        snippets.drop(session, number)


def _mine(session: Session, number: int, person: Person) -> Snippet:
    """A snippet this person may touch. Raises NotFound, also for what is somebody else's alone."""
    snippet = snippets.get(session, number)
    hidden = snippet.private_to not in (None, person.name)
    if hidden or not person.reaches(snippet.employer_id):
        raise NotFound(f"there is no snippet {number}")
    return snippet
