"""Text with delimiters (CSV and its kin) taken apart so that single cells can be changed and the rest stays as it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
_FORMS = {
    mark: re.compile(rf'[ ]*"(?P<quoted>[^"]*(?:""[^"]*)*)(?P<closed>"?)(?P<tail>[^{mark}\r\n]*)|[^{mark}\r\n]*')
    for mark in DELIMITERS
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_LOOKED_AT = 400  # bytes that tell UTF-16 without a mark by its zeros
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how to make the same bytes of it again: what is no letter in the encoding survives as a surrogate."""

    text: str
    encoding: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Another text in the same encoding, behind the same byte order mark."""
        return self.mark + text.encode(self.encoding, _errors(self.encoding))


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of cells: what each says, and where it stands in the text. `open_at` is the row of a quote never closed."""

    rows: list[list[str]]
    spans: list[list[Span]]
    open_at: int | None = None


def decoded(content: bytes) -> Decoded:
    """The text by byte order mark, by the zeros of UTF-16, as UTF-8, else as Windows-1252."""
    mark, encoding = next((known for known in _MARKS if content.startswith(known[0])), (b"", _unmarked(content)))
    body = content[len(mark) :]
    if encoding.startswith("utf-16") and len(body) % 2:
        body = body[:-1]  # cut in the middle of a letter
    return Decoded(body.decode(encoding, _errors(encoding)), encoding, mark)


def _errors(encoding: str) -> str:
    return "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"


def _unmarked(content: bytes) -> str:
    head = content[:_LOOKED_AT]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 3 > len(head) // 2 and min(even, odd) * 10 < max(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        content.decode()
    except UnicodeDecodeError as problem:
        if problem.start + 4 > len(content):
            return "utf-8"  # only its last letter is cut
    else:
        return "utf-8"
    letters = content.decode("utf-8", "replace")
    strays = letters.count("\N{REPLACEMENT CHARACTER}")
    foreign = len(letters) - len(letters.encode("ascii", "ignore"))
    # By chance hardly two letters of Windows-1252 are one of UTF-8, so a few sound ones outweigh many strays.
    return "cp1252" if strays > 4 * (foreign - strays) else "utf-8"


def taken_apart(text: str, delimiter: str) -> Cells:
    """Every cell with its place. A quote that is never closed reaches to the end, as in a file cut short."""
    rows: list[list[str]] = [[]]
    spans: list[list[Span]] = [[]]
    open_at = None
    for cell, ends_row in _cells(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text), delimiter):
        rows[-1].append(_said(cell))
        spans[-1].append(cell.span())
        if cell["closed"] == "":
            open_at = len(rows)
        if ends_row:
            rows.append([])
            spans.append([])
    if rows[-1] in ([], [""]):
        rows.pop(), spans.pop()
    return Cells(rows, spans, open_at)


def _cells(text: str, delimiter: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Every cell as it is written, and whether a line end comes behind it."""
    form, at = _FORMS[delimiter], 0
    while at <= len(text) and (cell := form.match(text, at)):
        at = cell.end()
        ends_row = at < len(text) and text[at] != delimiter
        yield cell, ends_row
        at += 2 if ends_row and text.startswith("\r\n", at) else 1


def _said(match: re.Match[str]) -> str:
    quoted = match["quoted"]
    if quoted is None:
        return match[0]
    return (quoted.replace('""', '"') if '""' in quoted else quoted) + match["tail"].rstrip()


def delimiter_of(text: str, score: Callable[[list[list[str]]], int]) -> str:
    """The delimiter under which the first rows score highest, then that which parts most of them alike."""
    if shown := _SHOWN.match(text):
        return shown[1]
    tried = {mark: taken_apart(text, mark).rows for mark in DELIMITERS if mark in text}
    ranked = sorted(tried, key=lambda mark: (score(tried[mark]), alike(tried[mark])), reverse=True)
    return ranked[0] if ranked else ","


def alike(rows: Iterable[list[str]]) -> int:
    """How many rows have the commonest number of cells, of two and more; 0 when none has."""
    widths = [len(row) for row in rows if len(row) > 1]
    return max(map(widths.count, set(widths)), default=0)


def replaced(text: str, changes: Iterable[tuple[Span, str]], *, is_open: bool = False) -> str:
    """The text with these places (in order) holding other cells, quoted where they were quoted; with `is_open` the
    quote of a cell at the very end stays open."""
    kept: list[str] = []
    at = 0
    for (start, end), said in changes:
        if text[start:end].lstrip(" ").startswith('"'):
            closing = "" if is_open and end == len(text) else '"'
            said = '"' + said.replace('"', '""') + closing
        kept += [text[at:start], said]
        at = end
    return "".join((*kept, text[at:]))
