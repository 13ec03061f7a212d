"""What a view of the queue may be narrowed to: the same for the list, its table and its calendar."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, Field
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from service.api.cursors import LARGEST
from service.api.deps import Say
from service.domain.access import Person
from service.domain.errors import InvalidInput
from service.domain.review import Theme
from service.domain.ticket import State
from service.storage.repositories import tickets
from service.storage.repositories.narrowing import Narrow
from service.understanding.searchable import asked_for
from service.workflows.promises import FEWEST

SHORTEST = 3
STARS = {"1-2": (0.0, 2.5), "3": (2.5, 3.5), "4-5": (3.5, 6.0)}
"""Bands, as everywhere: single stars of single people are nobody's filter."""


class View(BaseModel):
    """The view that is asked for: its words in the query, read in one go, since this is asked most."""

    state: list[State] | None = Field(None, description="one or several")
    employer: int | None = Field(None, ge=1, le=LARGEST)
    platform: str | None = Field(None, max_length=40)
    owner: str | None = Field(None, max_length=100)
    mine: bool = False
    overdue: bool = False
    urgent: bool | None = None
    theme: Theme | None = None
    language: str | None = Field(None, pattern=r"^[a-z]{2,3}$")
    stars: Literal["1-2", "3", "4-5"] | None = None
    q: str | None = Field(None, min_length=3, max_length=100, description="words of the text, names left out")

    def narrowed(self, session: Session | Connection, person: Person) -> Narrow:
        """Raises InvalidInput for words that fewer than five reviews say."""
        return Narrow(
            states=tuple(one.value for one in self.state or ()),
            employer_id=self.employer,
            platform=self.platform,
            owner=person.name if self.mine else self.owner,
            overdue=self.overdue,
            urgent=self.urgent,
            theme=self.theme.value if self.theme else None,
            language=self.language,
            stars=STARS[self.stars] if self.stars else None,
            words=_words(session, self.q, person, self.employer) if self.q is not None else None,
        )


class PagedView(View):
    """The same, a page at a time."""

    limit: int = Field(50, ge=1, le=200)
    cursor: str | None = None
    say: Say = "en"


Viewed = Annotated[View, Query()]
ViewedByPage = Annotated[PagedView, Query()]


def _words(session: Session | Connection, q: str, person: Person, employer: int | None) -> str:
    """What few wrote would lead to one of them: to a colleague who is known to say it, or to somebody who is named."""
    words = asked_for(q)
    reached = [employer] if employer is not None else person.employers
    if words is None or len(words) < SHORTEST or tickets.saying(session, words, reached, FEWEST) < FEWEST:
        raise InvalidInput(
            f"names are not searched for, nor what fewer than {FEWEST} reviews say: it could lead to who wrote"
        )
    return words
