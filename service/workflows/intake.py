"""Bytes come in here, from a fetch or a file: authors blanked, kept, read, judged, stored. Nothing is read before it is kept."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

import scrapers
from scrapers import recipes
from scrapers.contract import Page, Review, Unreadable, Verdict
from scrapers.incoming import blanked, file_parsers, is_sparse, opened
from scrapers.incoming import pieces as pieces  # for importing, which does not know the library
from scrapers.quality import Quality, judge
from service.domain.identity import content_digest, fingerprint, identity, reply_digest
from service.domain.review import TEXT_FIELDS
from service.storage.repositories import captures, held, life, looks, reviews, runs
from service.storage.repositories.captures import Kept
from service.storage.repositories.reviews import Origin, Record, Tally
from service.storage.session import Database

GOOD = frozenset({Verdict.REVIEWS.value, Verdict.EMPTY.value, Verdict.PAST_END.value})
WALLS = frozenset({Verdict.BLOCKED, Verdict.LOGIN_WALL})
MOVED = "moved"
"""The address led to another list, on which nothing of what we hold stands."""
FIELDS = tuple(field.name for field in dataclasses.fields(Review) if field.name != "responses")
WHOSE = "the file does not say which platform its reviews are from: say it with --platform"
MAIL = "mail"
"""Stands in for the platform of a mailbox: what its mails tell of belongs to the platform each is from."""
RECOGNISER = "recognise/1"
"""Who read a capture that belongs to no platform we know."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page or file as received; `url` and `captured_at` as far as they are known."""

    content: bytes
    fetched_at: datetime
    url: str | None = None
    status: int | None = None
    content_type: str | None = None
    redirected: bool = False
    """The site led us from the list we asked for to another address."""
    scrubbed: bool = False
    """Authors are blanked already."""
    saved_at: datetime | None = None
    """When a file says it was saved; relative dates count from then."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What intake needs to know of the source a page is for: where its reviews go, under which run, read by whom."""

    origin: Origin
    run_id: int
    platform: str | None
    usual_fill: Mapping[str, float] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    """What the employer's own tables call the fields of a review."""
    told: bool = False
    """The platform was told from each page itself, so only its declarations say what names an author there."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a page: its verdict, what it brought, where the listing goes on."""

    capture_id: int
    verdict: str
    tally: Tally = field(default_factory=Tally)
    next_url: str | None = None
    error: str | None = None
    fill: Mapping[str, float] = field(default_factory=dict)
    declared_total: int | None = None
    parsed: bool = False


def take_in(database: Database, desk: Desk, arrival: Arrival) -> Intake:
    """One page, whole: kept and committed first, then read and stored in a second unit."""
    told = desk.platform if desk.told else None
    arrival = arrival if arrival.scrubbed else _unwrapped(arrival)
    content = arrival.content if arrival.scrubbed else blank(arrival.content, told)
    with database.write() as session:
        kept = _keep(session, desk, arrival, content)
        if _is_known(kept):
            return _as_before(session, desk, kept, arrival.fetched_at)
    return read_kept(database, desk, kept, content, arrival)


def _unwrapped(arrival: Arrival) -> Arrival:
    """The page inside a saved archive, with the address and the time that the archive tells; anything else as it is."""
    try:
        came = opened(arrival.content)
    except Unreadable:
        return arrival
    saved_at = min(came.captured_at or arrival.fetched_at, arrival.fetched_at)
    return dataclasses.replace(arrival, content=came.content, url=arrival.url or came.url, saved_at=saved_at)


def blank(content: bytes, platform: str | None = None) -> bytes:
    """The bytes with every known author field emptied; what is kept and what is read are these.

    `platform` when it is known that the page is that platform's; otherwise it is told from the page.
    """
    known = recipes.known_platforms()
    return blanked(content, [known[platform]] if platform in known else known.values())


def read_kept(database: Database, desk: Desk, kept: Kept, content: bytes, arrival: Arrival) -> Intake:
    """Read a kept capture, unless today's parser has read the same bytes before."""
    if _is_known(kept):
        with database.write() as session:
            return _as_before(session, desk, kept, arrival.fetched_at)
    page, quality, error = understood(desk, content, arrival)
    records = records_of(page.reviews, desk.origin) if quality.verdict in GOOD else []
    with database.write() as session:
        elsewhere = arrival.redirected and quality.verdict not in WALLS
        if elsewhere and not held.of(session, desk.origin.platform, desk.origin.employer_id, records):
            return _moved(session, desk, kept, arrival)
        tally = _store(session, desk, page, quality.verdict, records, kept.id, arrival.fetched_at)
    return Intake(
        kept.id, quality.verdict.value, tally, page.next_url, error, quality.fill, page.declared_total, parsed=True
    )


