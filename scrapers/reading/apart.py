"""Cards of a page stand beside each other. One inside another is damage: it would be given the words of all that follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scrapers.contract import LayoutChanged

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LEVELS = 40
"""How far up is looked for another card."""


def demand_apart(cards: Sequence[LexborNode]) -> Sequence[LexborNode]:
    """The same cards. Raises `LayoutChanged` when one stands inside another: the time to read them would be squared."""
    known = {card.mem_id for card in cards}
    for card in cards:
        above = card.parent
        for _ in range(_LEVELS):
            if above is None:
                break
            if above.mem_id in known:
                raise LayoutChanged(
                    "review cards stand inside one another: the page is damaged, save or fetch it again"
                )
            above = above.parent
    return cards
