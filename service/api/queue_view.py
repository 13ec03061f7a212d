"""What a view of the queue may be narrowed to: the same for the list, its table and its calendar."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from sqlalchemy.orm import Session

from service.api.deps import Reading, TheHouse, Viewer
from service.domain.access import Person
from service.domain.errors import InvalidInput
from service.domain.review import Theme
from service.domain.ticket import State
from service.storage.repositories import tickets
from service.storage.repositories.tickets import Narrow
from service.understanding.searchable import asked_for
from service.workflows.promises import FEWEST

SHORTEST = 3
STARS = {"1-2": (0.0, 2.5), "3": (2.5, 3.5), "4-5": (3.5, 6.0)}
"""Bands, as everywhere: single stars of single people are nobody's filter."""


def view_of(
    person: Viewer,
    house: TheHouse,
    session: Reading,
    state: Annotated[list[State] | None, Query(description="one or several")] = None,
    employer: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    platform: Annotated[str | None, Query(max_length=40)] = None,
    owner: Annotated[str | None, Query(max_length=100)] = None,
    mine: bool = False,
    overdue: bool = False,
    urgent: bool | None = None,
    theme: Theme | None = None,
    language: Annotated[str | None, Query(pattern=r"^[a-z]{2,3}$")] = None,
    stars: Literal["1-2", "3", "4-5"] | None = None,
    q: Annotated[
        str | None, Query(min_length=3, max_length=100, description="words of the text, names left out")
    ] = None,
) -> Narrow:
    """The view that was asked for. Raises InvalidInput for words that fewer than five reviews say."""
    words = _words(session, q, person, employer) if q is not None else None
    return Narrow(
        states=[one.value for one in state or ()],
        employer_id=employer,
        platform=platform,
        owner=person.name if mine else owner,
        overdue_at=house.clock() if overdue else None,
        urgent=urgent,
        theme=theme.value if theme else None,
        language=language,
        stars=STARS[stars] if stars else None,
        words=words,
    )


def _words(session: Session, q: str, person: Person, employer: int | None) -> str:
    """What few wrote would lead to one of them: to a colleague who is known to say it, or to somebody who is named."""
    words = asked_for(q)
    reached = [employer] if employer is not None else person.employers
    if words is None or len(words) < SHORTEST or tickets.saying(session, words, reached, FEWEST) < FEWEST:
        raise InvalidInput(
            f"names are not searched for, nor what fewer than {FEWEST} reviews say: it could lead to who wrote"
        )
    return words
