"""What every part of the library agrees on: a review, a page, a verdict, a platform and what may go wrong.

The fields of `Review` and `Page` are the keys of the public interchange format (docs/formats.md), in its order.
There is no field for an author, on purpose: what cannot be held cannot leak.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from scrapers.reading.document import Document


class Verdict(StrEnum):
    """What a page turned out to be. Only `EMPTY` may be believed as "no reviews"."""

    REVIEWS = "reviews"
    EMPTY = "empty"
    PAST_END = "past_end"
    BLOCKED = "blocked"
    LOGIN_WALL = "login_wall"
    NOT_REVIEWS = "not_reviews"
    LAYOUT_CHANGED = "layout_changed"
    UNREADABLE = "unreadable"


class Audience(StrEnum):
    """Who writes on a platform; audiences are never mixed in a score."""

    EMPLOYEE = "employee"
    APPLICANT = "applicant"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Response:
    """An employer's public answer to one review."""

    text: str
    published_on: date | None = None
    author_title: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody wrote. Texts are plain; ratings are on 1-5; `published_on` is the platform's own calendar date."""

    external_id: str | None = None
    url: str | None = None
    published_on: date | None = None
    rating: float | None = None
    rating_raw: float | None = None
    rating_scale: tuple[float, float] | None = None
    title: str | None = None
    pros: str | None = None
    cons: str | None = None
    advice: str | None = None
    text: str | None = None
    language: str | None = None
    employment: str | None = None
    job_title: str | None = None
    location: str | None = None
    tenure: str | None = None
    recommends: bool | None = None
    ceo_approval: bool | None = None
    outlook: bool | None = None
    helpful: int | None = None
    subratings: Mapping[str, float] = field(default_factory=dict)
    responses: tuple[Response, ...] = ()
    audience: Audience = Audience.EMPLOYEE


@dataclass(frozen=True, slots=True)
class Page:
    """One page or payload, fully read: its verdict, what it declares about the employer, and its reviews."""

    platform: str | None
    verdict: Verdict
    declared_total: int | None = None
    declared_total_all: int | None = None
    declared_rating: float | None = None
    declared_distribution: Mapping[str, int] | None = None
    declared_subratings: Mapping[str, float] = field(default_factory=dict)
    page: int | None = None
    next_url: str | None = None
    employer_name: str | None = None
    parser: str | None = None
    error: str | None = None
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class PlatformFacts:
    """What is known of a platform without looking at a page; shown by `omdome platforms` and the README."""

    slug: str
    name: str
    hosts: tuple[str, ...]
    """Registrable host suffixes, e.g. ("glassdoor.com", "glassdoor.fr"); empty when any site may carry it."""
    audience: Audience
    version: int
    """Raised whenever the same bytes would be read differently; replay and the no-op rule depend on it."""
    reply_limit: int | None = None
    """Characters an employer's answer may have; None where the platform does not say."""
    reads_back: bool = True
    """Whether a page shows employer answers, so that a reply can be verified by looking."""
    date_order: str = "DMY"
    forms: tuple[str, ...] = ()
    """What is read, newest first, e.g. ("embedded JSON 2025", "markup 2017")."""
    author_keys: tuple[str, ...] = ()
    """Keys of embedded JSON whose string value names or pictures a reviewer; blanked before a capture is kept."""
    author_selectors: tuple[str, ...] = ()
    """CSS selectors of the markup that shows a reviewer's name; blanked likewise."""
    terms_note: str = ""
    ways_in: tuple[str, ...] = ("saved page", "polite scraping")
    """Lawful ways to its reviews, the best first, in words."""
    paging: str = ""
    """How its lists go on, in words, e.g. "20 a page, `?page=`"."""
    newest_first: bool = True
    """Whether `page_url` gives the list newest first, so that a look may stop at known ground."""
    whole_list: bool = True
    """Whether paging through reaches every review it shows; where not, removals cannot be known."""
    verified: bool = True
    """Whether the parser was checked on a real page; the ledger says so until one has passed quality."""

    @property
    def parser(self) -> str:
        """The parser's name and version as records carry it, e.g. "indeed/3"."""
        return f"{self.slug}/{self.version}"


class Platform(Protocol):
    """One review platform: one file in `scrapers/platforms` that ends with `PLATFORM = ...`."""

    facts: PlatformFacts

    def recognises(self, document: Document) -> bool:
        """Whether this page comes from the platform, told from content alone; cheap, never raises."""
        ...

    def read(self, document: Document) -> Page:
        """Read the page. May raise `LayoutChanged`; anything else it raises is turned into that verdict."""
        ...

    def page_url(self, url: str, page: int) -> str:
        """The address of page `page` (from 1) of the listing at `url`, newest first where the platform lets us choose."""
        ...


class ImportKind(Protocol):
    """One kind of file that is no web page: one file in `scrapers/imports` that ends with `KIND = ...`."""

    slug: str
    """E.g. "csv"; `parser` of what it reads is "csv/1"."""
    name: str
    version: int

    def recognises(self, content: bytes) -> bool:
        """Whether these bytes are of this kind, told from content alone; cheap, never raises."""
        ...

    def blanked(self, content: bytes) -> bytes:
        """The same without whatever names an author, still readable by this kind; what is kept is this. Never raises.

        Blanking twice changes nothing more.
        """
        ...

    def read(
        self, content: bytes, *, captured_at: datetime | None = None, columns: Mapping[str, str] | None = None
    ) -> Page:
        """The file as one page. `columns` maps a column's head to a field of `Review` ("" leaves it out) where looking
        is not enough. Raises `LayoutChanged` or `Unreadable` with a sentence that names what is missing."""
        ...


class ScrapersError(Exception):
    """Root of everything the library raises on purpose."""


class LayoutChanged(ScrapersError):
    """A review list of a known platform that could not be read; never to be taken for "no reviews"."""


class Unreadable(ScrapersError):
    """Bytes that are no page: binary, cut short, of a wrong encoding or kind."""


class FetchError(ScrapersError):
    """A page could not be had; the message names the address and says what to do."""


class AddressRefused(FetchError):
    """The address is not public (private, loopback, link-local ...) and is not allowed by name."""


class RobotsForbid(FetchError):
    """The site's robots.txt does not let us read this address."""


class Blocked(FetchError):
    """The site said no (401, 403, 451 or a challenge): back off for hours, never try to get around it."""

    def __init__(self, message: str, until: datetime | None = None) -> None:
        super().__init__(message)
        self.until = until


class TooLarge(FetchError):
    """The answer, packed or unpacked, is beyond the limit."""


class TryLater(FetchError):
    """The site is busy, slow or gone for now (429, 5xx, time-out, reset) after bounded retries."""

    def __init__(self, message: str, retry_after: datetime | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Resting(TryLater):
    """Nothing was asked: the host is left alone for now, because it said no, asked for it, or had enough of us today."""


class PageGone(FetchError):
    """404 or 410: the address no longer names a page."""


def as_record(value: Page | Review | Response) -> dict[str, Any]:
    """The interchange object (JSON types only) of a page, review or response, keys in the format's order."""
    return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, (Page, Review, Response)):
        return as_record(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
