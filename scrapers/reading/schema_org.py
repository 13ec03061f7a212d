"""Schema.org as pages carry it: JSON-LD scripts and microdata attributes, both as the same kind of node.

A node is a JSON object: "@type", properties, values that are texts, numbers, nodes or lists of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson

from scrapers.reading.document import Document
from scrapers.reading.shown import shown
from scrapers.reading.text import plain

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Node = dict[str, Any]

_DEEPEST = 12  # levels of nodes within nodes; real pages have three
_LINK_ATTRIBUTES = ("href", "src", "datetime", "value")


def json_ld(document: Document) -> list[Node]:
    """Every top node of the page's JSON-LD: single objects, top-level arrays, and `@graph` as a list or one object."""
    return list(chain.from_iterable(_top_nodes(_loads(body)) for body in document.scripts("ld+json")))


def microdata(document: Document, *types: str) -> list[Node]:
    """The page's microdata items of these schema.org types, outermost first; builds the whole DOM."""
    wanted = ", ".join(f'[itemscope][itemtype$="schema.org/{name}"]' for name in types)
    return [_item(element, 0) for element in document.tree.css(wanted)]


def is_a(node: object, *types: str) -> bool:
    """Whether `node` is of one of the types, written bare, as an address, or in a list of several."""
    stated = node.get("@type") if isinstance(node, dict) else None
    names = stated if isinstance(stated, list) else [stated]
    return any(isinstance(name, str) and name.rsplit("/", 1)[-1].removeprefix("schema:") in types for name in names)


def every(value: object, *types: str, depth: int = 0) -> Iterator[Node]:
    """All nodes of these types in `value`, nested ones too, in page order; a found node is not searched further."""
    if depth > _DEEPEST:
        return
    if is_a(value, *types):
        yield value  # type: ignore[misc]  # is_a holds for objects only
        return
    inner: Iterable[Any] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inner:
        yield from every(part, *types, depth=depth + 1)


def words(value: object) -> str | None:
    """The text of a property: a string, a number, the first of a list, or what a node says of itself."""
    if isinstance(value, list):
        return next(filter(None, map(words, value)), None)
    if isinstance(value, dict):
        return words(value.get("@value") or value.get("name") or value.get("text"))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return plain(value) if isinstance(value, str) else None


def _loads(body: str) -> Any:
    try:
        return orjson.loads(body.strip().removesuffix(";"))
    except orjson.JSONDecodeError:
        return _loads_lenient(body)


def _loads_lenient(body: str) -> Any:
    """Raw line breaks inside strings and comment marks around the block are common; nothing else is forgiven."""
    inner = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|//\s*\]\]>)\s*$", "", body)
    try:
        return orjson.loads(re.sub(r"[\x00-\x1f]+", " ", inner))
    except orjson.JSONDecodeError:
        return None


def _top_nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, list):
        for part in value:
            yield from _top_nodes(part)
    elif isinstance(value, dict):
        if isinstance(value.get("@graph"), (list, dict)):
            yield from _top_nodes(value["@graph"])
        else:
            yield value


def _item(element: LexborNode, depth: int) -> Node:
    """One microdata item; a property given twice becomes a list, as in JSON-LD."""
    node: Node = {"@type": (element.attributes.get("itemtype") or "").rsplit("/", 1)[-1]}
    if element.attributes.get("itemid"):
        node["@id"] = element.attributes["itemid"]
    for part in _properties(element):
        value = _item(part, depth + 1) if _is_item(part) and depth < _DEEPEST else _value(part)
        for name in (part.attributes.get("itemprop") or "").split():
            _add(node, name, value)
    return node


def _properties(element: LexborNode) -> Iterator[LexborNode]:
    """The elements that are properties of this item and not of an item within it."""
    child = element.child
    while child is not None:
        if child.attributes.get("itemprop"):
            yield child
        if not _is_item(child):
            yield from _properties(child)
        child = child.next


def _is_item(element: LexborNode) -> bool:
    return "itemscope" in element.attributes


def _value(element: LexborNode) -> str | None:
    if "content" in element.attributes:
        return element.attributes["content"]
    for name in _LINK_ATTRIBUTES:
        if element.attributes.get(name):
            return element.attributes[name]
    return shown(element)


def _add(node: Node, name: str, value: Any) -> None:
    if name not in node:
        node[name] = value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]
