"""What looks at a platform's own figures say together: net change between two moments, list by list, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from service.domain.aggregate import Figures, NetChange, net_change
from service.storage.repositories import looks, sources
from service.storage.tables import Look


@dataclass(frozen=True, slots=True)
class Change:
    """The net change of one list between two looks."""

    listing: str
    since: datetime
    until: datetime
    net: NetChange

    @property
    def says(self) -> str:
        """In one sentence."""
        net = self.net
        if net.reviews is None:
            return net.reason or "not known"
        said = f"{net.reviews:+d} reviews net"
        if net.stars:
            moved = ", ".join(f"{number:+d} with {star}" for star, number in net.stars.items() if number)
            said += f" ({moved or 'no star moved'})"
        if net.mean_low is not None and net.mean_high is not None:
            exact = net.mean_low == net.mean_high
            said += f", mean {net.mean_low:g}" if exact else f", mean between {net.mean_low:g} and {net.mean_high:g}"
        return f"{said}; {net.reason}" if net.reason else said


def net_changes(session: Session, source_id: int, since: datetime, until: datetime) -> list[Change]:
    """The net change of each of a source's lists. Raises NotFound."""
    sources.get(session, source_id)
    return [
        Change(listing or "the list", first.seen_at, last.seen_at, net_change(_figures(first), _figures(last)))
        for listing, (first, last) in looks.around(session, source_id, since, until).items()
    ]


def _figures(look: Look) -> Figures:
    total = look.declared_total_all if look.declared_total_all is not None else look.declared_total
    return Figures(total, look.declared_rating, look.declared_distribution)
