"""The version of a ticket as HTTP has it: an ETag that a move sends back as `If-Match`."""

from __future__ import annotations

import re

from service.domain.errors import Stale, VersionMissing


def etag_of(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def version_of(if_match: str | None) -> int | None:
    """The version a move was decided on; None for `*`. Raises VersionMissing, and Stale for one we never gave."""
    if if_match is None:
        raise VersionMissing("a move needs If-Match with the ETag of the ticket as you read it")
    if if_match.strip() == "*":
        return None
    found = re.fullmatch(r'"(\d{1,9})"', if_match.strip(), re.ASCII)
    if not found:
        raise Stale(f"{if_match[:40]!r} is no ETag of a ticket: read the ticket and send the one it came with")
    return int(found[1])
