"""Ratings in a column: what a cell states ("4,5", "4 av 5", "★★★★☆", "80 %") and the scale the whole column is on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scrapers.reading.numbers import to_scale

USUAL = (1.0, 5.0)
_LONGEST = 40  # characters; a longer cell is a sentence
_NUMBER = r"\d{1,3}(?:[.,]\d{1,6})?"
_OUT_OF = re.compile(rf"({_NUMBER})\s*(?:/|av|af|von|of|out of|sur|van)\s*(\d{{1,3}})(?!\d)", re.IGNORECASE)
_PERCENT = re.compile(rf"({_NUMBER})\s*(?:%|percent|procent|prosent|prozent)", re.IGNORECASE)
_LEADING = re.compile(rf"[^\w\s]?\s*({_NUMBER})(?![\d.,])\s*(?:$|[^\W\d_]|[(*★⭐☆]|[–-]\s)")
_FULL = re.compile("[★⭐🌟]")
_EMPTY = re.compile("[☆✩]")
_SCALE_IN_HEAD = re.compile(r"(?<!\d)([01])\s*(?:-|–|—|to|till|til|bis)\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_TOP_IN_HEAD = re.compile(r"(?:/|\bof|\bav|\bvon|\baf|\bmax\.?)\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_KNOWN_TOPS = {5: USUAL, 6: (0.0, 6.0), 10: (1.0, 10.0), 100: (0.0, 100.0)}

Scale = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stated:
    """The value a cell states, and the top of its scale where the cell says so."""

    value: float
    top: float | None = None


def stated(cell: str) -> Stated | None:
    """What a cell says about a rating; None for a cell that is no rating."""
    cell = cell.strip()
    if not cell or len(cell) > _LONGEST:
        return None
    if match := _OUT_OF.search(cell):
        return Stated(_float(match[1]), float(match[2]))
    if match := _PERCENT.search(cell):
        return Stated(_float(match[1]), 100)
    if full := len(_FULL.findall(cell)):
        half = 0.5 if "½" in cell else 0
        return Stated(full + half, max(5, full + len(_EMPTY.findall(cell))))
    match = _LEADING.match(cell)
    return Stated(_float(match[1])) if match else None


def scale_of(head: str, values: Iterable[Stated]) -> Scale:
    """The scale of a column: as its cells or its head say, else the smallest common one that holds its range."""
    told = list(values)
    least = min((each.value for each in told), default=1)
    tops = {each.top for each in told if each.top}
    if tops:
        return _to_top(max(tops), least)
    return _in_head(head, least) or _by_range(told, least)


def mapped(value: float, scale: Scale) -> tuple[float | None, float | None, Scale | None]:
    """Rating on 1-5, the raw value and its scale; the latter two only where the scale differs."""
    rating = to_scale(value, *scale)
    if rating is None or scale == USUAL:
        return rating, None, None
    return rating, value, scale


def _in_head(head: str, least: float) -> Scale | None:
    """Of "Betyg (0-6)", "Score /10", "Rating in %"."""
    if match := _SCALE_IN_HEAD.search(head):
        scale = float(match[1]), float(match[2])
        return scale if scale[0] < scale[1] else None
    if match := _TOP_IN_HEAD.search(head):
        return _to_top(float(match[1]), least)
    return (0.0, 100.0) if "%" in head or "percent" in head.casefold() else None


def _to_top(top: float, least: float) -> Scale:
    """A scale that is known by its top; it starts at 0 only where a cell is lower than 1, and never so up to 5."""
    low, high = _KNOWN_TOPS.get(int(top), (1.0, top))
    return (0.0, high) if least < 1 and high > USUAL[1] else (low, high)


def _by_range(told: list[Stated], least: float) -> Scale:
    most = max((each.value for each in told), default=5)
    if most <= 1 and any(0 < each.value < 1 for each in told):
        return 0.0, 1.0  # a workbook's percent cells
    top = next((top for top in _KNOWN_TOPS if most <= top), 100)
    return _to_top(top, least)


def _float(digits: str) -> float:
    return float(digits.replace(",", "."))
