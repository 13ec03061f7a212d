"""Positions in a listing, opaque to the caller: where the next page starts, whatever changed meanwhile."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from service.domain.errors import InvalidInput

T = TypeVar("T")
LARGEST = 2**31 - 1


def pack(*position: int | str | date | None) -> str:
    """A cursor that stands for this position."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in position]
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def unpack(cursor: str | None, *kinds: type) -> tuple[Any, ...] | None:
    """The position a cursor stands for, each part of its kind. Raises InvalidInput for one we did not give."""
    if cursor is None:
        return None
    try:
        packed = cursor.encode("ascii")
        parts = json.loads(base64.b64decode(packed + b"=" * (-len(packed) % 4), b"-_", validate=True))
        return tuple(_part(value, kind) for value, kind in zip(parts, kinds, strict=True))
    except (ValueError, TypeError):
        raise InvalidInput(f"{cursor[:40]!r} is no cursor of this listing: start again without one") from None


def unpack_id(cursor: str | None) -> int | None:
    """The id a cursor of one number stands for."""
    position = unpack(cursor, int)
    return position[0] if position else None


def _part(value: Any, kind: type) -> Any:
    if kind is int:
        if type(value) is not int or not 0 <= value <= LARGEST:
            raise ValueError(value)
        return value
    moment = datetime.fromisoformat(value) if kind is datetime else date.fromisoformat(value)
    if isinstance(moment, datetime) and moment.tzinfo is None:
        raise ValueError(value)
    return moment


def cut(rows: Sequence[T], limit: int) -> tuple[Sequence[T], T | None]:
    """Of `limit` + 1 rows asked for: those to show, and the last shown when there are more."""
    return (rows[:limit], rows[limit - 1]) if len(rows) > limit else (rows, None)
