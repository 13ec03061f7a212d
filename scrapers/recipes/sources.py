"""The two kinds of page a recipe reads: markup by CSS selectors, JSON by JMESPath. Both give cards and plain values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import jmespath
import orjson
from jmespath.exceptions import JMESPathError

from scrapers.contract import LayoutChanged
from scrapers.reading.apart import demand_apart
from scrapers.reading.document import Document
from scrapers.reading.embedded import script_json
from scrapers.reading.shown import shown
from scrapers.reading.text import plain
from scrapers.recipes.bounded import demand_bounded
from scrapers.recipes.parts import Proof
from scrapers.recipes.places import split
from scrapers.recipes.schema import Recipe

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_CARDS = 2000
"""Cards of one page; a page with more is no list of reviews."""


class Opened(Protocol):
    """A page as its recipe sees it."""

    root: Any
    """Where what is declared of the whole list is looked for."""

    def cards(self, at: str, inside: Any = None) -> Sequence[Any]:
        """The cards a selector or path names, on the page or inside a card. Raises `LayoutChanged` for too many."""
        ...

    def value(self, card: Any, at: str) -> Any:
        """The first value at a place: text, number, boolean; None when nothing is there."""
        ...

    def proves_empty(self, proof: Proof) -> bool:
        """Whether the page holds its proof of emptiness."""
        ...


class Markup:
    """A page with its DOM. Raises `LayoutChanged` for one that selectors may not be let loose on."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.root = document.tree.root
        if self.root is not None:
            demand_bounded(self.root)

    def cards(self, at: str, inside: Any = None) -> Sequence[Any]:
        """Elements in page order."""
        root: LexborNode | None = self.root if inside is None else inside
        return demand_apart(_few(root.css(split(at)[0]))) if root is not None else []

    def value(self, card: Any, at: str) -> Any:
        """What a browser shows of the first element, or its attribute."""
        css, attribute = split(at)
        element: LexborNode | None = card.css_first(css) if css and card is not None else card
        if element is None:
            return None
        return element.attributes.get(attribute) if attribute else shown(element)

    def proves_empty(self, proof: Proof) -> bool:
        """By an element, or by words a reader sees."""
        if proof.text is not None:
            return _folded(proof.text) in _folded(self._document.visible_text())
        return bool(proof.at and self.root is not None and self.root.css_first(split(proof.at)[0]))


class Json:
    """A payload, or the JSON in a script of the page."""

    def __init__(self, document: Document, script: str | None) -> None:
        self.root = _payload(document) if script is None else script_json(document, script)
        if self.root is None:
            raise LayoutChanged("the recipe's script holds no JSON that is whole")

    def cards(self, at: str, inside: Any = None) -> Sequence[Any]:
        """The objects of the list at a path; anything else is no card."""
        found = self._at(self.root if inside is None else inside, at)
        return _few([item for item in found if isinstance(item, dict)]) if isinstance(found, list) else []

    def value(self, card: Any, at: str) -> Any:
        """The value at a path; texts with markup are made plain."""
        found = self._at(card, at or "@")
        return plain(found) if isinstance(found, str) else found

    def proves_empty(self, proof: Proof) -> bool:
        """By a path that gives something true."""
        return bool(proof.at and self._at(self.root, proof.at))

    def _at(self, inside: Any, at: str) -> Any:
        try:
            return _compiled(at).search(inside)
        except (JMESPathError, TypeError, ValueError, AttributeError):
            return None  # a function of the path met a value of another type


def opened(document: Document, recipe: Recipe) -> Opened:
    """The page in the form the recipe reads. Raises `LayoutChanged` when there is no such form in it."""
    return Json(document, recipe.script) if recipe.kind == "json" else Markup(document)


def _few(cards: Sequence[Any]) -> Sequence[Any]:
    """Never a part of a list in silence: what is left out would count as gone."""
    if len(cards) > MOST_CARDS:
        raise LayoutChanged(f"{len(cards)} cards, {MOST_CARDS} at most are a list of reviews: correct the recipe")
    return cards


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _payload(document: Document) -> Any:
    try:
        return orjson.loads(document.text)
    except orjson.JSONDecodeError as problem:
        raise LayoutChanged(f"the JSON is cut short or damaged ({problem})") from problem


@cache
def _compiled(at: str) -> Any:
    return jmespath.compile(at)
