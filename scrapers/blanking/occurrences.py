"""Every other place where a collected name or id stands, in whatever way it is written there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.blanking.embedded_fields import keyed, object_end, positions, unescaped, value_pattern
from scrapers.blanking.found import Edit, Found
from scrapers.blanking.wire import Wire
from scrapers.blanking.writings import anchored, letters, stands_alone, writings

_BEFORE = 600  # bytes looked back for the tag a name may stand in
_SHORT = 3  # letters; as a whole JSON value so short a word is a code ("en", "GB"), not somebody's name
_FEW, _MANY = 2, 20  # letters in a name; places where it stands in another case
_LONGEST_NAME = 200  # bytes
_STRUCTURAL = frozenset(
    b"class id type rel name itemprop itemtype itemid style for lang charset http-equiv property media role".split()
)
_IN_TAG = re.compile(rb"<(?:/|/?[a-zA-Z!][^>]*)?\Z")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"[^"<>]*|'[^'<>]*)\Z""")
_OPENED = re.compile(rb"""(?:["']|&quot;|&#34;|&#x22;)\Z""")
_CLOSED = re.compile(rb"""\\{0,7}["']|&quot;|&#34;|&#x22;""")
_COLON = re.compile(rb"\s*:")
_TYPED = re.compile(rb"type\W{1,30}\Z")
_EMPLOYERS = ("businessUnit", "itemReviewed", "employer", "company", "organization", "companyName", "employerName")
_EMPLOYER_NAME = re.compile(
    rb'"(?:name|displayName|shortName|identifyingName|companyName|employerName)"\s*:\s*"((?:[^"\\]|\\.){2,200})"'
)


class Search:
    """Finds names in one page, as words, in any case and writing; never inside the employer's own name."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.lowered = wire.raw.lower()
        self._employers = set().union(*(writings(wire, name) for name in employer_names(wire)))

    def named(self, name: str, start: int = 0, end: int | None = None) -> Iterator[Edit]:
        """Where `name` stands between two bytes; keys, tags and the names of attributes are let be."""
        forms = writings(self.wire, name)
        employers = [employer for employer in self._employers if any(form in employer for form in forms)]
        hits = set(self._hits(forms, name, start, len(self.lowered) if end is None else end))
        for hit in self._as_given(name, hits) if letters(name) == _FEW else hits:
            if not _is_structure(self.wire.raw, *hit) and not self._within(employers, *hit):
                yield Edit(*hit)

    def _hits(self, forms: set[bytes], name: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """All writings of a name share its longest plain run of letters, so the page is gone through once for all."""
        for anchor, written in anchored(forms, name).items():
            for at in positions(self.lowered, anchor, start, end):
                for offset, form in written:
                    first, last = at - offset, at - offset + len(form)
                    if (
                        first >= start
                        and self.lowered.startswith(form, first, end)
                        and stands_alone(self.wire, first, last)
                    ):
                        yield first, last

    def _as_given(self, name: str, hits: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """Two letters that stand everywhere are a word ("it") or a code: only the reviewer's own case is a name."""
        own = {hit for hit in hits if self.wire.text(*hit) == name.strip()}
        return own if len(hits - own) > _MANY else hits

    def _within(self, employers: list[bytes], start: int, end: int) -> bool:
        """Whether these bytes are part of an employer's name."""
        for employer in employers:
            at = self.lowered.find(employer, max(0, end - len(employer)), start + len(employer))
            if at >= 0:
                return True
        return False


def occurrences(search: Search, found: Found) -> Iterator[Edit]:
    """Where the names and ids of `found` stand, their own fields included."""
    raw = search.wire.raw
    secrets = {s for s in found.secrets if not any(other in s for other in found.secrets if len(other) < len(s))}
    for secret in secrets:  # an address that holds an id goes with the id
        yield from (Edit(at, at + len(secret)) for at in positions(raw, secret, 0, len(raw)))
    for name in {place.name for place in found.places}:
        yield from search.named(name)


def employer_names(wire: Wire) -> set[str]:
    """What the reviewed business is called: it must stay readable even where a reviewer's name shares a word."""
    stated: set[bytes] = set()
    for key in (key for head in _EMPLOYERS for key in keyed(wire.raw, head)):
        if text := value_pattern(key["quote"]).match(wire.raw, key.end()):
            stated.add(text["text"] or b"")
        elif wire.raw[key.end() : key.end() + 1] == b"{":
            end = object_end(wire.raw, key.end(), key["quote"])
            stated.update(name[1] for name in _EMPLOYER_NAME.finditer(wire.raw, key.end(), end))
    return {unescaped(name[:_LONGEST_NAME].decode(wire.codec, "surrogateescape")) for name in stated}


def _is_structure(raw: bytes, start: int, end: int) -> bool:
    """Whether the word here holds the page together: a key, a code, a tag, or an attribute's name or class."""
    before, after = raw[max(0, start - _BEFORE) : start], raw[end : end + 20]
    tag = before[max(0, before.rfind(b"<")) :]
    if _IN_TAG.match(tag):
        attribute = _ATTRIBUTE.search(tag)
        return attribute is None or attribute[1].lower() in _STRUCTURAL or attribute[1].startswith(b"data-test")
    closed = _CLOSED.match(after)
    if closed is None or not _OPENED.search(before):
        return False
    key = _COLON.match(after, closed.end()) is not None
    return key or end - start <= _SHORT or _TYPED.search(before[-40:]) is not None
