"""Promises made in replies: written down with an owner and a day, kept or broken, and what may be told of it to all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service.domain.access import Person
from service.domain.errors import InvalidInput, MoveNotAllowed, NotFound
from service.domain.review import Theme
from service.storage.repositories import employers, promises, tickets
from service.storage.session import Database
from service.storage.tables import Promise
from service.texts import message, one_line

FEWEST = 5
"""A theme fewer people wrote about is not told: their colleagues could guess who."""
PERIOD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A promise to write down."""

    theme: Theme
    text: str
    owner: str
    due_on: date


def make(database: Database, ticket_id: int, wanted: Wanted, person: Person, *, now: datetime) -> Promise:
    """Write a promise of a ticket's reply down. Raises NotFound and InvalidInput."""
    if wanted.due_on < now.date():
        raise InvalidInput("a promise is due on a day to come")
    with database.write() as session:
        ticket = tickets.get(session, ticket_id)
        if not person.reaches(ticket.employer_id):
            raise NotFound(f"there is no ticket {ticket_id}")
        return promises.add(
            session,
            employer_id=ticket.employer_id,
            ticket_id=ticket.id,
            theme=wanted.theme.value,
            text=one_line(wanted.text),
            owner=one_line(wanted.owner),
            due_on=wanted.due_on,
            made_at=now,
            made_by=person.name,
        )


def settle(
    database: Database, promise_id: int, person: Person, *, kept: bool, measure: str | None, now: datetime
) -> Promise:
    """Say that a promise was kept, by which measure, or broken. Raises NotFound, MoveNotAllowed, InvalidInput."""
    if kept and not (measure or "").strip():
        raise InvalidInput("a promise is kept by something that was done: say what, in words everybody may read")
    with database.write() as session:
        promise = promises.get(session, promise_id)
        if not person.reaches(promise.employer_id):
            raise NotFound(f"there is no promise {promise_id}")
        told = one_line(measure) if measure else None
        if not promises.settle(session, promise_id, state="kept" if kept else "broken", measure=told, settled_at=now):
            raise MoveNotAllowed(f"promise {promise_id} is {promise.state} already")
        session.refresh(promise)
    return promise


def link(database: Database, promise_id: int, ticket_ids: Sequence[int], person: Person) -> Promise:
    """Say which other complaints a promise answers. Raises NotFound, also for a ticket of another employer."""
    with database.write() as session:
        promise = promises.get(session, promise_id)
        if not person.reaches(promise.employer_id):
            raise NotFound(f"there is no promise {promise_id}")
        for number in ticket_ids:
            if tickets.get(session, number).employer_id != promise.employer_id:
                raise NotFound(f"there is no ticket {number}")
        promises.link(session, promise_id, ticket_ids)
    return promise


def heard_and_done(database: Database, employer_id: int, language: str, *, now: datetime) -> list[str]:
    """ "What we heard, what we did" of a year in lines of Markdown: themes that five or more wrote of, and what was done.

    No review, nobody's words, no date of a review. Raises NotFound.
    """
    with database.read() as session:
        name = employers.get(session, employer_id).name
        since = (now - PERIOD).date()
        heard = promises.heard(session, employer_id, since)
        answered = promises.answered(session, employer_id, since)
        held = [(promise, answered.get(promise.id, 0)) for promise in promises.listed(session, employer_id=employer_id)]
    return list(_lines(name, heard, held, language))


def _lines(name: str, heard: dict[str, int], held: list[tuple[Promise, int]], language: str) -> Iterator[str]:
    yield f"# {message(language, 'heard.head', employer=one_line(name))}"
    told = sorted(((count, theme) for theme, count in heard.items() if count >= FEWEST), reverse=True)
    for count, theme in told:
        yield ""
        yield f"## {message(language, 'heard.theme', theme=message(language, f'theme.{theme}'), count=count)}"
        mine = [(promise, linked) for promise, linked in held if promise.theme == theme]
        yield from _promised(mine, count, language) if mine else (message(language, "heard.nothing"),)
    if not told:
        yield ""
        yield message(language, "heard.few", fewest=FEWEST)


def _promised(mine: list[tuple[Promise, int]], count: int, language: str) -> Iterator[str]:
    for promise, linked in mine:
        done = f"{promise.settled_at:%Y-%m-%d}" if promise.settled_at else ""
        said = message(
            language,
            f"heard.{promise.state}",
            what=promise.text,
            measure=promise.measure or "",
            done=done,
            due=promise.due_on.isoformat(),
        )
        led = f" {message(language, 'heard.led', linked=linked, of=count)}" if _tellable(linked, count) else ""
        yield f"- {said}{led}"


def _tellable(linked: int, count: int) -> bool:
    """Both those a promise answers and those it does not are five or more, or none: what is left could be one person."""
    return linked >= FEWEST and (linked == count or count - linked >= FEWEST)
