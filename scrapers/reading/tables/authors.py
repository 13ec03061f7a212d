"""What in a table names its authors: their columns, and their names in the employer's answers to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scrapers.reading.tables.columns import Rows, author_row, column
from scrapers.reading.tables.heads import fields_of, names_author

_MAIL = re.compile(r"[^\s@,;]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST = 3  # letters of a name; initials stand in any sentence
Edit = tuple[int, int, str]


def author_edits(rows: Rows) -> Iterator[Edit]:
    """Row, column and new text of every cell that must change so that the table names no author; none when it is so."""
    head_at = author_row(rows)
    if head_at is None:
        return
    named, answers = _columns(rows, head_at)
    for at in range(head_at + 1, len(rows)):
        row = rows[at]
        names = {word for place in named if place < len(row) for word in _names(row[place])}
        yield from ((at, place, "") for place in named if place < len(row) and row[place])
        if names:
            yield from _spoken_to(at, row, answers, names)


def without_authors(rows: Rows) -> list[list[str]]:
    """The table with these edits made."""
    kept = [list(row) for row in rows]
    for at, place, text in author_edits(rows):
        kept[at][place] = text
    return kept


def _columns(rows: Rows, head_at: int) -> tuple[list[int], list[int]]:
    """The columns of authors, told by head or by holding mail addresses, and those of answers."""
    named: list[int] = []
    answers: list[int] = []
    for at, head in enumerate(rows[head_at]):
        meant = fields_of(head)
        if meant and meant[0][0] == "responses.text":
            answers.append(at)
        elif names_author(head) or (not meant and _holds_addresses(column(rows, head_at, at))):
            named.append(at)
    return named, answers


def _holds_addresses(cells: list[str]) -> bool:
    found = sum(_MAIL.fullmatch(cell.strip()[:200]) is not None for cell in cells)
    return found > 0 and found * 2 >= len(cells)


def _spoken_to(at: int, row: Sequence[str], answers: list[int], names: set[str]) -> Iterator[Edit]:
    """Answers that call the author by name."""
    for place in answers:
        if place < len(row):
            text = _WORD.sub(lambda match: "" if match[0] in names else match[0], row[place])
            if text != row[place]:
                yield at, place, text


def _names(cell: str) -> list[str]:
    """The words of a name by which somebody may be addressed; none of an address, an id or a handle."""
    if "@" in cell or any(letter.isdigit() for letter in cell):
        return []
    return [word for word in _WORD.findall(cell[:200]) if len(word) >= _SHORTEST and word[0].isupper()]
