"""The figures a monitoring system collects, asked from the database at each scrape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from service.domain.sight import Sight
from service.storage.repositories import counts
from service.storage.session import Database
from service.workflows.health import SourceHealth, source_health


class _Figures(Collector):
    """Asks once; a source is named by number, platform and way in, never by employer."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._database, self._now = database, now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The families of figures."""
        with self._database.read() as session:
            yield _by("omdome_tickets", "Tickets by state", "state", counts.tickets_by_state(session))
            yield _by("omdome_alerts", "Outbox rows by state", "state", counts.alerts_by_state(session))
            yield GaugeMetricFamily("omdome_reviews", "Reviews held", counts.reviews(session))
            yield GaugeMetricFamily(
                "omdome_revisions_unread", "Revisions waiting to be understood", counts.unread(session)
            )
            labels = ["source", "platform", "way_in", "state"]
            seen = GaugeMetricFamily("omdome_source_last_good_seconds", "Age of the last good look", labels=labels)
            watched = source_health(session, self._now)
            for item in watched:
                source = item.source
                if source.last_good_at is not None:
                    age = (self._now - source.last_good_at).total_seconds()
                    seen.add_metric([str(source.id), source.platform, source.way_in, item.state], age)
            yield seen
            yield from _ledger(watched)


def _ledger(watched: Sequence[SourceHealth]) -> Iterator[GaugeMetricFamily]:
    """One series a source and state, 1 for the state it is in; and how much of the list is held."""
    state = GaugeMetricFamily("omdome_source_state", "1 for the state a source is in", labels=["source", "state"])
    held = GaugeMetricFamily("omdome_source_held", "Reviews held that are not removed", labels=["source"])
    declared = GaugeMetricFamily("omdome_source_declared", "Reviews the platform says it shows", labels=["source"])
    for item in watched:
        number = str(item.source.id)
        for each in Sight:
            state.add_metric([number, each.value], float(item.state is each))
        held.add_metric([number], item.held)
        if item.declared is not None:
            declared.add_metric([number], item.declared)
    yield from (state, held, declared)


def exposition(database: Database, now: datetime) -> bytes:
    """All figures in the Prometheus text format."""
    registry = CollectorRegistry()
    registry.register(_Figures(database, now))
    return generate_latest(registry)


def _by(name: str, says: str, label: str, numbers: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, says, labels=[label])
    for value, number in sorted(numbers.items()):
        family.add_metric([value], number)
    return family
