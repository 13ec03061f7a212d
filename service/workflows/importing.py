"""Import what a person saved: the same intake as a fetch, with the platform told from each page itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from service.domain.errors import InvalidInput
from service.domain.ports import Clock
from service.storage.repositories import employers, sources
from service.storage.repositories.reviews import Tally
from service.storage.session import Database
from service.workflows.course import Course, close_run, open_run, resume
from service.workflows.intake import FIELDS, GOOD, Arrival, Desk, pieces, take_in
from service.workflows.platforms import audience_of, known_platform, known_platforms, platform_of

COLUMN_FIELDS = (*FIELDS, "responses.text", "responses.published_on")
"""What a column of a table may be said to hold."""
UNKNOWN = "unknown"
"""Platform of the source that keeps pages we could not tell."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A file a person saved: its bytes, the name to report it by, and when it was saved as far as known."""

    name: str
    content: bytes
    url: str | None = None


@dataclass(slots=True)
class Imported:
    """What an import brought; `failed` has a sentence for each file that gave no reviews and proved no emptiness."""

    tally: Tally = field(default_factory=Tally)
    failed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Counter:
    """One platform's run within an import."""

    desk: Desk
    course: Course
    good: int = 0


def import_pages(
    database: Database,
    employer_name: str,
    pages: Iterable[SavedPage],
    *,
    clock: Clock,
    channels: Sequence[str],
    platform: str | None = None,
    way_in: str = "import",
) -> Imported:
    """Take pages and files in for an employer, made when there is none of this name. One that fails stops no other.

    `platform` is for files that do not tell theirs (a table of one's own); `way_in` "mailbox" for mails nobody saved.
    """
    if platform is not None and known_platform(platform) is None:
        raise InvalidInput(f"{platform[:40]!r} is no platform: choose one of {', '.join(known_platforms())}")
    outcome = Imported()
    employer_id = _employer(database, employer_name, clock())
    counters: dict[str, _Counter] = {}
    for page in _apart(pages):
        named = platform or platform_of(page.content) or UNKNOWN
        if named not in counters:
            counters[named] = _open(database, employer_id, named, way_in, clock())
        _one(database, counters[named], page, outcome, clock())
    for counter in counters.values():
        if counter.good:
            counter.course.stop("reviews" if counter.course.tally.seen else "empty", counter.course.error)
        outcome.tally += counter.course.tally
        close_run(database, counter.desk, counter.course, now=clock(), channels=channels)
    return outcome


def keep_columns(database: Database, employer_name: str, columns: Sequence[str], *, now: datetime) -> None:
    """Remember what an employer's own tables call the fields of a review. Raises InvalidInput for what is no mapping."""
    told = dict(_column(words) for words in columns)
    if told:
        employer_id = _employer(database, employer_name, now)
        with database.write() as session:
            employer = employers.get(session, employer_id)
            employer.columns = {**employer.columns, **told}


def _column(words: str) -> tuple[str, str]:
    head, equals, name = words.rpartition("=")
    if not equals or not head.strip() or (name.strip() and name.strip() not in COLUMN_FIELDS):
        known = ", ".join(COLUMN_FIELDS)
        raise InvalidInput(f"{words[:80]!r} is no column: write 'Head=field', with a field of {known}, or none")
    return head.strip(), name.strip()


def _apart(pages: Iterable[SavedPage]) -> Iterator[SavedPage]:
    """A mailbox is imported mail by mail: they may be of several platforms."""
    for page in pages:
        yield from (replace(page, content=piece) for piece in pieces(page.content))


def _employer(database: Database, name: str, now: datetime) -> int:
    with database.write() as session:
        return (employers.named(session, name) or employers.add(session, name=name, now=now)).id


def _open(database: Database, employer_id: int, platform: str, way_in: str, now: datetime) -> _Counter:
    with database.write() as session:
        source = sources.for_files(session, employer_id, platform, way_in, audience_of(platform), now)
    opening = open_run(database, source.id, now)
    resume(database, opening)
    return _Counter(replace(opening.desk, told=True), opening.course)


def _one(database: Database, counter: _Counter, page: SavedPage, outcome: Imported, now: datetime) -> None:
    intake = take_in(database, counter.desk, Arrival(page.content, now, page.url))
    counter.course.add(intake)
    if intake.verdict in GOOD:
        counter.good += 1
    else:
        why = f": {intake.error}" if intake.error else ""
        outcome.failed.append(f"{page.name}: {intake.verdict}{why}")
