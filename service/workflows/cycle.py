"""Strings the steps: what happens after a look at a source, and what happens when a month is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from service.domain.ports import Channel, Clock, Format, Metric
from service.storage.repositories import employers
from service.storage.session import Database
from service.workflows.alert import Wording, deliver
from service.workflows.audit import freeze_month, month_due
from service.workflows.course import Report
from service.workflows.export import write_files
from service.workflows.resting import wake_due
from service.workflows.understand import Understood, understand
from service.workflows.verify import verify


@dataclass(frozen=True, slots=True)
class Post:
    """How alerts leave the house: the channels in use, and how messages are worded."""

    channels: Mapping[str, Channel]
    wording: Wording

    @property
    def names(self) -> tuple[str, ...]:
        """The channels' slugs."""
        return tuple(self.channels)


@dataclass(frozen=True, slots=True)
class Round:
    """What one look brought about, step by step."""

    report: Report
    understood: Understood
    verified: int
    sent: int


def carry_through(database: Database, report: Report, post: Post, *, clock: Clock) -> Round:
    """Carry what a run brought all the way: understood, verified, told."""
    understood, verified = digest(database, post, clock=clock)
    return Round(report, understood, verified, deliver(database, post.channels, post.wording, clock=clock))


def digest(database: Database, post: Post, *, clock: Clock) -> tuple[Understood, int]:
    """Understand what waits and verify replies; alerts are left in the outbox."""
    understood = understand(database, now=clock(), channels=post.names)
    wake_due(database, now=clock())
    return understood, verify(database, now=clock(), channels=post.names)


def freeze_due(
    database: Database,
    metrics: Mapping[str, Metric],
    formats: Mapping[str, Format],
    post: Post,
    *,
    clock: Clock,
    folder: Path,
) -> list[Path]:
    """Freeze and export every own employer's month that is due and not frozen yet; the files written."""
    now = clock()
    with database.read() as session:
        due = [(own.id, month_due(own, now)) for own in employers.every(session) if own.kind == "own"]
    written: list[Path] = []
    for employer_id, month in due:
        if month is None:
            continue
        snapshot, fresh = freeze_month(database, employer_id, month, metrics, now=now, channels=post.names)
        if fresh:
            written += write_files(snapshot, formats, folder, post.wording.language)
    return written
