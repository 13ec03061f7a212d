"""What is kept of a mail, and all that is read of it: which platform's it is and what it says of reviews, no people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from scrapers.contract import Unreadable
from scrapers.reading.review_links import platform_of_host, review_link

CANONICAL = b'{"omdome":"mail/1",'
Entry = tuple[str, str]
"""What it is ("link", "rating", "published_on", "title", "pros", ..., "text") and what it says."""
KINDS = frozenset(
    [
        "link",
        "rating",
        "published_on",
        "title",
        "pros",
        "cons",
        "advice",
        "text",
        "job_title",
        "location",
        "employment",
        "tenure",
    ]
)
_PLATFORMS = frozenset({"glassdoor", "indeed", "kununu", "trustpilot", "google"})


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail. `of_review` when it speaks of a review at all."""

    platform: str | None
    of_review: bool
    entries: tuple[Entry, ...]


def canonical(notices: Iterable[Notice]) -> bytes:
    """The document that is kept of the mails."""
    mails = [{"platform": n.platform, "of_review": n.of_review, "entries": n.entries} for n in notices]
    return orjson.dumps({"omdome": "mail/1", "mails": mails})


def kept(content: bytes) -> list[Notice]:
    """The mails of such a document. Raises `Unreadable` where it is damaged."""
    try:
        mails = orjson.loads(content)["mails"]
        return [_notice(mail) for mail in mails]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as problem:
        raise Unreadable("what was kept of the mail is damaged: import it again") from problem


def _notice(mail: dict[str, Any]) -> Notice:
    platform = mail["platform"]
    entries = tuple(_entry(kind, said) for kind, said in mail["entries"])
    return Notice(platform if platform in _PLATFORMS else None, mail["of_review"] is True, entries)


def _entry(kind: object, said: object) -> Entry:
    if not isinstance(kind, str) or kind not in KINDS or not isinstance(said, str):
        raise ValueError("an entry of no kind that is known")
    if kind == "link" and (link := review_link(said)):
        return kind, link.url
    return kind, said


def platform_of_sender(sender: str) -> str | None:
    """The platform whose domain a "From" names; believed for nothing but that."""
    address = sender.rpartition("<")[2].strip("<> \t")
    return platform_of_host(address.rpartition("@")[2].strip("]>) \t")) if "@" in address else None
