"""What a browser shows of one element, read from the DOM that is already there."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from scrapers.reading.text import clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SPACE = re.compile(r"\s+")
_HIDDEN = re.compile(r"<(script|style|template|svg)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"\s*<(?:br|/p|/div|/li|/h[1-6]|/tr|/blockquote)\b[^>]*>[ \t]*", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def shown(element: LexborNode | None, *, as_written: bool = False) -> str | None:
    """The element's text, with a line break for each `<br>` and paragraph; None when it shows nothing.

    White space of the source, hard wraps included, is one space as in a browser, unless `as_written`: some pages show
    a writer's own line breaks (CSS `white-space: pre-line`).
    """
    markup = element.html if element else None
    if not markup:
        return None
    # The DOM writes its markup anew: a letter "<" is always "&lt;" here, so tags are safe to cut out.
    markup = _HIDDEN.sub("", markup)
    markup = markup if as_written else _SPACE.sub(" ", markup)
    return clean(html.unescape(_TAG.sub("", _BREAK.sub("\n", markup))))
