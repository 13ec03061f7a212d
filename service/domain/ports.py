"""The shapes plug-ins fill: a channel, a poster, a metric, a format. One file each; found by being in their room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from service.domain.audit import MonthFacts

Clock = Callable[[], datetime]
"""Gives the present moment as an aware UTC time; everything below bootstrap gets it as an argument."""


@dataclass(frozen=True, slots=True)
class Line:
    """One review in an alert: facts only. `text` is there only when the operator opted in."""

    platform: str
    stars: str
    """A band in words, e.g. "1-2", "3", "4-5", "no stars"."""
    themes: tuple[str, ...]
    urgent: tuple[str, ...]
    age_days: int
    link: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One alert as a channel gets it: `key` never changes between attempts, so a receiver can drop a repeat."""

    key: str
    kind: str
    employer: str
    headline: str
    lines: tuple[Line, ...]
    language: str
    more: int = 0
    """Reviews beyond those in `lines`."""
    link: str | None = None


class Channel(Protocol):
    """A transport for alerts: one file in `service/channels`, ending with `CHANNEL = ...` (a class or factory)."""

    slug: str

    def send(self, message: Message) -> None:
        """Deliver once. Raises DeliveryFailed (try again) or DeliveryRefused (do not)."""
        ...


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a reply goes: the review's own id on its platform, and the address of the list it was found in."""

    external_id: str | None
    listing: str | None


class Poster(Protocol):
    """A platform that takes replies by API: one file in `service/posting`, ending with `POSTER = ...` (a class)."""

    slug: str
    """The platform's."""

    def reaches(self, place: Destination) -> bool:
        """Whether this review can be answered this way."""
        ...

    def post(self, place: Destination, text: str) -> None:
        """Post once; sent again, the same text stands there once. Raises DeliveryFailed or DeliveryRefused."""
        ...

    def close(self) -> None:
        """Give back its connections."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """What a drafting model is told: names in `review` are masked; themes as people read them."""

    language: str
    review: str
    praised: tuple[str, ...]
    blamed: tuple[str, ...]
    routes: Mapping[str, str]
    """`hr_route`, `anonymous_route` and `signature`."""


class Drafter(Protocol):
    """Somebody else's model that proposes a text."""

    def draft(self, task: Task) -> str:
        """A text. Raises DeliveryFailed or DeliveryRefused."""
        ...

    def close(self) -> None:
        """Give back its connections."""
        ...


class Metric(Protocol):
    """One of the audit's numbers: a pure function of the month's facts, ending with `METRIC = ...`."""

    slug: str

    def measure(self, facts: MonthFacts) -> Mapping[str, Any]:
        """JSON-ready figures with their intervals and the words that belong to them as message ids."""
        ...


class Format(Protocol):
    """A way an audit leaves the house: renders the frozen snapshot only, so the same month gives the same bytes."""

    slug: str
    media_type: str
    suffix: str

    def render(self, snapshot: Mapping[str, Any], language: str) -> bytes:
        """The document in `language` ("sv" or "en")."""
        ...
