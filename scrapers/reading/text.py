"""What people wrote, as plain text: entities decoded once, tags gone, line breaks kept, outer space cut."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4.element import PageElement, Tag

_NAMES = (
    "a|abbr|article|b|big|blockquote|br|center|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|mark|ol|p|pre|q|s|script|"
    "section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|template|th|thead|time|tr|tt|u|ul|wbr"
)
_TAG_REST = rf"/?(?:{_NAMES})(?:\s[^<>]*|/)?>|!--"
_TAG = re.compile(f"<(?:{_TAG_REST})", re.IGNORECASE)
# "pay < average", "I <3 it": a parser would take such a `<` for a tag and eat what follows.
_STRAY = re.compile(f"<(?!{_TAG_REST})", re.IGNORECASE)
_BREAK_THEN_NEWLINE = re.compile(r"(<br\s*/?>)[ \t]*\n", re.IGNORECASE)
_BREAKS = ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "dt")
_INVISIBLE = ("script", "style", "template", "svg")


def clean(text: object) -> str | None:
    """Text that is plain already, as embedded JSON has it; None for anything but a string with something in it."""
    if not isinstance(text, str):
        return None
    return _unified(text).strip() or None


def plain(markup: str | None) -> str | None:
    """Plain text of a small fragment of HTML, or of text with entities; None when nothing is left to read.

    `<br>` and the ends of paragraphs become line breaks. A `<` that opens no known tag is a letter like any other.
    """
    if not markup:
        return None
    if "<" in markup and _TAG.search(markup):
        return clean(_without_tags(_unified(markup)))
    return clean(html.unescape(markup) if "&" in markup else markup)


def _without_tags(markup: str) -> str:
    from bs4 import BeautifulSoup

    fragment = BeautifulSoup(_STRAY.sub("&lt;", _BREAK_THEN_NEWLINE.sub(r"\1", markup)), "lxml")
    return "".join(_written(fragment))


def _written(fragment: Tag) -> Iterator[str]:
    """The fragment's text in order, a line break behind each block; with a stack of its own, however deep it is nested."""
    from bs4 import CData, Tag
    from bs4.element import PreformattedString

    stack: list[PageElement | str] = [fragment]
    while stack:
        item = stack.pop()
        if isinstance(item, Tag):
            if item.name not in _INVISIBLE:
                stack += ["\n"] if item.name in _BREAKS else []
                stack += reversed(item.contents)
        elif not isinstance(item, PreformattedString) or isinstance(item, CData):
            yield str(item)


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
