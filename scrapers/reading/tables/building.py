"""Rows of a table into reviews, and what of it could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from scrapers.contract import Audience, Response, Review
from scrapers.reading.review_links import review_link
from scrapers.reading.tables import cells
from scrapers.reading.tables.columns import Layout, Rows, column
from scrapers.reading.tables.dating import Dating, dating_of
from scrapers.reading.tables.ratings import Scale, mapped, scale_of, stated
from scrapers.reading.text import clean

_DATES = ("published_on", "responses.published_on")
_SUBRATING = "subratings."
_PLAIN: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(("external_id", "title", "pros", "cons", "advice", "text", "job_title", "location"), clean),
    **dict.fromkeys(("recommends", "ceo_approval", "outlook"), cells.opinion),
    "url": cells.link,
    "language": cells.language,
    "employment": cells.employment,
    "tenure": cells.tenure,
    "helpful": cells.count,
}


@dataclass(slots=True)
class Builder:
    """Reads the rows under one layout. `problems` says afterwards what could not be read, by head and row."""

    rows: Rows
    layout: Layout
    audience: Audience = Audience.EMPLOYEE
    reference: datetime | None = None
    problems: list[str] = field(default_factory=list)
    _dating: dict[str, Dating] = field(default_factory=dict)
    _scales: dict[str, Scale] = field(default_factory=dict)
    _failed: dict[str, list[int]] = field(default_factory=dict)

    def reviews(self) -> list[Review]:
        """Every row that says something, in order."""
        self._look_at_columns()
        built = [self._review(at) for at in range(self.layout.head_at + 1, len(self.rows))]
        self.problems += list(self._told())
        return [review for review in built if review is not None]

    def _look_at_columns(self) -> None:
        """Order of dates and scale of ratings, from each whole column."""
        for name, at in self.layout.columns.items():
            filled = column(self.rows, self.layout.head_at, at)
            if name in _DATES:
                self._dating[name] = dating_of(filled, self.reference)
            elif name == "rating" or name.startswith(_SUBRATING):
                said = (found for cell in filled if (found := stated(cell)) and (found.value or name == "rating"))
                self._scales[name] = scale_of(self.layout.heads[at], said)

    def _review(self, at: int) -> Review | None:
        row = self.rows[at]
        said = {name: self._cell(row, name) for name in self.layout.columns}
        values: dict[str, Any] = {name: read(said[name]) for name, read in _PLAIN.items() if said.get(name)}
        if "external_id" not in values and (link := review_link(values.get("url") or "")):
            values["external_id"] = link.external_id
        rating, raw, scale = self._rating(at, "rating", said)
        if rating is None and not any(values.get(name) for name in ("title", "pros", "cons", "advice", "text")):
            return None
        return Review(
            **values,
            published_on=self._date(at, "published_on", said),
            rating=rating,
            rating_raw=raw,
            rating_scale=scale,
            subratings=dict(self._subratings(at, said)),
            responses=tuple(self._responses(at, said)),
            audience=self.audience,
        )

    def _cell(self, row: Sequence[str], name: str) -> str:
        at = self.layout.columns[name]
        return row[at].strip() if at < len(row) else ""

    def _rating(self, at: int, name: str, said: Mapping[str, str]) -> tuple[float | None, float | None, Scale | None]:
        found = stated(said.get(name, ""))
        rated = mapped(found.value, self._scales[name]) if found else (None, None, None)
        unrated = found is not None and found.value <= 0
        if rated[0] is None and said.get(name) and not unrated:
            self._failed.setdefault(name, []).append(at)
        return rated

    def _subratings(self, at: int, said: Mapping[str, str]) -> Iterator[tuple[str, float]]:
        """0 is "not rated" here, whatever the scale."""
        for name in said:
            if name.startswith(_SUBRATING) and (found := stated(said[name])) and found.value > 0:
                rating = self._rating(at, name, said)[0]
                if rating is not None:
                    yield name.removeprefix(_SUBRATING), rating

    def _responses(self, at: int, said: Mapping[str, str]) -> Iterator[Response]:
        if text := clean(said.get("responses.text")):
            yield Response(text, self._date(at, "responses.published_on", said))

    def _date(self, at: int, name: str, said: Mapping[str, str]) -> date | None:
        if not said.get(name):
            return None
        found = self._dating[name].read(said[name])
        if found is None:
            self._failed.setdefault(name, []).append(at)
        return found

    def _told(self) -> Iterator[str]:
        """One sentence a column; heads and rows, never what somebody wrote."""
        for name, at in self._failed.items():
            head = self.layout.head(name).strip()
            yield f'{len(at)} cells under "{head}" could not be read, the first in row {at[0] + 1}'
        for name, dating in self._dating.items():
            if dating.undecided:
                head = self.layout.head(name).strip()
                yield f'day and month under "{head}" cannot be told apart; read day first, export ISO dates to be sure'
