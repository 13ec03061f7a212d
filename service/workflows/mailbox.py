"""Notification mails: read from a mailbox, only those of platforms we know are kept; each leads to its review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from scrapers.contract import AddressRefused, Blocked, FetchError
from scrapers.fetch.mailbox import Mail, MailboxAddress, Place, new_mails
from service.domain.errors import InvalidInput
from service.domain.ports import Clock
from service.storage.repositories import employers, sources
from service.storage.repositories.reviews import Tally
from service.storage.session import Database
from service.workflows.course import Course, Opening, Report, close_run
from service.workflows.importing import SavedPage, import_pages
from service.workflows.intake import MAIL
from service.workflows.platforms import platform_of

Reads = Callable[[MailboxAddress, Place], Iterator[Mail]]
"""How mails are had: `new_mails` with the password and the allowed hosts filled in."""


@dataclass(slots=True)
class _Post:
    """What a reading brought: mails of platforms, how many others were left alone, and the place behind the last."""

    notices: list[bytes] = field(default_factory=list)
    others: int = 0
    place: Place = field(default_factory=Place)


def reader(password: str | None, allow_hosts: frozenset[str]) -> Reads:
    """Reads with this password. Raises InvalidInput when there is none."""

    def read(address: MailboxAddress, place: Place) -> Iterator[Mail]:
        if password is None:
            raise InvalidInput("a mailbox needs OMDOME_MAILBOX_PASSWORD, the password of its user")
        return new_mails(address, password, place, allow_hosts)

    return read


def read_mailbox(
    database: Database, opening: Opening, reads: Reads, *, clock: Clock, channels: Sequence[str]
) -> Report:
    """One run: mails first, outside any transaction; then what they say; then the place to go on from."""
    source, desk, course, _ = opening
    if source.platform != MAIL:
        raise InvalidInput(f"source {source.id} is no mailbox: `omdome sources` says how it is read")
    place = Place(int(source.cursor.get("validity", 0)), int(source.cursor.get("uid", 0)))
    post = _Post(place=place)
    with _ending(course):
        for mail in reads(MailboxAddress.parse(source.url), place):
            _sort(post, mail)
    course.tally += _import(database, source.employer_id, post, clock, channels)
    with database.write() as session:
        sources.get(session, source.id).cursor = {"validity": post.place.validity, "uid": post.place.uid}
    course.pages = course.pages_read = len(post.notices)
    if course.tally.seen and course.verdict == "empty":
        course.stop("reviews", None)
    return close_run(database, desk, course, now=clock(), channels=channels)


def _sort(post: _Post, mail: Mail) -> None:
    """A mail that is no platform's is nobody's business here: it is not kept, only counted."""
    if platform_of(mail.content) is not None:
        post.notices.append(mail.content)
    else:
        post.others += 1
    post.place = mail.place


def _import(database: Database, employer_id: int, post: _Post, clock: Clock, channels: Sequence[str]) -> Tally:
    if not post.notices:
        return Tally()
    with database.read() as session:
        name = employers.get(session, employer_id).name
    pages = [SavedPage(f"mail {number}", content) for number, content in enumerate(post.notices, 1)]
    return import_pages(database, name, pages, clock=clock, channels=channels, way_in="mailbox").tally


@contextmanager
def _ending(course: Course) -> Iterator[None]:
    """What stops a reading is the run's verdict; mails that came before it are kept."""
    try:
        yield
    except Blocked as problem:
        course.stop("blocked", str(problem))
    except AddressRefused as problem:
        course.stop("refused", str(problem))
    except FetchError as problem:
        course.stop("unreachable", str(problem))
