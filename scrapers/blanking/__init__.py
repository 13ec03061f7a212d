"""Authors leave a page before it is kept: their fields are blanked, and their names wherever else these stand.

Works on the raw bytes, so that a page cut short, damaged or changed is blanked as far as it goes, and everything that
is no author stays byte for byte. What may be an author is declared by the platforms: `author_keys` ("consumer.name",
"author.*", or a bare "referenceId") and `author_selectors` ("[attribute]", "[attribute=value]", ".class").
"""

from __future__ import annotations

from collections.abc import Iterable

from scrapers.blanking.embedded_fields import embedded_fields
from scrapers.blanking.found import Found
from scrapers.blanking.marked_elements import is_author_selector, marked_elements
from scrapers.blanking.occurrences import Search, occurrences
from scrapers.blanking.replies import names_in_replies
from scrapers.blanking.wire import Wire, unwired
from scrapers.contract import Platform, PlatformFacts, Unreadable
from scrapers.reading.document import Document

_ROUNDS = 8  # one is enough for a sound page; in a broken one the end of an author is a guess that the next round mends
__all__ = ["blank_authors", "is_author_selector"]


def blank_authors(content: bytes, platforms: Iterable[Platform]) -> bytes:
    """`content` without its reviewers' names, pictures, profile links and ids; never raises.

    A page that one of the platforms recognises is blanked by that platform's declarations, any other page by all of
    them together. Packed (gzip) content comes back unpacked, everything else in its own encoding. Blanking twice
    changes nothing more.
    """
    wire = unwired(content)
    keys, selectors = _declarations(wire, list(platforms))
    for _ in range(_ROUNDS):
        again = wire.rewritten(_found(wire, keys, selectors).edits)
        if again.content == wire.content:
            break
        wire = again
    return wire.content


def _found(wire: Wire, keys: list[str], selectors: list[str]) -> Found:
    """Everything there is to blank."""
    found = Found()
    embedded_fields(wire, keys, found)
    marked_elements(wire, selectors, found)
    if found.places or found.secrets:
        search = Search(wire)
        found.edits += [*occurrences(search, found), *names_in_replies(search, found)]
    return found


def _declarations(wire: Wire, known: list[Platform]) -> tuple[list[str], list[str]]:
    """Author keys and selectors that hold for this page, each once."""
    facts = [platform.facts for platform in known]
    if len(known) > 1 and (own := _recognised(wire, known)):
        facts = [own]
    keys = dict.fromkeys(key for one in facts for key in one.author_keys)
    return list(keys), list(dict.fromkeys(selector for one in facts for selector in one.author_selectors))


def _recognised(wire: Wire, known: list[Platform]) -> PlatformFacts | None:
    """The platform with hosts of its own that the page comes from; a job title under "author" is no name there."""
    try:
        document = Document(wire.content)
    except Unreadable:
        return None
    return next((p.facts for p in known if p.facts.hosts and p.recognises(document)), None)
