"""What a view of the queue may be narrowed to: the same for the list, its table and its calendar."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query

from service.api.deps import TheHouse, Viewer
from service.domain.review import Theme
from service.domain.ticket import State
from service.storage.repositories.tickets import Narrow

STARS = {"1-2": (0.0, 2.5), "3": (2.5, 3.5), "4-5": (3.5, 6.0)}
"""Bands, as everywhere: single stars of single people are nobody's filter."""


def view_of(
    person: Viewer,
    house: TheHouse,
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
) -> Narrow:
    """The view that was asked for."""
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
    )
