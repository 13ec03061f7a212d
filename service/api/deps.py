"""What routers are given: the house, a session that commits before the answer leaves, and the person who asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from service.api.scope import check_scope
from service.api.shelf import Shelf
from service.bootstrap import House
from service.domain.access import Person
from service.domain.errors import NotAllowed, Unauthenticated
from service.domain.ticket import Role
from service.workflows.admit import recognise

bearer = HTTPBearer(auto_error=False, description="An API key: `Authorization: Bearer omd_…`")


Say = Literal["sv", "en"]
"""The language of words that people read."""


def house_of(request: Request) -> House:
    """The house this application was made for."""
    house: House = request.app.state.house
    return house


async def _house(request: Request) -> House:
    """The same, asked for by a route; it waits for nothing and so needs no thread."""
    return house_of(request)


TheHouse = Annotated[House, Depends(_house)]


def shelf_of(request: Request) -> Shelf:
    """What was written of tickets last."""
    shelf: Shelf = request.app.state.shelf
    return shelf


def _reading(house: TheHouse) -> Iterator[Session]:
    with house.database.read() as session:
        yield session


def _writing(house: TheHouse) -> Iterator[Session]:
    with house.database.write() as session:
        yield session


# scope="function": the unit ends before the answer is sent; otherwise a commit that fails would still answer 200
Reading = Annotated[Session, Depends(_reading, scope="function")]
Writing = Annotated[Session, Depends(_writing, scope="function")]


_Given = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


def _person(request: Request, given: _Given) -> Person:
    house = house_of(request)
    if given is None:
        raise Unauthenticated("a key is needed: send it as `Authorization: Bearer omd_…`")
    person = recognise(house.database, given.credentials, house.secret, now=house.clock())
    check_scope(request, house, person)
    return person


def _at_least(role: Role) -> Callable[[Request, Any], Person]:
    def check(request: Request, given: _Given) -> Person:
        person = _person(request, given)
        if person.role < role:
            raise NotAllowed(f"this needs the role {role.label}; the key is {person.role.label}")
        return person

    return check


Told = Annotated[Person, Depends(_at_least(Role.NOTIFY_ONLY))]
Viewer = Annotated[Person, Depends(_at_least(Role.VIEWER))]
Responder = Annotated[Person, Depends(_at_least(Role.RESPONDER))]
Approver = Annotated[Person, Depends(_at_least(Role.APPROVER))]
Admin = Annotated[Person, Depends(_at_least(Role.ADMIN))]
