"""Decides when: one job a source by its timetable, and the house's own regular work. What is done lives elsewhere."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from service.bootstrap import House
from service.domain.schedule import DEFAULT, Timetable
from service.storage.repositories import employers, heartbeats, runs, sources
from service.storage.tables import Employer, Run, Source
from service.workflows import cycle
from service.workflows.audit import FREEZES_AT
from service.workflows.health import SCHEDULER
from service.workflows.reread import reread

log = structlog.get_logger("scheduler")
REGULAR = {"beat": 30, "refresh": 30, "deliver": 15, "send": 15, "digest": 120, "sweep": 20, "rounds": 3600}
"""Seconds between the house's own jobs; `refresh` is how soon a new source is noticed."""


class Timekeeper:
    """Keeps the jobs of a house in step with what stands in its database."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._jobs = BackgroundScheduler(
            timezone="UTC",
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": None,
            },  # late is better than never, once
        )
        self._planned: dict[str, tuple[str, str]] = {}

    def start(self) -> None:
        """Begin; returns at once."""
        for name, seconds in REGULAR.items():
            self._every(name, IntervalTrigger(seconds=seconds, timezone="UTC"), getattr(self, name))
        self._every("retain", CronTrigger(hour=3, minute=17, timezone="UTC"), self.retain)
        self._every("reread", CronTrigger(hour=2, minute=11, timezone="UTC"), self.reread)
        self._jobs.start()
        self.beat()
        self.refresh()
        self.freeze()  # a month that fell due while nobody was running

    def stop(self) -> None:
        """End, letting a job that runs finish what it does."""
        self._jobs.shutdown(wait=True)

    def beat(self) -> None:
        """Say that the scheduler is alive."""
        with self.house.database.write() as session:
            heartbeats.beat(session, SCHEDULER, self.house.clock())

    def refresh(self) -> None:
        """Plan sources and employers that are new or changed, and drop those that are gone."""
        with self.house.database.read() as session:
            watched = [
                (source, employer, runs.latest(session, source.id)) for source, employer in sources.every(session)
            ]
            own = [employer for employer in employers.every(session) if employer.kind == "own"]
        planned = {f"source-{row[0].id}": row for row in watched if sources.looks_by_itself(row[0])}
        for name, row in planned.items():
            self._plan_source(name, *row)
        for employer in own:
            self._plan_freeze(employer)
        for name in [name for name in self._planned if name.startswith("source-") and name not in planned]:
            self._jobs.remove_job(name)
            del self._planned[name]

    def collect(self, source_id: int) -> None:
        """One scheduled look, unless the site asked us to stay away for longer."""
        now = self.house.clock()
        with self.house.database.read() as session:
            wait = sources.get(session, source_id).next_try_at
        if wait is not None and wait > now:
            log.info("source rests", source=source_id, until=wait.isoformat())
            return
        report = self.house.look(source_id).report
        log.info("looked", source=source_id, verdict=report.verdict, new=report.tally.new, changed=report.tally.changed)

    def digest(self) -> None:
        """Understand and verify what an interrupted run left."""
        cycle.digest(self.house.database, self.house.post, clock=self.house.clock)

    def deliver(self) -> None:
        """Send what is due."""
        self.house.deliver()

    def send(self) -> None:
        """Send approved replies to platforms that take them by API."""
        sent = self.house.send_replies()
        if sent:
            log.info("replies sent", replies=sent)

    def sweep(self) -> None:
        """Take in what lies in the watched folder."""
        for dropped in self.house.sweep():
            log.info("taken in", to=dropped.path.parent.name, new=dropped.tally.new, failed=dropped.problem is not None)

    def rounds(self) -> None:
        """Open the collection rounds that are due."""
        for number in self.house.open_rounds():
            log.info("collection round", round=number)

    def freeze(self) -> None:
        """Freeze and export the months that are due."""
        for path in self.house.freeze_due():
            log.info("exported", file=path.name)

    def retain(self) -> None:
        """Let old captures go."""
        gone = self.house.retain()
        log.info("let go", captures=gone.captures, reviews=gone.reviews, events=gone.events)

    def reread(self) -> None:
        """Bring readings of an older model up to date, batch by batch."""
        found = reread(self.house.database, now=self.house.clock(), dry_run=False)
        if found.read:
            log.info("read again", reviews=found.read, opened=len(found.opens), closed=len(found.closes))

    def _plan_source(self, name: str, source: Source, employer: Employer, last: Run | None) -> None:
        wanted = (source.schedule or DEFAULT, employer.time_zone)
        if self._planned.get(name) == wanted:
            return
        timetable = Timetable.parse(wanted[0])
        now = self.house.clock()
        due = max(now, timetable.next_after(last.started_at, employer.time_zone)) if last else now
        self._every(name, timetable.trigger(employer.time_zone), self.collect, source.id, first=due)
        self._planned[name] = wanted

    def _plan_freeze(self, employer: Employer) -> None:
        name, wanted = f"freeze-{employer.id}", ("", employer.time_zone)
        if self._planned.get(name) != wanted:
            self._every(name, CronTrigger(hour=FREEZES_AT, minute=0, timezone=employer.time_zone), self.freeze)
            self._planned[name] = wanted

    def _every(
        self,
        name: str,
        trigger: IntervalTrigger | CronTrigger,
        act: Callable[..., None],
        *args: int,
        first: datetime | None = None,
    ) -> None:
        planned = {"next_run_time": first + timedelta(milliseconds=50)} if first else {}
        self._jobs.add_job(_guarded(name, act), trigger, args, id=name, name=name, replace_existing=True, **planned)


def _guarded(name: str, act: Callable[..., None]) -> Callable[..., None]:
    """A job that fails is logged by name and error class, without what the error may quote, and runs again next time."""

    def job(*args: int) -> None:
        try:
            act(*args)
        except Exception as problem:
            where = traceback.extract_tb(problem.__traceback__)[-1]
            log.error("job failed", job=name, error=type(problem).__name__, at=f"{where.filename}:{where.lineno}")  # noqa: TRY400

    return job
