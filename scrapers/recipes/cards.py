"""One card of a recipe's page as a review: each value understood as its field wants it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from scrapers.contract import Audience, Response, Review
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.links import joined
from scrapers.reading.numbers import decimal, to_scale, whole
from scrapers.reading.text import clean
from scrapers.recipes.parts import Answers, Place
from scrapers.recipes.schema import EMPLOYMENTS, FLAGS, TEXTS, Recipe
from scrapers.recipes.sources import Opened

STARS = (1.0, 5.0)
_TAG = re.compile(r"([A-Za-z]{2})(?:[-_][\w-]{1,20})?$")


class Reader:
    """Reads the cards of one page."""

    def __init__(self, recipe: Recipe, document: Document, page: Opened) -> None:
        self._recipe, self._document, self._page = recipe, document, page

    def review(self, card: Any) -> Review:
        """The card as a review; what is not there or makes no sense is None."""
        fields = self._recipe.fields
        texts = {name: self._text(card, fields.get(name)) for name in TEXTS}
        flags = {name: self._flag(card, fields.get(name)) for name in FLAGS}
        return Review(
            external_id=texts["external_id"],
            url=self.absolute(texts["url"]),
            published_on=self._date(card, fields.get("published_on")),
            **rated(self._value(card, fields.get("rating")), fields.get("rating")),
            title=texts["title"],
            pros=texts["pros"],
            cons=texts["cons"],
            advice=texts["advice"],
            text=texts["text"],
            language=_language(texts["language"]),
            employment=self._employment(card, fields.get("employment")),
            job_title=texts["job_title"],
            location=texts["location"],
            tenure=texts["tenure"],
            recommends=flags["recommends"],
            ceo_approval=flags["ceo_approval"],
            outlook=flags["outlook"],
            helpful=count(self._value(card, fields.get("helpful"))),
            subratings=self.ratings(card, self._recipe.subratings),
            responses=self._responses(card, self._recipe.responses),
            audience=Audience(self._recipe.audience),
        )

    @property
    def address(self) -> str | None:
        """The page's own address where it is known."""
        return self._document.url

    def absolute(self, address: str | None) -> str | None:
        """An address in full, where the page's own is known or it is full already."""
        full = joined(self._document.url, address)
        return full if full and full.startswith(("http://", "https://")) else None

    def ratings(self, card: Any, places: Mapping[str, Place]) -> dict[str, float]:
        """Each rating that is given, on 1-5; what is not rated is left out."""
        given = {name: rated(self._value(card, place), place)["rating"] for name, place in places.items()}
        return {name: value for name, value in given.items() if value is not None}

    def _value(self, card: Any, place: Place | None) -> Any:
        return None if place is None else self._page.value(card, place.at)

    def _text(self, card: Any, place: Place | None) -> str | None:
        return clean(_spoken(self._value(card, place)))

    def _date(self, card: Any, place: Place | None) -> date | None:
        recipe = self._recipe
        said = self._text(card, place)
        return calendar_date(
            said, language=recipe.language, order=recipe.date_order, reference=self._document.captured_at
        )

    def _flag(self, card: Any, place: Place | None) -> bool | None:
        value = self._value(card, place)
        if place is None:
            return None
        if isinstance(value, bool):
            return value
        said = _folded(value)
        return True if said in _all(place.yes) else False if said in _all(place.no) else None

    def _employment(self, card: Any, place: Place | None) -> str | None:
        said = _folded(self._value(card, place))
        if place is None or not said:
            return None
        return next((name for name in EMPLOYMENTS if said in _all(getattr(place, name))), None)

    def _responses(self, card: Any, answers: Answers | None) -> tuple[Response, ...]:
        if answers is None:
            return ()
        return tuple(
            Response(text, self._date(answer, answers.published_on), self._text(answer, answers.author_title))
            for answer in self._page.cards(answers.each, card)
            if (text := self._text(answer, answers.text))
        )


def rated(value: Any, place: Place | None) -> dict[str, Any]:
    """A rating on 1-5 as `Review` holds it, with what the site gave where its scale is another."""
    low, high = (place.scale if place and place.scale else None) or STARS
    rating = to_scale(value, low, high) if not isinstance(value, bool) else None
    if rating is None or (low, high) == STARS:
        return {"rating": rating}
    return {"rating": rating, "rating_raw": decimal(value), "rating_scale": (low, high)}


def _language(tag: str | None) -> str | None:
    """The language a card states; never the site's own, in which a visitor need not have written."""
    match = _TAG.match(tag or "")
    return match[1].lower() if match else None


def count(value: Any) -> int | None:
    """A count; None for anything else, a negative number too."""
    found = whole(value)
    return found if found is not None and found >= 0 else None


def _spoken(value: Any) -> Any:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _folded(value: Any) -> str:
    value = _spoken(value)
    return " ".join(value.casefold().split()) if isinstance(value, str) else ""


def _all(words: Sequence[str]) -> set[str]:
    return {_folded(word) for word in words}
