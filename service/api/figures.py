"""The figures a monitoring system collects, asked from the database at each scrape."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from service.storage.repositories import counts
from service.storage.session import Database
from service.workflows.health import source_health


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
            for item in source_health(session, self._now):
                source = item.source
                if source.last_good_at is not None:
                    age = (self._now - source.last_good_at).total_seconds()
                    seen.add_metric([str(source.id), source.platform, source.way_in, item.state], age)
            yield seen


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
