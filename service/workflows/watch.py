"""Start watching: a source checked whole before it is added, and its permission card renewed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from service.domain.errors import InvalidInput
from service.domain.schedule import DEFAULT, Timetable
from service.storage.repositories import employers, sources
from service.storage.session import Database
from service.storage.tables import Source
from service.workflows.intake import MAIL
from service.workflows.platforms import audience_of, known_platform, known_platforms

MAIL_SCHEDULE = "every 1h"


def add_source(
    session: Session,
    *,
    employer_id: int,
    platform: str,
    way_in: str,
    url: str = "",
    schedule: str | None = None,
    now: datetime,
    **card: Any,
) -> Source:
    """Add a way in. Raises NotFound (employer), InvalidInput (platform, address, timetable), Conflict (there already)."""
    employers.get(session, employer_id)
    if known_platform(platform) is None and not (way_in == "mailbox" and platform == MAIL):
        raise InvalidInput(f"{platform[:40]!r} is no platform: choose one of {', '.join(known_platforms())}")
    if way_in == "scrape":
        _check_address(url)
        schedule = schedule or DEFAULT
    elif way_in == "import" and url:
        _check_address(url)
    elif platform == MAIL:
        check_mailbox(url)
        schedule = schedule or MAIL_SCHEDULE
    elif url:
        raise InvalidInput(f"a source by {way_in} has no address: leave out {url[:80]!r}")
    if schedule is not None:
        Timetable.parse(schedule)
    return sources.add(
        session,
        employer_id=employer_id,
        platform=platform,
        way_in=way_in,
        url=url,
        schedule=schedule,
        audience=audience_of(platform),
        now=now,
        **card,
    )


def permit(
    database: Database, source_id: int, *, basis: str, reviewed_on: date, reviewed_by: str, expires_on: date
) -> None:
    """Record a new permission card for a source. Raises NotFound, and InvalidInput for a card that says nothing."""
    if not basis.strip() or not reviewed_by.strip():
        raise InvalidInput("a permission needs its basis and the name of the function that reviewed the terms")
    with database.write() as session:
        source = sources.get(session, source_id)
        source.permission_basis, source.terms_reviewed_on = basis.strip(), reviewed_on
        source.terms_reviewed_by, source.permission_expires_on = reviewed_by.strip(), expires_on
        source.next_try_at = None


def check_mailbox(url: str) -> None:
    """Raises InvalidInput for what is no mailbox's address; which one it is, who reads it checks again."""
    parts = urlsplit(url) if url.isprintable() else None
    if parts is None or parts.scheme not in ("imaps", "imap") or not parts.hostname or not parts.username:
        raise InvalidInput(
            f"{url[:120]!r} is no mailbox: write imaps://user@host/FOLDER, with the @ of the user as %40"
        )
    if parts.password is not None:
        raise InvalidInput("a mailbox's address holds no password: set OMDOME_MAILBOX_PASSWORD instead")


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.username is None and url.isprintable()
    except ValueError:
        usable = False
    if not usable:
        raise InvalidInput(
            f"{url[:120]!r} is no web address: write it in full, for example https://example.com/reviews"
        )
