"""What a mail says of reviews into reviews: the lines around each link are one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from scrapers.contract import Review
from scrapers.imports.mail.notice import Entry, Notice
from scrapers.reading.dates import calendar_date
from scrapers.reading.review_links import review_link
from scrapers.reading.tables.cells import employment, tenure
from scrapers.reading.tables.ratings import mapped, scale_of, stated
from scrapers.reading.tables.signatures import audience_on

_TITLE_AT_MOST = 80
_TEXTS = ("pros", "cons", "advice", "text")


def reviews_of(notice: Notice, captured_at: datetime | None) -> list[Review]:
    """The reviews of one mail; none where it states neither a link to one nor stars nor words of one."""
    if not notice.platform or not notice.of_review:
        return []
    groups = _groups(notice.entries)
    return [review for group in groups if (review := _review(group, notice.platform, captured_at))]


def _groups(entries: Sequence[Entry]) -> list[list[Entry]]:
    """One group a linked review: a link stands below its review if anything stands above the first link."""
    links = [said for kind, said in entries if kind == "link"]
    if len(set(links)) < 2:
        return [list(entries)] if entries else []
    return _ended_by_links(entries) if entries[0][0] != "link" else _begun_by_links(entries)


def _begun_by_links(entries: Sequence[Entry]) -> list[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    current: list[Entry] = []
    for kind, said in entries:
        if kind == "link":
            current = groups.setdefault(said, [])
        current.append((kind, said))
    return list(groups.values())


def _ended_by_links(entries: Sequence[Entry]) -> list[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    waiting: list[Entry] = []
    for kind, said in entries:
        waiting.append((kind, said))
        if kind == "link":
            groups.setdefault(said, []).extend(waiting)
            waiting = []
    return list(groups.values())


def _review(entries: list[Entry], platform: str, captured_at: datetime | None) -> Review | None:
    said: dict[str, list[str]] = {}
    for kind, words in entries:
        said.setdefault(kind, []).append(words)
    link = review_link(said["link"][0]) if "link" in said else None
    values = _values(said, captured_at)
    if link is None and values["rating"] is None and not any(values.get(name) for name in _TEXTS):
        return None
    return Review(
        external_id=link.external_id if link else None,
        url=link.url if link else None,
        audience=audience_on(platform),
        **values,
    )


def _values(said: dict[str, list[str]], captured_at: datetime | None) -> dict[str, Any]:
    title, text = _headed(said)
    rating, raw, scale = _rating(said.get("rating", []))
    return {
        "published_on": calendar_date(_first(said, "published_on"), reference=captured_at),
        "rating": rating,
        "rating_raw": raw,
        "rating_scale": scale,
        "title": title,
        "text": text,
        **{name: "\n".join(said[name]) for name in ("pros", "cons", "advice") if name in said},
        "job_title": _first(said, "job_title"),
        "location": _first(said, "location"),
        "employment": employment(_first(said, "employment") or ""),
        "tenure": tenure(_first(said, "tenure") or ""),
    }


def _rating(said: list[str]) -> tuple[float | None, float | None, tuple[float, float] | None]:
    found = next((rated for words in said if (rated := stated(words))), None)
    return mapped(found.value, scale_of("", [found])) if found else (None, None, None)


def _headed(said: dict[str, list[str]]) -> tuple[str | None, str | None]:
    """Title and text; without a title of its own, a short first line above more is one, unless it is a sentence."""
    titles, texts = said.get("title", []), said.get("text", [])
    more = len(texts) > 1 or (texts and ("pros" in said or "cons" in said))
    if not titles and more and len(texts[0]) <= _TITLE_AT_MOST and not texts[0].endswith((".", ",", "…", ":")):
        titles, texts = texts[:1], texts[1:]
    return titles[0] if titles else None, "\n".join(texts) or None


def _first(said: dict[str, list[str]], kind: str) -> str | None:
    return said[kind][0] if kind in said else None
