"""Numbers as pages write them: decimal commas, thousands in four styles, percent; and scales mapped to 1-5."""

from __future__ import annotations

import math
import re

_SIGN = r"(?:(?<!\w)(?P<sign>[-−]))?"
_GROUPED = (
    r"(?P<grouped>[1-9]\d{0,2}(?P<mark>[.,'’\s])\d{3}(?:(?P=mark)\d{3})*)(?!\d)(?:(?!(?P=mark))[.,](?P<part>\d+))?"
)
_PLAIN = r"(?P<plain>\d+(?:[.,]\d+)?|[.,]\d+)"
_COUNT = re.compile(rf"{_SIGN}(?:{_GROUPED}|{_PLAIN})")
_DECIMAL = re.compile(rf"{_SIGN}{_PLAIN}")
_LONGEST = 60  # characters; no page states a number longer than this


def number(value: object) -> float | None:
    """The first number in `value` (a JSON number, or text such as "1 648,5" or "87 %"); None without one.

    One group of three digits is read as thousands ("1.648" and "1,648" are 1648), unless it starts with 0.
    """
    return _found(value, _COUNT)


def decimal(value: object) -> float | None:
    """Like `number`, for what never reaches a thousand, such as a rating: "4,125" and "4.125" are 4.125."""
    return _found(value, _DECIMAL)


def whole(value: object) -> int | None:
    """The first number in `value` where it is a whole one ("1 648 reviews" is 1648); None otherwise."""
    found = number(value)
    return int(found) if found is not None and found.is_integer() else None


def to_scale(value: object, low: object = 1, high: object = 5) -> float | None:
    """`value` on the scale [low, high] mapped linearly to 1-5; None where it is no number or lies outside the scale."""
    if (low, high) == (1, 5) and isinstance(value, (int, float)):  # nearly every rating there is
        return float(value) if 1 <= value <= 5 else None
    raw, least, most = decimal(value), decimal(low), decimal(high)
    if raw is None or least is None or most is None or not least <= raw <= most or least == most:
        return None
    return raw if (least, most) == (1, 5) else round(1 + 4 * (raw - least) / (most - least), 4)


def _found(value: object, form: re.Pattern[str]) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if abs(value) < 1e15 and math.isfinite(value) else None
    match = form.search(value[:_LONGEST]) if isinstance(value, str) else None
    return _read(match) if match else None


def _read(match: re.Match[str]) -> float:
    parts = match.groupdict()
    if parts.get("grouped"):
        digits = f"{re.sub(r'[^0-9]', '', parts['grouped'])}.{parts['part'] or 0}"
    else:
        digits = parts["plain"].replace(",", ".")
    return -float(digits) if parts["sign"] else float(digits)
