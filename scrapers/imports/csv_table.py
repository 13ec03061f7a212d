"""CSV and its kin: exports of Glassdoor, Indeed and Trustpilot, and tables people keep themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from scrapers.contract import ImportKind, Page, Unreadable, Verdict
from scrapers.reading.delimited import Cells, alike, decoded, delimiter_of, replaced, taken_apart
from scrapers.reading.tables import Rows, author_edits, looks_like_reviews, read_table
from scrapers.reading.tables.columns import known_heads

_SAMPLE = 64 * 1024
_SAMPLED_ROWS = 40
_UNIFORM = 3
"""Rows and columns a table with unknown heads needs to be told from prose."""
_OTHERS = (b"<", b"{", b"[", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF", b"\x89PNG", b"From ")
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z-]{1,40}:[ \t]")


class CsvTable:
    """Reads any table of text with delimiters that has a row of heads."""

    slug = "csv"
    name = "Table of text (.csv, .tsv)"
    version = 1

    def recognises(self, content: bytes) -> bool:
        """By heads with rows below them, or by several rows of as many cells each."""
        start = content[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start or start.startswith(_OTHERS) or _HEADER_LINE.match(start):
            return False
        text = decoded(content[:_SAMPLE]).text
        if "\0" in text or text.lstrip().startswith(("<", "{", "[")):
            return False
        if len(content) > _SAMPLE:
            text = _whole_lines(text)
        rows = _apart(text).rows[:_SAMPLED_ROWS]
        return (len(rows) > 1 and looks_like_reviews(rows)) or _is_uniform(rows)

    def blanked(self, content: bytes) -> bytes:
        """The same bytes, but for the cells of authors, which are empty, and their names in answers to them."""
        table = decoded(content)
        cells = _apart(table.text)
        edits = [(cells.spans[row][at], said) for row, at, said in sorted(author_edits(cells.rows))]
        if not edits:
            return content
        return table.encoded(replaced(table.text, edits, is_open=cells.open_at is not None))

    def read(
        self, content: bytes, *, captured_at: datetime | None = None, columns: Mapping[str, str] | None = None
    ) -> Page:
        """All rows as one page. Raises `Unreadable` for what is no text, `LayoutChanged` for a table of something else."""
        text = decoded(content).text
        if "\0" in text or not text.strip():
            raise Unreadable("the file is empty or binary, no table of text: export it as CSV again")
        cells = _apart(text)
        table = read_table(cells.rows, columns=columns, captured_at=captured_at)
        return Page(
            table.platform,
            Verdict.REVIEWS,
            parser=f"{self.slug}/{self.version}",
            error="; ".join([*table.problems, *_cut(cells)]) or None,
            reviews=table.reviews,
        )


def _apart(text: str) -> Cells:
    sample = _whole_lines(text[:_SAMPLE]) if len(text) > _SAMPLE else text
    return taken_apart(text, delimiter_of(sample, known_heads))


def _whole_lines(text: str) -> str:
    """A sample without its last line, which is cut; a single line stays."""
    return text[: text.rfind("\n") + 1] or text


def _is_uniform(rows: Rows) -> bool:
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    return len(filled) >= _UNIFORM and len(filled[0]) >= _UNIFORM and alike(filled) == len(filled)


def _cut(cells: Cells) -> list[str]:
    if cells.open_at is None:
        return []
    return [
        f"row {cells.open_at} holds a quotation mark that is never closed: the file was cut short, or one is missing"
    ]


KIND: ImportKind = CsvTable()
