"""Turns of hosts: taken by a conditional update, so that of two processes one waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, or_, select, update
from sqlalchemy.orm import Session

from service.domain.hosts import HostRest, rest_after, tomorrow
from service.storage.bulk import core, insert_new
from service.storage.tables import Host

WHILE_BUSY = 0.2
"""Seconds to wait while another holds the turn, for want of knowing when it ends."""


def take(
    session: Session,
    name: str,
    now: datetime,
    *,
    holder: str,
    lease: float,
    budget: int,
    has_died: Callable[[str], bool],
) -> float | HostRest:
    """Take a host's turn: 0.0 when it is ours, else the seconds to wait before asking again, or its rest.

    A turn whose holder is known to have died is free.
    """
    held = _of(session, name)
    if held.busy_until is not None and held.holder and held.holder != holder and has_died(held.holder):
        _release(session, name, held.holder)
    if held.rests_until is not None and held.rests_until > now:
        return HostRest(held.rests_until, held.reason or "it said no")
    today = now.astimezone(UTC).date()
    if held.day == today and held.used >= budget:
        return HostRest(tomorrow(now), f"the {budget} requests a day that OMDOME_DAILY_REQUESTS allows are used up")
    host = core(Host)
    won = session.execute(
        update(host)
        .where(host.c.name == name, or_(host.c.busy_until.is_(None), host.c.busy_until <= now))
        .where(or_(host.c.next_at.is_(None), host.c.next_at <= now))
        .values(
            busy_until=now + timedelta(seconds=lease),
            holder=holder,
            used=case((host.c.day == today, host.c.used + 1), else_=1),
            day=today,
        )
    )
    if won.rowcount == 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult, typed as Result
        return 0.0
    wait = (held.next_at - now).total_seconds() if held.next_at is not None else 0.0
    return max(wait, WHILE_BUSY)


def refusals(session: Session, name: str) -> int:
    """How often it had refused us in a row when it was last looked up in this session."""
    return session.get_one(Host, name).refusals


def _release(session: Session, name: str, holder: str) -> None:
    """Free the turn of a process that has died."""
    host = core(Host)
    session.execute(update(host).where(host.c.name == name, host.c.holder == holder).values(busy_until=None))


def give_back(session: Session, name: str, now: datetime, pace: float) -> None:
    """End a turn."""
    _set(session, name, busy_until=None, next_at=now + timedelta(seconds=pace))


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
    host = core(Host)
    session.execute(
        update(host).where(host.c.name == name, host.c.refusals > 0).values(refusals=0, rests_until=None, reason=None)
    )


def every(session: Session) -> Sequence[Host]:
    """All hosts that were ever asked, by name."""
    return session.scalars(select(Host).order_by(Host.name)).all()


def _of(session: Session, name: str) -> Host:
    found = session.get(Host, name, populate_existing=True)
    if found is None:
        insert_new(session, Host, [{"name": name, "used": 0, "refusals": 0}], Host.name)
        found = session.get_one(Host, name, populate_existing=True)
    return found


def _set(session: Session, name: str, **values: object) -> None:
    host = core(Host)
    session.execute(update(host).where(host.c.name == name).values(**values))
