"""Notification mails of review platforms (.eml, .mbox): "new review" with its link, and what of it the mail shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from scrapers.contract import ImportKind, Page, Unreadable, Verdict
from scrapers.imports.mail.distilling import distilled, links_in
from scrapers.imports.mail.lines import lines_of_html, lines_of_plain
from scrapers.imports.mail.notice import CANONICAL, Notice, canonical, kept, platform_of_sender
from scrapers.imports.mail.reviews import reviews_of
from scrapers.reading.mime import Part, leaves, part_of, words
from scrapers.reading.mime_kinds import is_mail, is_mailbox
from scrapers.reading.review_links import review_link

_BETWEEN = re.compile(rb"(?:\A|\n\r?\n)From \S[^\n]{0,300}\n")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def messages(content: bytes) -> Iterator[bytes]:
    """Every mail of an mbox file as one message; a single message, and what was kept of mails, as they are."""
    if content.startswith(CANONICAL) or not is_mailbox(content):
        yield content
        return
    content = content.lstrip()
    starts = list(_BETWEEN.finditer(content))
    for found, following in zip(starts, [*starts[1:], None], strict=True):
        message = content[found.end() : following.start() if following else len(content)]
        yield _ESCAPED.sub(rb"\1", message)


class Mail:
    """Reads mails of Glassdoor, Indeed, kununu, Trustpilot and Google, also where a colleague forwarded them."""

    slug = "mail"
    name = "Notification mail (.eml, .mbox)"
    version = 1

    def recognises(self, content: bytes) -> bool:
        """By the headers of a mail."""
        return content.startswith(CANONICAL) or is_mail(content)

    def blanked(self, content: bytes) -> bytes:
        """A JSON document of what the mails say of reviews; nobody's name or address is in it."""
        try:
            return canonical(_notices(content))
        except Unreadable:
            return canonical([])

    def read(
        self, content: bytes, *, captured_at: datetime | None = None, columns: Mapping[str, str] | None = None
    ) -> Page:
        """All mails as one page; the platform where they are all of one, verdict `not_reviews` where none is a notice."""
        notices = _notices(content)
        if not notices:
            raise Unreadable("there is no mail in the file: save the mail itself, as .eml")
        reviews = [review for notice in notices for review in reviews_of(notice, captured_at)]
        platforms = {notice.platform for notice in notices if reviews_of(notice, captured_at)}
        return Page(
            platforms.pop() if len(platforms) == 1 else None,
            Verdict.REVIEWS if reviews else Verdict.NOT_REVIEWS,
            parser=f"{self.slug}/{self.version}",
            error=None if reviews else _missing(notices),
            reviews=tuple(reviews),
        )


def _notices(content: bytes) -> list[Notice]:
    if content.startswith(CANONICAL):
        return kept(content)
    return [_notice(part_of(message)) for message in messages(content) if message.strip()]


def _notice(message: Part) -> Notice:
    """Of the HTML and the plain body, the one that says more."""
    parts = list(leaves(message))
    heads = [message, *(part for part in parts if part.kind == "text/rfc822-headers")]
    subjects = [words(head.headers.get("subject", "")) for head in heads]
    senders = [slug for head in heads if (slug := platform_of_sender(head.headers.get("from", "")))]
    bodies = [_lines(parts, "text/html", lines_of_html), _lines(parts, "text/plain", lines_of_plain)]
    return max((_told(lines, subjects, senders) for lines in bodies), key=_richness)


def _lines(parts: list[Part], kind: str, lines_of: Callable[[str], list[str]]) -> list[str]:
    return [line for part in parts if part.kind == kind for line in lines_of(part.text())]


def _told(lines: list[str], subjects: list[str], senders: list[str]) -> Notice:
    linked = list(dict.fromkeys(links_in(lines)))
    said = distilled(lines, subjects, next(iter([*linked, *senders]), None))
    platform = _platform(linked, [*senders, *said.senders])
    entries = tuple(entry for entry in said.result() if entry[0] != "link" or _is_of(platform, entry[1]))
    return Notice(platform, said.of_review or any(kind == "link" for kind, _ in entries), entries if platform else ())


def _platform(linked: list[str], senders: list[str]) -> str | None:
    """The platform of the linked reviews; of several, or of none, the one that sent it. A sender that is another
    platform than all links is believed in nothing."""
    if not linked:
        return senders[0] if senders else None
    sent = next((slug for slug in senders if slug in linked), None)
    return sent or (linked[0] if len(linked) == 1 and not senders else None)


def _is_of(platform: str | None, address: str) -> bool:
    link = review_link(address)
    return link is not None and link.platform == platform


def _richness(notice: Notice) -> tuple[bool, bool, int]:
    return notice.platform is not None, notice.of_review, len({kind for kind, _ in notice.entries})


def _missing(notices: list[Notice]) -> str | None:
    if any(notice.of_review and notice.platform for notice in notices):
        return "the mail speaks of a review but shows neither a link to it nor its stars nor its text: save its page"
    return None


KIND: ImportKind = Mail()
