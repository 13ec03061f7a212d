"""Whether a page may be searched by somebody else's selectors: no page of reviews is nested or strewn like an attack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapers.contract import LayoutChanged

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DEEPEST = 150
"""Levels of elements; real pages stay below 60."""
BROADEST = 5000
"""Elements beside each other; a selector that counts them takes the square of it."""


def demand_bounded(root: LexborNode) -> None:
    """Raise `LayoutChanged` for a tree deeper or broader than any page; in linear time, with a stack of its own."""
    stack = [(root, 1)]
    while stack:
        element, depth = stack.pop()
        count, child = 0, element.child
        while child is not None:
            if child.is_element_node:
                count += 1
                stack.append((child, depth + 1))
            child = child.next
        if depth > DEEPEST or count > BROADEST:
            raise LayoutChanged(
                f"the page is damaged: more than {DEEPEST} levels, or {BROADEST} elements side by side; fetch it again"
            )
