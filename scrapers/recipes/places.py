"""Where something stands: CSS selectors and JMESPaths, and which of them no page could make slow.

A selector's words are matched backwards up the page, so that k spaces cost depth^k on a page that is nested on
purpose (measured: six spaces, depth 100, 84 s); siblings (`~`) cost their square. A path that doubles a list at each
step doubles it thirty times in 300 characters. What recipes need has neither.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

MOST_SPACES = 2
"""Descendant steps one selector may have; `>` and `+` are free."""
_ATTRIBUTE = re.compile(r"^(?P<css>.*?)@(?P<name>[\w:-]{1,60})$", re.DOTALL)
_QUOTED = re.compile(r"""\[[^\]"']*(?:"[^"]*"|'[^']*')?[^\]"']*\]""")
_PSEUDO = re.compile(r"::?[\w-]+")
_PSEUDOS = frozenset({":first-child", ":last-child", ":only-child", ":nth-child", ":not", ":empty"})
_STEP = re.compile(r"\s*([>+,])\s*")
_NODES = frozenset(
    [
        "field", "subexpression", "index_expression", "index", "slice", "projection", "filter_projection",
        "value_projection", "flatten", "comparator", "literal", "current", "identity", "and_expression",
        "or_expression", "not_expression", "pipe", "function_expression", "expref",
    ]
)  # fmt: skip
_FUNCTIONS = frozenset(
    [
        "abs", "avg", "ceil", "contains", "ends_with", "floor", "join", "keys", "length", "max", "max_by",
        "min", "min_by", "not_null", "reverse", "sort", "sort_by", "starts_with", "sum", "to_number",
        "to_string", "type", "values",
    ]
)  # fmt: skip
_MOST_NODES = 80
_PROBE = LexborHTMLParser("<p></p>")


@cache
def split(at: str) -> tuple[str, str | None]:
    """A selector and the attribute it asks for: "time@datetime" is ("time", "datetime")."""
    match = _ATTRIBUTE.match(at)
    return (match["css"].strip(), match["name"]) if match else (at.strip(), None)


def wrong_selector(at: str, *, element: bool) -> str | None:
    """What is wrong with a selector; None when nothing is. `element`: it must name an element, no attribute."""
    css, attribute = split(at)
    if element and attribute:
        return f"{at!r} asks for an attribute, but an element is meant: leave @{attribute} out"
    if not css:
        return "a selector is needed" if element else None
    try:
        _PROBE.css(css)
    except (SelectolaxError, ValueError):
        return f"{css!r} is no CSS selector: correct it"
    return _slow(css)


def _slow(css: str) -> str | None:
    bare = _QUOTED.sub("[]", css)
    strange = next((one for one in _PSEUDO.findall(bare) if one not in _PSEUDOS), None)
    if strange:
        return f"{strange} is not allowed: use {', '.join(sorted(_PSEUDOS))}, a class or an attribute"
    if "~" in bare:
        return "`~` is not allowed: name the element by a class, an attribute or `+`"
    inner = re.search(r":not\(([^()]*)\)?", bare)
    if inner and re.search(r"[\s>+]", inner[1].strip()):
        return ":not(…) takes one simple selector: leave the steps out"
    spaces = max(len(_STEP.sub(r"\1", one.strip()).split()) - 1 for one in re.sub(r"\([^()]*\)", "", bare).split(","))
    if spaces > MOST_SPACES:
        return f"{css!r} has {spaces} descendant steps, {MOST_SPACES} are allowed: use `>` between them, or fewer"
    return None


def wrong_path(at: str) -> str | None:
    """What is wrong with a JMESPath; None when nothing is."""
    try:
        nodes = list(_nodes(at))
    except (JMESPathError, ValueError, PendingDeprecationWarning) as problem:
        return f"{at!r} is no JMESPath ({(str(problem).splitlines() or ['cut short'])[0]}): correct it"
    except RecursionError:
        return "the path is nested too deeply: shorten it"
    wrong = next(filter(None, map(_wrong_node, nodes)), None)
    if wrong is None and len(nodes) > _MOST_NODES:
        return f"the path has {len(nodes)} steps, {_MOST_NODES} are allowed: shorten it"
    return wrong


def names_in(at: str) -> frozenset[str]:
    """The names of objects' fields that a sound path goes through."""
    return frozenset(node["value"] for node in _nodes(at) if node["type"] == "field")


def _wrong_node(node: Mapping[str, Any]) -> str | None:
    if node["type"] not in _NODES:
        return f"a path may not build lists or objects of its own ({node['type'].replace('_', ' ')}): name one value"
    if node["type"] != "function_expression":
        return None
    name, given = node["value"], len(node["children"])
    if name not in _FUNCTIONS:
        return f"there is no function {name}() here, only {', '.join(sorted(_FUNCTIONS))}"
    takes = Functions.FUNCTION_TABLE[name]["signature"]
    many = bool(takes) and takes[-1].get("variadic", False)
    return None if given == len(takes) or (many and given > len(takes)) else f"{name}() takes {len(takes)} values"


def _nodes(at: str) -> Iterator[Mapping[str, Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", PendingDeprecationWarning)  # a literal in a form that will be no JMESPath
        stack = [jmespath.compile(at or "@").parsed]
    while stack:
        node = stack.pop()
        yield node
        stack += [child for child in node.get("children", ()) if isinstance(child, dict)]
