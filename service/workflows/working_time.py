"""When an employer works and how soon it answers: set by an admin, used for tickets opened from then on."""

from __future__ import annotations

from service.domain.working_time import WorkingTime
from service.storage.repositories import employers
from service.storage.session import Database


def set_working_time(database: Database, employer_id: int, wanted: WorkingTime) -> WorkingTime:
    """Put it in the place of what was. Raises NotFound."""
    with database.write() as session:
        employers.get(session, employer_id).working_time = wanted.kept()
    return wanted
