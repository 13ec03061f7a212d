"""JSON written at once, for answers that are asked most: what pydantic would write, from plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Response


def written(told: Mapping[str, Any]) -> bytes:
    """Moments in UTC end with Z; the route's response model says what stands there, and a test holds it to that."""
    return orjson.dumps(told, option=orjson.OPT_UTC_Z)


def as_json(told: Mapping[str, Any]) -> Response:
    """The same, as an answer."""
    return Response(written(told), media_type="application/json")
