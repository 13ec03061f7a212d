"""Turns of hosts: taken by a conditional update, so that of two processes one waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, case, or_, select, update
from sqlalchemy.orm import Session

from service.domain.hosts import HostRest, rest_after, tomorrow
from service.storage.bulk import core, insert_new
from service.storage.tables import Host

WHILE_BUSY = 0.2
"""Seconds to wait while another holds the turn, for want of knowing when it ends."""


_HOST = core(Host)
_NOW = bindparam("now", type_=_HOST.c.next_at.type)
_TAKE = (
    update(_HOST)
    .where(_HOST.c.name == bindparam("host"))
    .where(
        *(
            or_(column.is_(None), column <= _NOW)
            for column in (_HOST.c.busy_until, _HOST.c.next_at, _HOST.c.rests_until)
        )
    )
    .where(or_(_HOST.c.day.is_(None), _HOST.c.day != bindparam("today"), _HOST.c.used < bindparam("budget")))
    .values(
        busy_until=bindparam("until"),
        holder=bindparam("by"),
        used=case((_HOST.c.day == bindparam("today"), _HOST.c.used + 1), else_=1),
        day=bindparam("today"),
    )
    .returning(_HOST.c.refusals)
)
_GIVE_BACK = (
    update(_HOST).where(_HOST.c.name == bindparam("host")).values(busy_until=None, next_at=bindparam("free_at"))
)


def take(unit: Connection, name: str, now: datetime, *, holder: str, lease: float, budget: int) -> int | None:
    """Take a host's turn: when it is ours, how often it had refused us in a row; None when it is not to be had."""
    turn = {
        "host": name,
        "now": now,
        "today": now.astimezone(UTC).date(),
        "until": now + timedelta(seconds=lease),
        "by": holder,
        "budget": budget,
    }
    refusals: int | None = unit.scalar(_TAKE, turn)
    return refusals


def why_not(session: Session, name: str, now: datetime, budget: int) -> float | HostRest:
    """Why a turn is not to be had: the seconds to wait before asking again, or the host's rest."""
    held = session.get_one(Host, name)
    if held.rests_until is not None and held.rests_until > now:
        return HostRest(held.rests_until, held.reason or "it said no")
    if held.day == now.astimezone(UTC).date() and held.used >= budget:
        return HostRest(tomorrow(now), f"the {budget} requests a day that OMDOME_DAILY_REQUESTS allows are used up")
    wait = (held.next_at - now).total_seconds() if held.next_at is not None else 0.0
    return max(wait, WHILE_BUSY)


def introduced(session: Session, name: str) -> bool:
    """Make a host known; whether it was new."""
    return bool(insert_new(session, Host, [{"name": name, "used": 0, "refusals": 0}], Host.name))


def freed(session: Session, name: str, holder: str, has_died: Callable[[str], bool]) -> bool:
    """Free the turn of another process that is known to have died; whether there was such a turn."""
    held = session.get_one(Host, name)
    if held.busy_until is None or not held.holder or held.holder == holder or not has_died(held.holder):
        return False
    session.execute(update(_HOST).where(_HOST.c.name == name, _HOST.c.holder == held.holder).values(busy_until=None))
    return True


def give_back(unit: Connection, name: str, now: datetime, pace: float) -> None:
    """End a turn."""
    unit.execute(_GIVE_BACK, {"host": name, "free_at": now + timedelta(seconds=pace)})


def rest(session: Session, name: str, until: datetime, why: str) -> None:
    """Leave a host alone until then; a longer rest it has already stands."""
    held = _of(session, name)
    if held.rests_until is None or held.rests_until < until:
        _set(session, name, rests_until=until, reason=why[:300])


def refused(session: Session, name: str, now: datetime, why: str) -> datetime:
    """Count a refusal; until when the host rests."""
    refusals = _of(session, name).refusals + 1
    until = now + rest_after(refusals)
    _set(session, name, refusals=refusals, rests_until=until, reason=why[:300])
    return until


def welcomed(session: Session, name: str) -> None:
    """Forget refusals."""
    refusing = update(_HOST).where(_HOST.c.name == name, _HOST.c.refusals > 0)
    session.execute(refusing.values(refusals=0, rests_until=None, reason=None))


def every(session: Session) -> Sequence[Host]:
    """All hosts that were ever asked, by name."""
    return session.scalars(select(Host).order_by(Host.name)).all()


def _of(session: Session, name: str) -> Host:
    introduced(session, name)
    return session.get_one(Host, name, populate_existing=True)


def _set(session: Session, name: str, **values: object) -> None:
    session.execute(update(_HOST).where(_HOST.c.name == name).values(**values))
