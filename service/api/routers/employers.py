"""Employers: who is watched."""

from __future__ import annotations

from fastapi import APIRouter

from service.api.deps import Admin, Reading, TheHouse, Viewer, Writing
from service.api.problems import documented
from service.api.views import Id
from service.api.watch_schemas import EmployerIn, EmployerOut, Employers, Thresholds
from service.domain.calendar import WorkCalendar
from service.domain.working_time import WorkingTime
from service.storage.repositories import employers
from service.workflows.thresholds import checked, set_own
from service.workflows.working_time import set_working_time

router = APIRouter(tags=["employers"], prefix="/employers")


@router.get("", response_model=Employers, responses=documented())
def list_employers(_: Viewer, session: Reading) -> Employers:
    """All watched employers, own and competitors."""
    return Employers(items=[EmployerOut.model_validate(row) for row in employers.every(session)])


@router.put("/{employer_id}/thresholds", response_model=EmployerOut, responses=documented(404))
def set_thresholds(_: Admin, employer_id: Id, wanted: Thresholds, house: TheHouse) -> EmployerOut:
    """By language, from which probability of a negative text on this employer wants to answer; null: as measured."""
    told = {str(language): None if value is None else checked(value) for language, value in wanted.reply_from.items()}
    set_own(house.database, str(employer_id), told)
    with house.database.read() as session:
        return EmployerOut.model_validate(employers.get(session, employer_id))


@router.get("/{employer_id}/working-time", response_model=WorkingTime, responses=documented(404))
def show_times(_: Viewer, employer_id: Id, session: Reading) -> WorkingTime:
    """When an employer works and how soon it answers."""
    return WorkingTime.of(employers.get(session, employer_id).working_time)


@router.put("/{employer_id}/working-time", response_model=WorkingTime, responses=documented(404))
def set_times(_: Admin, employer_id: Id, wanted: WorkingTime, house: TheHouse) -> WorkingTime:
    """Set it whole: what is left out is as in a Swedish office. Tickets opened from now on are due by it."""
    return set_working_time(house.database, employer_id, wanted)


@router.post("", response_model=EmployerOut, status_code=201, responses=documented(409))
def add_employer(_: Admin, wanted: EmployerIn, session: Writing, house: TheHouse) -> EmployerOut:
    """Watch another employer."""
    WorkCalendar(wanted.calendar, wanted.time_zone)
    return EmployerOut.model_validate(employers.add(session, now=house.clock(), **wanted.model_dump()))
