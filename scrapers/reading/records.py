"""The interchange format read back: review records and page objects (docs/formats.md) into `Review` and `Page`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from scrapers.contract import Audience, Page, Response, Review, Verdict
from scrapers.reading.text import clean

Record = Mapping[str, Any]
T = TypeVar("T")
_LANGUAGE_LENGTH = 2
_BEYOND = 1e15  # no count, rating or scale of a review; larger integers are no JSON that everybody reads
_TEXTS = ("external_id", "title", "pros", "cons", "advice", "text", "job_title", "location", "tenure")
_EMPLOYMENTS = ("current", "former", "applicant")


def review_of(record: Record) -> Review:
    """The review a record states; keys the format does not have are ignored. Raises `ValueError` for a wrong value."""
    scale = record.get("rating_scale")
    plain: dict[str, Any] = {name: _text(record, name) for name in _TEXTS}
    opinions: dict[str, Any] = {name: _of(record, name, bool) for name in ("recommends", "ceo_approval", "outlook")}
    return Review(
        **plain,
        **opinions,
        url=_link(record, "url"),
        published_on=_date(record, "published_on"),
        rating=_rating(record, "rating"),
        rating_raw=_number(record, "rating_raw"),
        rating_scale=None if scale is None else _scale(scale),
        language=_checked(_text(record, "language"), "language", lambda tag: len(tag) == _LANGUAGE_LENGTH),
        employment=_checked(_text(record, "employment"), "employment", _EMPLOYMENTS.__contains__),
        helpful=_whole(record, "helpful"),
        subratings=_ratings(record, "subratings"),
        responses=tuple(_response(each) for each in _list(record, "responses")),
        audience=Audience(record.get("audience") or Audience.EMPLOYEE),
    )


def page_of(record: Record) -> Page:
    """The page an object of `omdome parse` states. Raises `ValueError` for a wrong value."""
    stars = record.get("declared_distribution")
    counts: dict[str, Any] = {name: _whole(record, name) for name in ("declared_total", "declared_total_all", "page")}
    words: dict[str, Any] = {name: _text(record, name) for name in ("platform", "employer_name", "parser", "error")}
    return Page(
        **counts,
        **words,
        verdict=Verdict(str(record.get("verdict"))),
        declared_rating=_rating(record, "declared_rating"),
        declared_distribution=None if stars is None else _stars(stars),
        declared_subratings=_ratings(record, "declared_subratings"),
        next_url=_link(record, "next_url"),
        reviews=tuple(review_of(_mapping(each, "reviews")) for each in _list(record, "reviews")),
    )


def _response(value: object) -> Response:
    record = _mapping(value, "responses")
    text = _text(record, "text")
    if text is None:
        raise ValueError("a response without text")
    title, identity = _text(record, "author_title"), _text(record, "external_id")
    return Response(text, _date(record, "published_on"), title, identity)


def _of(record: Record, name: str, kind: type[T]) -> T | None:
    value = record.get(name)
    if value is not None and not isinstance(value, kind):
        raise ValueError(f"{name} is no {kind.__name__}")
    return value


def _text(record: Record, name: str) -> str | None:
    return clean(_of(record, name, str))


def _checked(value: str | None, name: str, holds: Callable[[str], bool]) -> str | None:
    if value is not None and not holds(value):
        raise ValueError(f"{name} is none of the format's values")
    return value


def _link(record: Record, name: str) -> str | None:
    return _checked(_text(record, name), name, lambda address: address.startswith(("http://", "https://")))


def _date(record: Record, name: str) -> date | None:
    stated = _text(record, name)
    return date.fromisoformat(stated) if stated else None


def _number(record: Record, name: str) -> float | None:
    value = record.get(name)
    return None if value is None else _real(value, name)


def _real(value: object, name: str) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError(f"{name} is no number")
    if abs(value) >= _BEYOND:
        raise ValueError(f"{name} is too large")
    return float(value)


def _whole(record: Record, name: str) -> int | None:
    value = _number(record, name)
    if value is not None and (not value.is_integer() or value < 0):
        raise ValueError(f"{name} is no count")
    return None if value is None else int(value)


def _rating(record: Record, name: str) -> float | None:
    value = _number(record, name)
    return None if value is None else _on_scale(value, name)


def _on_scale(value: object, name: str) -> float:
    rating = _real(value, name)
    if not 1 <= rating <= 5:
        raise ValueError(f"{name} is not on 1-5")
    return rating


def _scale(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("rating_scale is no pair")
    return _real(value[0], "rating_scale"), _real(value[1], "rating_scale")


def _ratings(record: Record, name: str) -> dict[str, float]:
    return {key: _on_scale(value, name) for key, value in _mapping(record.get(name) or {}, name).items()}


def _stars(value: object) -> dict[str, int]:
    counts = _mapping(value, "declared_distribution")
    return {key: _whole(counts, key) or 0 for key in counts if key in {"1", "2", "3", "4", "5"}}


def _mapping(value: object, name: str) -> Record:
    if not isinstance(value, dict):
        raise ValueError(f"{name} is no object")  # noqa: TRY004  # a wrong value of the format, not a caller's mistake
    return value


def _list(record: Record, name: str) -> list[Any]:
    return _of(record, name, list) or []
