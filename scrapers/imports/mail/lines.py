"""A mail's body as lines a reader sees; every link is a line of its own, before the words that carry it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_TAG = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})([^<>]*)>")
_HIDDEN = frozenset({"script", "style", "head", "title", "template"})
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "td",
        "th",
        "li",
        "ul",
        "ol",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "hr",
        "section",
        "article",
        "center",
    ]
)
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_ALT = re.compile(r"\salt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_ADDRESS = re.compile(r"[<(\[]?(https?://[^\s<>\"')\]]+)[>)\]]?")
_QUOTED = re.compile(r"^(?:[ \t]*>)+[ \t]?")
_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufeff]+")
_WRAPPED = 60  # characters; a longer line of plain text was broken by a mail program


def lines_of_html(markup: str) -> list[str]:
    """The lines of an HTML body: pictures by their alternative text, cells and paragraphs on lines of their own."""
    return list(_tidied(html.unescape("".join(_shown(markup)))))


def lines_of_plain(text: str) -> list[str]:
    """The lines of a plain body, without marks of quoting; paragraphs broken at 60 characters or more are one line."""
    joined: list[str] = []
    wrapped = False
    for raw in text.replace("\r\n", "\n").split("\n"):
        line = _QUOTED.sub("", raw).strip()
        if wrapped and line and not _ADDRESS.match(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        wrapped = len(line) >= _WRAPPED and "://" not in line
    return list(_tidied(_ADDRESS.sub(r"\n\1\n", "\n".join(joined))))


def is_link(line: str) -> bool:
    """Whether a line is a link and nothing else."""
    return line.startswith(("http://", "https://"))


def _shown(markup: str) -> Iterator[str]:
    lowered = markup.lower()
    at = 0
    while found := _TAG.search(markup, at):
        yield _SPACE.sub(" ", markup[at : found.start()])
        at = _after(lowered, found)
        yield _meaning(found)
    yield _SPACE.sub(" ", markup[at:])


def _after(lowered: str, tag: re.Match[str]) -> int:
    """Where reading goes on: behind the tag, or behind the hidden element or comment it opens."""
    if tag[0] == "<!--":
        end = lowered.find("-->", tag.end())
        return end + 3 if end >= 0 else len(lowered)
    name = tag[2].lower()
    if tag[1] or name not in _HIDDEN:
        return tag.end()
    end = lowered.find(f"</{name}", tag.end())
    return end if end >= 0 else len(lowered)


def _meaning(tag: re.Match[str]) -> str:
    name = (tag[2] or "").lower()
    if name in _BLOCKS:
        return "\n"
    if name == "img" and (said := _ALT.search(tag[3])):
        return f"\n{said[1] or said[2] or ''}\n"
    if name == "a" and not tag[1] and (target := _HREF.search(tag[3])):
        return f"\n{(target[1] or target[2] or target[3] or '').strip()}\n"
    return ""


def _tidied(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        tidy = " ".join(_INVISIBLE.sub("", line).split())
        if tidy:
            yield tidy
