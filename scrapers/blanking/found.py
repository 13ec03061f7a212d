"""What a search for authors gathers: places to blank, and what to look for in the rest of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Edit(NamedTuple):
    """Bytes `start` to `end` are to become the marker, or zeros where a bare number stood."""

    start: int
    end: int
    number: bool = False


class Place(NamedTuple):
    """One name where it stands: the bytes of the object or element that holds it."""

    name: str
    start: int
    end: int


@dataclass(slots=True)
class Found:
    """Grows while the parts of the search run; no part takes anything away again."""

    edits: list[Edit] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    secrets: set[bytes] = field(default_factory=set)
    """Ids, addresses and e-mails, blanked wherever these very bytes stand."""
