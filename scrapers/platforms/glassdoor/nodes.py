"""Small questions to the DOM that both eras' markup modules ask."""

from __future__ import annotations

import re
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.reading.text import clean, plain

Node: TypeAlias = LexborNode
Tree: TypeAlias = LexborHTMLParser
_FOLD = re.compile(r'(?:\.\.\.|…)(?=<span class="(?:d-none|hidden)")')  # stands for the text hidden right after it
_QUOTES = "\"'“”„«»‹›\N{NO-BREAK SPACE} "


def shown(node: Node | None) -> str | None:
    """The text of an element as its reader sees it, unfolded, line breaks kept."""
    if node is None:
        return None
    inner = _FOLD.sub("", node.inner_html or "")
    return plain(inner) if "<" in inner else clean(node.text())


def unquoted(text: str | None) -> str | None:
    """A title without the pair of quotation marks the site puts around it, in the style of its language."""
    if text and text[0] in _QUOTES and text[-1] in _QUOTES and len(text) > 1:
        return text[1:-1].strip() or None
    return text


def review_id(card: Node) -> str | None:
    """The number in `id="empReview_30704255"`."""
    number = (card.id or "").removeprefix("empReview_")
    return number if number.isdigit() else None
