"""How a recipe fares on one page, field by field, also where the page as a whole was refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scrapers.contract import LayoutChanged, Page, Review
from scrapers.reading.document import Document
from scrapers.recipes.cards import Reader
from scrapers.recipes.listing import declared
from scrapers.recipes.schema import FIELDS, Recipe
from scrapers.recipes.sources import Opened, opened


class Why(StrEnum):
    """Why no review has a field."""

    NOT_IN_RECIPE = "not_in_recipe"
    NOWHERE = "nowhere"
    """No card has anything at its place."""
    NOT_UNDERSTOOD = "not_understood"
    """Something stands there, but it is no date, no rating on the scale, none of the words."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of one field: in `present` of `cards` cards something stands at its place, in `read` it was read."""

    field: str
    at: str | None
    cards: int
    present: int = 0
    read: int = 0
    example: Any = None
    """The first value that was read; where none was, the first as it stands on the page."""

    @property
    def why(self) -> Why | None:
        """None where at least one card gave it, or where there was no card to ask."""
        if self.at is None:
            return Why.NOT_IN_RECIPE
        if self.read or not self.cards:
            return None
        return Why.NOT_UNDERSTOOD if self.present else Why.NOWHERE


@dataclass(frozen=True, slots=True)
class Probed:
    """Every field of a review and each part of the recipe's own; what the page declares; both where it has the form."""

    fields: tuple[Seen, ...] = ()
    declared: Page | None = None
    """A page without reviews; its verdict says nothing."""


def probe(recipe: Recipe, document: Document) -> Probed:
    """Look at every place of the recipe. A page that lacks the recipe's form, or is damaged, gives nothing."""
    try:
        source = opened(document, recipe)
        reader = Reader(recipe, document, source)
        read = [(card, reader.review(card)) for card in source.cards(recipe.reviews)]
        return Probed(tuple(_seen(recipe, source, read)), declared(recipe, reader, source))
    except LayoutChanged:
        return Probed()


def _seen(recipe: Recipe, source: Opened, read: list[tuple[Any, Review]]) -> Iterator[Seen]:
    for name in FIELDS:
        place = recipe.fields.get(name)
        if place is None:
            yield Seen(name, None, len(read))
            continue
        pairs = [(source.value(card, place.at), getattr(review, name)) for card, review in read]
        yield _counted(name, place.at, pairs)
    for name, place in recipe.subratings.items():
        pairs = [(source.value(card, place.at), review.subratings.get(name)) for card, review in read]
        yield _counted(f"subratings.{name}", place.at, pairs)
    if recipe.responses:
        each = recipe.responses.each
        answers = [(len(source.cards(each, card)) or None, _first_answer(review)) for card, review in read]
        yield _counted("responses", each, answers)


def _first_answer(review: Review) -> str | None:
    return review.responses[0].text if review.responses else None


def _counted(name: str, at: str, pairs: list[tuple[Any, Any]]) -> Seen:
    stands = [raw for raw, _ in pairs if raw is not None and raw not in ("", [], {})]
    values = [value for _, value in pairs if value is not None]
    return Seen(name, at, len(pairs), len(stands), len(values), next(iter(values or stands), None))
