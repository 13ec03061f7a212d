"""Mails, mailboxes and web archives told from one another by the first headers."""

from __future__ import annotations

import re

from scrapers.reading.mime import part_of

_WITHIN = 16 * 1024
_FIRST_LINE = re.compile(rb"(?:>?From [^\n]{1,300}\r?\n)?[!-9;-~]{2,80}:[ \t\r]")
_MAILBOX = re.compile(rb"From \S[^\n]{0,300}\r?\n[!-9;-~]{2,80}:[ \t\r]")
_POSTED = frozenset({"received", "delivered-to", "to", "return-path", "reply-to", "message-id"})
_OF_MAIL = _POSTED | {"from", "subject", "date", "mime-version"}
_ARCHIVED = ("multipart/related", "text/html")
_HEADS_NEEDED = 3


def is_mailbox(content: bytes) -> bool:
    """Whether this is an mbox file: messages one after another, each behind a line "From "."""
    return _MAILBOX.match(content[:_WITHIN].lstrip()) is not None


def is_archive(content: bytes) -> bool:
    """Whether this is a page a browser saved: MIME with addresses, which nobody posted."""
    start = content[:_WITHIN].lstrip()
    if not _FIRST_LINE.match(start) or is_mailbox(content):
        return False
    message = part_of(start)
    headers = message.headers
    if "snapshot-content-location" in headers or headers.get("from", "").startswith("<Saved by"):
        return True
    located = "content-location" in headers or b"\ncontent-location:" in start.lower()
    return located and message.kind in _ARCHIVED and not _POSTED & headers.keys()


def is_mail(content: bytes) -> bool:
    """Whether this is a mail, or an mbox file of them."""
    start = content[:_WITHIN].lstrip()
    if not _FIRST_LINE.match(start):
        return False
    if is_mailbox(content):
        return True
    headers = part_of(start).headers
    return len(_OF_MAIL & headers.keys()) >= _HEADS_NEEDED and not is_archive(content)
