"""Keys for some employers only: whatever a request touches must be theirs. What names no employer is refused.

Asked in one place before any route, so that a new route is closed until it says whom it is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request
from sqlalchemy.orm import Session

from service.bootstrap import House
from service.domain.access import Person
from service.domain.errors import NotAllowed, NotFound
from service.storage.repositories import owners

FREE = {"/api/v1/explanations", "/api/v1/tickets/bulk"}
"""Touch nothing that is held, or ask for each thing by itself."""
NOT_HERE = "there is no such thing, or it is not for this key"


def check_scope(request: Request, house: House, person: Person) -> None:
    """Raises NotAllowed for a request about nobody in particular, NotFound for one about somebody else."""
    if person.employers is None or request.url.path in FREE:
        return
    with house.database.read() as session:
        touched = set(_touched(request, session))
    if not touched:
        raise NotAllowed("this key is for some employers only: name one, as in ?employer=1")
    if not touched <= person.employers:
        raise NotFound(NOT_HERE)


def _touched(request: Request, session: Session) -> Iterator[int]:
    """The employers a request is about; -1, which is nobody's, for what does not exist."""
    for name, value in (*request.path_params.items(), *request.query_params.multi_items()):
        number = int(value) if str(value).isascii() and str(value).isdigit() and len(str(value)) < 11 else None
        if name in ("employer", "employer_id"):
            yield number if number is not None else -1
        elif name in owners.KINDS:
            yield -1 if number is None else owners.employer_of(session, name, number) or -1
