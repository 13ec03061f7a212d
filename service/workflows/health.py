"""How the house is doing, for an operator and for machines: what is alive, what is overdue, how much waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from service.domain.schedule import DEFAULT, Timetable
from service.storage import schema
from service.storage.repositories import heartbeats, runs, sources
from service.storage.session import Database
from service.storage.tables import Employer, Run, Source

SCHEDULER = "scheduler"
SILENT_AFTER = timedelta(minutes=2)
"""Without a sign of life for this long the scheduler counts as stopped; it beats every 30 seconds."""
GRACE = timedelta(hours=1)
"""How late a good run may be before its source counts as overdue: runs take time and sites have bad moments."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source's state in a word, and why."""

    source: Source
    employer: Employer
    last: Run | None
    state: str
    """healthy, blind, forbidden, overdue, waiting (never ran yet) or by_hand (imports)."""
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing readiness depends on."""

    name: str
    ok: bool
    says: str


def check(database: Database, now: datetime) -> list[Check]:
    """Database, schema, scheduler, each scheduled source; later ones are left out where the database does not answer."""
    try:
        fits = schema.at_head(database)
        with database.read() as session:
            alive = heartbeats.last(session, SCHEDULER)
            watched = source_health(session, now)
    except SQLAlchemyError as problem:
        return [Check("database", ok=False, says=f"does not answer ({type(problem).__name__})")]
    beating = alive is not None and now - alive <= SILENT_AFTER
    return [
        Check("database", ok=True, says="answers"),
        Check("schema", ok=fits, says="is the newest" if fits else "is not of this version: run `omdome upgrade`"),
        Check(
            "scheduler",
            ok=beating,
            says=f"last sign of life {alive.isoformat(timespec='seconds')}" if alive else "never ran",
        ),
        *(
            Check(
                f"source {item.source.id}", ok=item.state in ("healthy", "waiting"), says=f"{item.state}: {item.reason}"
            )
            for item in watched
            if item.state != "by_hand"
        ),
    ]


def source_health(session: Session, now: datetime) -> list[SourceHealth]:
    """Every source with its state, the way `omdome sources` shows it."""
    return [
        _judge(source, employer, runs.latest(session, source.id), now) for source, employer in sources.every(session)
    ]


def _judge(source: Source, employer: Employer, last: Run | None, now: datetime) -> SourceHealth:
    state, reason = _state(source, employer, last, now)
    return SourceHealth(source, employer, last, state, reason)


def _state(source: Source, employer: Employer, last: Run | None, now: datetime) -> tuple[str, str]:
    if source.way_in != "scrape":
        return "by_hand", "files come in by `omdome import`"
    missing = sources.permission(source).missing(now.date())
    if missing:
        return "forbidden", missing
    if source.blind_since is not None:
        return "blind", f"since {source.blind_since:%Y-%m-%d %H:%M} UTC: {last.verdict if last else 'unknown'}"
    if source.last_good_at is None:
        return "waiting", "has not been looked at yet"
    due = Timetable.parse(source.schedule or DEFAULT).next_after(source.last_good_at, employer.time_zone)
    if due + GRACE < now:
        return "overdue", f"was due {due:%Y-%m-%d %H:%M} UTC"
    return "healthy", f"last good look {source.last_good_at:%Y-%m-%d %H:%M} UTC"
