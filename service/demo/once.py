"""The whole way through in one go, on a stopped clock: seed, be alarmed, alert, audit, export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from service.bootstrap import House, open_house
from service.demo import publishing
from service.demo.platform import DemoSite
from service.demo.round import show_round
from service.demo.server import serve_in_background
from service.demo.stage import furnish
from service.domain.month import Month
from service.domain.settings import Settings
from service.storage.repositories import counts, employers
from service.workflows.audit import freeze_month
from service.workflows.export import write_files

MOMENT = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
"""A Tuesday at ten in Stockholm: people are at work, so nothing waits for opening time."""
Tell = Callable[[str], None]


@dataclass(slots=True)
class StageClock:
    """Stands still until somebody moves it on."""

    now: datetime = MOMENT

    def __call__(self) -> datetime:
        return self.now

    def forward(self, step: timedelta) -> None:
        """Let time pass."""
        self.now += step


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the demo did, in numbers; `audit_files` are the exports written."""

    reviews: int
    negative: int
    tickets: int
    alerts_sent: int
    audit_files: list[str]

    def summary(self) -> dict[str, Any]:
        """As the last line of `omdome demo --once`."""
        return {
            "reviews": self.reviews,
            "negative": self.negative,
            "tickets": self.tickets,
            "alerts_sent": self.alerts_sent,
            "audit_files": self.audit_files,
        }


def run_once(folder: Path, settings: Settings, tell: Tell) -> Outcome:
    """1 serve the platform, 2 collect all it has, silently, 3 let alarming reviews appear, 4 collect again and alert,
    5 do a collection round by hand, 6 freeze and export the last full month."""
    site = DemoSite(MOMENT.date())
    with serve_in_background(site) as base_url:
        tell(f"a fictional review platform is up at {base_url}")
        own = settings.model_copy(
            update={
                "data_dir": folder,
                "database_url": None,
                "pace_seconds": 0.0,
                "allow_hosts": frozenset({base_url.removeprefix("http://")}),
            }
        )
        clock = StageClock()
        with open_house(own, clock=clock) as house:
            return _run(house, site, base_url, clock, tell)


def _run(house: House, site: DemoSite, base_url: str, clock: StageClock, tell: Tell) -> Outcome:
    source_ids = furnish(house, site, base_url)
    negative = _look(house, source_ids, tell, "first look, seeds silently")
    published = publishing.alarming(site, MOMENT.date())
    tell(f"the platform publishes {len(published)} alarming reviews")
    negative += _look(house, source_ids, tell, "second look")
    clock.forward(timedelta(hours=1))
    tell(publishing.next_happening(site, clock(), 0, language=house.settings.language))
    show_round(house, source_ids[0], tell)
    files = _audit(house, tell)
    with house.database.read() as session:
        reviews, tickets = counts.reviews(session), sum(counts.tickets_by_state(session).values())
        sent = counts.alerts_by_state(session).get("sent", 0)
    return Outcome(reviews, negative, tickets, sent, [str(path) for path in files])


def _look(house: House, source_ids: list[int], tell: Tell, what: str) -> int:
    negative = 0
    for source_id in source_ids:
        done = house.look(source_id)
        negative += done.understood.negative
        tally = done.report.tally
        tell(
            f"{what}: source {source_id} {done.report.verdict}, {done.report.pages} pages, {tally.new} new, "
            f"{tally.unchanged} known; {done.understood.tickets} tickets opened, {done.sent} alerts sent"
        )
    return negative


def _audit(house: House, tell: Tell) -> list[Path]:
    month = Month.of(MOMENT.date()).previous()
    files: list[Path] = []
    with house.database.read() as session:
        own = [employer.id for employer in employers.every(session) if employer.kind == "own"]
    for employer_id in own:
        snapshot, _ = freeze_month(
            house.database, employer_id, month, house.metrics, now=MOMENT, channels=house.post.names
        )
        files += write_files(snapshot, house.formats, house.settings.export_dir, house.settings.language)
    house.deliver()
    tell(f"audit of {month}: {len(files)} files in {house.settings.export_dir}")
    return files
