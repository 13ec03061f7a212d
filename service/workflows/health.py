"""How the house is doing, for an operator and for machines: what is alive, what is overdue, how much waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from service.domain import sight
from service.domain.collection_round import PATIENCE
from service.domain.schedule import DEFAULT, Timetable
from service.domain.sight import Sight
from service.storage import schema
from service.storage.repositories import heartbeats, life, looks, runs, sources
from service.storage.session import Database
from service.storage.tables import Employer, Run, Source
from service.understanding import why_not
from service.workflows.platforms import next_way

SCHEDULER = "scheduler"
SILENT_AFTER = timedelta(minutes=2)
"""Without a sign of life for this long the scheduler counts as stopped; it beats every 30 seconds."""
GRACE = timedelta(hours=1)
"""How late a good run may be before its source counts as overdue: runs take time and sites have bad moments."""
FINE = (Sight.HEALTHY, Sight.UNPROVEN, Sight.DEGRADED)
"""States in which what is new is seen."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source's state in a word, and why."""

    source: Source
    employer: Employer
    last: Run | None
    state: Sight
    since: datetime | None
    reason: str
    held: int
    """Reviews this source has shown that do not count as removed."""
    declared: int | None
    """What the platform says it shows, summed over the lists seen."""
    overdue: bool

    @property
    def since_day(self) -> str:
        """The day the state began."""
        return f"{self.since:%Y-%m-%d}" if self.since else ""

    @property
    def next_look(self) -> str:
        """When it is looked at next, in words."""
        if not sources.looks_by_itself(self.source):
            return "by hand" if self.source.way_in == "import" else "with the mailbox"
        rests = self.source.next_try_at
        return f"not before {rests:%Y-%m-%d %H:%M} UTC" if rests else self.source.schedule or DEFAULT

    @property
    def coverage(self) -> str:
        """What is held beside what the platform says it shows, in words."""
        return f"{self.held} of {self.declared} the platform says it shows" if self.declared else f"{self.held} reviews"


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
        _understanding(),
        *(
            Check(
                f"source {item.source.id}",
                ok=item.state in FINE and not item.overdue,
                says=f"{item.state}: {item.reason}",
            )
            for item in watched
            if sources.looks_by_itself(item.source)
        ),
    ]


def _understanding() -> Check:
    problem = why_not()
    says = "the trained weights are in use" if problem is None else f"{problem}; the lexicons serve meanwhile"
    return Check("understanding", ok=problem is None, says=says)


def source_health(session: Session, now: datetime, employer_id: int | None = None) -> list[SourceHealth]:
    """Every source, or one employer's, with its state, the way `omdome sources` shows it."""
    held, declared = life.held_by_source(session), looks.declared(session)
    return [
        _judge(
            source, employer, runs.latest(session, source.id), (held.get(source.id, 0), declared.get(source.id)), now
        )
        for source, employer in sources.every(session, employer_id)
    ]


def _judge(
    source: Source, employer: Employer, last: Run | None, count: tuple[int, int | None], now: datetime
) -> SourceHealth:
    """As the last run left it, but for what time alone changes: a permission that ran out, a look that is overdue."""
    state, since, reason = Sight(source.state), source.state_since, source.state_reason or sight.NEVER_LOOKED
    scraped = source.way_in == "scrape"
    missing = sources.permission(source).missing(now.date()) if scraped else None
    overdue = _late(source, employer, now)
    if missing:
        since = since if state is Sight.FORBIDDEN else _ran_out(source)
        state, reason = (
            Sight.FORBIDDEN,
            f"{missing}; record a permission with `omdome permit {source.id}`, or take the next lawful way in: {next_way(source.platform)}",
        )
    elif state is Sight.HEALTHY and overdue is not None:
        state, since, reason = Sight.DEGRADED, overdue, f"a look was due {overdue:%Y-%m-%d %H:%M} UTC"
    return SourceHealth(source, employer, last, state, since, reason, *count, overdue=overdue is not None)


def _late(source: Source, employer: Employer, now: datetime) -> datetime | None:
    """Since when a look is missing; mails come when they come, so what they tell of is never late."""
    if sources.looks_by_itself(source):
        return _overdue(source, employer, now)
    return _stale(source, now) if source.way_in == "import" else None


def _overdue(source: Source, employer: Employer, now: datetime) -> datetime | None:
    if source.last_good_at is None:
        return None
    due = Timetable.parse(source.schedule or DEFAULT).next_after(source.last_good_at, employer.time_zone)
    return due if due + GRACE < now else None


def _stale(source: Source, now: datetime) -> datetime | None:
    due = source.last_good_at + PATIENCE if source.last_good_at else None
    return due if due is not None and due < now else None


def _ran_out(source: Source) -> datetime | None:
    """The first moment without a permission, where there was one."""
    last = source.permission_expires_on
    return datetime.combine(last + timedelta(days=1), time(), UTC) if last else None
