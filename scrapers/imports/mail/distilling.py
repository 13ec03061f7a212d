"""A mail's lines into what they say of reviews. Whom it greets, who wrote and who forwarded it are dropped on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scrapers.imports.mail import phrases
from scrapers.imports.mail.lines import is_link
from scrapers.imports.mail.notice import KINDS, Entry, platform_of_sender
from scrapers.reading.dates import calendar_date
from scrapers.reading.review_links import review_link
from scrapers.reading.tables.heads import fields_of, key_of, names_author

_STAR = re.compile("[★⭐🌟]")
_SHORT = 60
_NAMES_AT_MOST = 50
_FROM = frozenset({"by", "from", "från", "von", "fra", "av", "af"})
_HEADERS_AT_MOST = 8
_ONE_LINE = frozenset({"rating", "published_on", "job_title", "location", "employment", "tenure", "title"})
_SHOW_NAMES = frozenset({"google", "trustpilot", None})
"""Platforms that show who wrote; a line like a name beside the stars is one there."""


@dataclass(slots=True)
class Distilled:
    """What the lines said so far, and the state of reading them."""

    platform: str | None = None
    entries: list[Entry] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    of_review: bool = False
    _goes_on: str | None = None
    _headers: int = 0
    _skips: bool = False
    _closing: str | None = None
    _ended: bool = False

    def subject(self, said: str) -> None:
        """A subject tells whether it is about a review, and often who wrote it."""
        said = phrases.FORWARDED.sub("", said[: phrases.LONGEST])
        self.of_review = self.of_review or bool(phrases.ABOUT_REVIEW.search(said))
        self._writer(said)

    def line(self, said: str) -> None:
        """The next line of the body."""
        if is_link(said):
            self._link(said)
        elif len(said) > phrases.LONGEST:
            self._words(said)
        elif not self._is_header(said) and not self._is_about_people(said):
            self._statement(said)

    def result(self) -> tuple[Entry, ...]:
        """All entries, without the names that turned up on the way."""
        names = sorted((name for name in self.names if 2 < len(name) <= _SHORT), key=lambda each: (-len(each), each))
        if not names:
            return tuple(self.entries)
        known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names[:_NAMES_AT_MOST]))})(?!\w)")
        nameless = ((kind, said if kind == "link" else known.sub("", said).strip()) for kind, said in self.entries)
        return tuple(entry for entry in nameless if entry[1])

    def _link(self, address: str) -> None:
        link = review_link(address)
        if link:
            self._closing = None
            self._add("link", link.url)
            self._goes_on = "text" if self._goes_on else None

    def _is_header(self, said: str) -> bool:
        """The head of a forwarded mail: "From:" and the lines with colons that follow it."""
        if phrases.SENDER.match(said) and ("@" in said or not self.entries):
            self._headers = _HEADERS_AT_MOST
            if platform := platform_of_sender(said):
                self.senders.append(platform)
            return True
        self._headers -= 1
        if self._headers <= 0 or not phrases.HEADER.match(said):
            self._headers = 0
            return False
        if phrases.SUBJECT.match(said):
            self.subject(said.partition(":")[2].strip())
        return True

    def _is_about_people(self, said: str) -> bool:
        if self._skips:  # what stands under "Name:"
            self._skips = False
            self.names.add(said)
            return True
        if phrases.GREETING.match(said) or "@" in said:
            name = said.partition("<")[0].strip()
            self.names |= {name} if self._is_name(name) else set()
            return True
        return self._is_signature(said) or self._is_author_label(said) or self._writer(said)

    def _is_signature(self, said: str) -> bool:
        """ "– Anna Ek", "by Anna", where names are shown; "- Lunch" elsewhere is a point of a list."""
        signed = phrases.SIGNED.match(said) if self.platform in _SHOW_NAMES and len(said) <= _SHORT else None
        if signed is None or not self._is_name(signed["name"]):
            return False
        self.names.add(signed["name"].strip())
        return True

    def _is_author_label(self, said: str) -> bool:
        label = phrases.LABEL.match(said)
        if label is None or not (names_author(label["label"]) or label["label"].casefold() in _FROM):
            return False
        self._skips = not label["said"].strip()
        self.names |= {label["said"].strip()} - {""}
        return True

    def _writer(self, said: str) -> bool:
        """ "Anna Ek left a 4-star review": of this only the stars stay."""
        wrote = phrases.WROTE.match(said) or phrases.FROM_WHOM.search(said)
        if wrote is None or not phrases.ABOUT_REVIEW.search(said):
            return False
        self.of_review = True
        name = wrote["name"].strip()
        if not phrases.NOBODY.match(name):
            self.names.add(name)
        if stars := _stars(said):
            self._add("rating", stars)
        return True

    def _statement(self, said: str) -> None:
        """Footer, stars, date, head, button: the first that fits. Of these none is part of a quotation."""
        if self.entries and phrases.FOOTER.search(said):
            self._ended, self._goes_on, self._closing = True, None, None
        elif self._short_fact(said) or self._labelled(said) or self._is_button(said):
            self._closing = None
        elif self._closing or said.startswith(tuple(opening for opening, _ in phrases.QUOTES)):
            self._quoted(said)
        else:
            self.of_review = self.of_review or (not self.entries and bool(phrases.ABOUT_REVIEW.search(said)))
            self._words(said)

    def _short_fact(self, said: str) -> bool:
        """Stars, or a date, on a line of their own."""
        if len(said) > _SHORT:
            return False
        if stars := _stars(said):
            self._start("rating", stars)
            return True
        dated = bool(phrases.DATED.match(said)) and calendar_date(said) is not None
        if dated:
            self._start("published_on", said)
        return dated

    def _is_button(self, said: str) -> bool:
        return len(said) <= _SHORT and bool(phrases.CLICK.match(said))

    def _labelled(self, said: str) -> bool:
        """ "Pros: …" on one line, or a head with what belongs to it on the lines below."""
        label = phrases.LABEL.match(said)
        meant = fields_of(label["label"] if label else said)
        if not meant or meant[0][0] not in KINDS or (label is None and key_of(said) not in phrases.BARE_LABELS):
            return False
        self._start(meant[0][0], label["said"].strip() if label else "")
        return True

    def _start(self, kind: str, said: str) -> None:
        self._ended = False
        if said:
            self._add(kind, said)
        self._goes_on = kind if kind not in _ONE_LINE or not said else "text"

    def _words(self, said: str) -> None:
        """Free text counts only behind stars or a head: before them mails speak for themselves."""
        if self._goes_on is None or self._ended:
            return
        if self._is_beside_stars() and self._is_name(said):
            self.names.add(said)
            return
        kind = self._goes_on
        self._add(kind, said)
        if kind in _ONE_LINE:
            self._goes_on = "text"

    def _quoted(self, said: str) -> None:
        """A quotation is the review's own words wherever it stands; the marks are the mail's."""
        if self._closing is None:
            opening, self._closing = next(pair for pair in phrases.QUOTES if said.startswith(pair[0]))
            said = said.removeprefix(opening)
        if said.endswith(self._closing):
            said, self._closing = said.removesuffix(self._closing), None
        self._goes_on = self._goes_on or "text"
        if said.strip():
            self._add(self._goes_on, said.strip())

    def _is_beside_stars(self) -> bool:
        return self.platform in _SHOW_NAMES and bool(self.entries) and self.entries[-1][0] in ("rating", "published_on")

    def _is_name(self, said: str) -> bool:
        """One to four words with capitals and no more."""
        return bool(phrases.NAME.match(said)) and all(word[0].isupper() for word in said.split())

    def _add(self, kind: str, said: str) -> None:
        if kind != "link" or (kind, said) not in self.entries[-1:]:
            self.entries.append((kind, said))


def _stars(said: str) -> str | None:
    """The part of a line that states stars."""
    if _STAR.search(said):
        return "".join(letter for letter in said if letter in "★⭐🌟☆✩½")[:20]
    found = phrases.OUT_OF.search(said)
    if found:
        return f"{found[1]}/{found[2]}"
    stars = phrases.STARS_SAID.search(said)
    return f"{stars[1]}/5" if stars else None


def distilled(lines: list[str], subjects: list[str], platform: str | None) -> Distilled:
    """All lines of one body, under the subjects of the mail and of those sent along with it."""
    state = Distilled(platform)
    for subject in subjects:
        state.subject(subject)
    for line in lines:
        state.line(line)
    return state


def links_in(lines: list[str]) -> Iterator[str]:
    """The platforms of the reviews that are linked to, in order."""
    return (link.platform for line in lines if is_link(line) and (link := review_link(line)))