def understood(desk: Desk, content: bytes, arrival: Arrival) -> tuple[Page, Quality, str | None]:
    """The page as today's parser reads it, whether it can be believed, and what is wrong with it in words."""
    moment = arrival.saved_at or arrival.fetched_at
    page = scrapers.parse_page(
        content, url=arrival.url, platform=desk.platform, captured_at=moment, columns=desk.columns or None
    )
    expected = {} if page.parser in file_parsers() else desk.usual_fill  # a table has other columns than a page
    quality = Quality(page.verdict) if is_sparse(page) else judge(page, expected=expected, reference=arrival.fetched_at)
    if page.platform is None and quality.verdict in GOOD:
        return page, Quality(Verdict.NOT_REVIEWS), WHOSE
    return page, quality, page.error or "; ".join(quality.problems) or None


def _is_known(kept: Kept) -> bool:
    """Whether today's parser has read these bytes before, and well."""
    return kept.verdict in GOOD and kept.parser in _parsers()


def _as_before(session: Session, desk: Desk, kept: Kept, now: datetime) -> Intake:
    """The same bytes as the last time: what stood on the page still does."""
    tally = Tally(unchanged=kept.reviews)
    life.still_there(session, desk.origin.source_id, kept.id, now)
    runs.count(session, desk.run_id, pages_got=1, seen=tally.seen, unchanged=tally.unchanged)
    return Intake(kept.id, str(kept.verdict), tally, kept.next_url, declared_total=kept.declared_total)


def _moved(session: Session, desk: Desk, kept: Kept, arrival: Arrival) -> Intake:
    runs.count(session, desk.run_id, pages_got=1)
    captures.was_read(session, kept.id, parser=RECOGNISER, verdict=MOVED, reviews=0, next_url=None)
    why = "the address now leads to another list: check whose it is, then change the source's address"
    return Intake(kept.id, MOVED, error=why if arrival.url is None else f"{why} to {arrival.url[:200]}")


def _keep(session: Session, desk: Desk, arrival: Arrival, content: bytes) -> Kept:
    return captures.keep(
        session,
        source_id=desk.origin.source_id,
        run_id=desk.run_id,
        digest=hashlib.sha256(content).hexdigest(),
        body=content,
        url=arrival.url,
        status=arrival.status,
        content_type=arrival.content_type,
        fetched_at=arrival.fetched_at,
    )


def _store(
    session: Session, desk: Desk, page: Page, verdict: Verdict, records: list[Record], capture_id: int, now: datetime
) -> Tally:
    tally = reviews.store(session, desk.origin, records, capture_id, now)
    if page.verdict in GOOD and _declares(page):
        looks.add(session, **_declared(page), **_whose(page, desk), seen_at=now)
    runs.count(
        session,
        desk.run_id,
        pages_got=1,
        seen=tally.seen,
        new=tally.new,
        edited=tally.changed,
        unchanged=tally.unchanged,
        returned=tally.returned,
    )
    captures.was_read(
        session,
        capture_id,
        parser=page.parser or RECOGNISER,
        verdict=verdict.value,
        reviews=tally.seen,
        next_url=page.next_url,
        declared_total=page.declared_total,
    )
    return tally


def records_of(found: Iterable[Review], origin: Origin) -> list[Record]:
    """Rows for the database. Ratings without a word and without an id are told apart by counting them: several people
    may give five stars on one day, and an export lists each."""
    records, wordless = [], Counter[str]()
    for review in found:
        record = _record(review, origin)
        if record.identity.startswith("fp:") and not any(record.values.get(name) for name in TEXT_FIELDS):
            wordless[record.identity] += 1
            record = dataclasses.replace(record, identity=f"{record.identity}#{wordless[record.identity]}")
        records.append(record)
    return records


def _record(review: Review, origin: Origin) -> Record:
    values = {name: getattr(review, name) for name in FIELDS}
    values["subratings"] = dict(review.subratings)
    values["rating_scale"] = list(review.rating_scale) if review.rating_scale else None
    answers = tuple(
        {
            "digest": reply_digest(answer.text),
            "external_id": answer.external_id,
            "text": answer.text,
            "published_on": answer.published_on,
            "author_title": answer.author_title,
        }
        for answer in review.responses
    )
    named = identity(review.external_id, origin.employer_id, values)
    said = fingerprint(origin.employer_id, values)
    return Record(named, said, content_digest(values), values, answers)


def _whose(page: Page, desk: Desk) -> dict[str, Any]:
    listing = " ".join((page.employer_name or "").casefold().split())[:300]
    origin = desk.origin
    return {"source_id": origin.source_id, "run_id": desk.run_id, "platform": origin.platform, "listing": listing}


def _declares(page: Page) -> bool:
    return page.declared_total is not None or page.declared_rating is not None


def _declared(page: Page) -> dict[str, Any]:
    shown = ("declared_total", "declared_total_all", "declared_rating")
    distribution = dict(page.declared_distribution) if page.declared_distribution else None
    return {
        **{name: getattr(page, name) for name in shown},
        "declared_distribution": distribution,
        "declared_subratings": dict(page.declared_subratings),
    }


def _parsers() -> set[str]:
    return {platform.facts.parser for platform in recipes.known_platforms().values()} | {RECOGNISER} | file_parsers()
