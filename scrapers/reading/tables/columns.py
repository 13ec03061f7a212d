"""Which row of a table holds its heads, and which column is which field of a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from scrapers.contract import LayoutChanged, Review
from scrapers.reading.tables.heads import fields_of, key_of, names_author
from scrapers.reading.tables.ratings import stated

Rows = Sequence[Sequence[str]]
HEADS_WITHIN = 30
"""Rows from the top that are searched for heads; a title and a few notes may stand above them."""
_SAMPLE = 50
_SHORTEST_PLAIN_ID = 6  # characters; a shorter "ID" is a row number, and no two files may share an identity
_SAYING = frozenset({"rating", "title", "pros", "cons", "advice", "text"})
_NOT_BY_COLUMN = frozenset({"rating_raw", "rating_scale", "subratings", "responses", "audience"})
_MAPPABLE = frozenset(f.name for f in fields(Review)) - _NOT_BY_COLUMN | {"responses.text", "responses.published_on"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the heads of a table stand, and the column (from 0) of every field that was found."""

    head_at: int
    heads: tuple[str, ...]
    columns: Mapping[str, int]

    def head(self, field: str) -> str:
        """The head a field was found under."""
        return self.heads[self.columns[field]]

    @property
    def is_of_reviews(self) -> bool:
        """Whether something that can be said of an employer is there, and a second thing beside it."""
        return len(self.columns) > 1 and bool(_SAYING & self.columns.keys())


def layout_of(rows: Rows, mapping: Mapping[str, str] | None = None) -> Layout:
    """The layout of a table of reviews; `mapping` (head to field, "" for none) goes before what is recognised.

    Raises `LayoutChanged` where no rating and no text can be found, naming the heads that were seen, and where
    `mapping` names a head that is not there, a field that there is not, or a column of authors.
    """
    wanted = {key_of(head): field for head, field in (mapping or {}).items()}
    _check_fields(mapping or {})
    head_at = head_row(rows, wanted)
    if head_at is None:
        raise LayoutChanged(f"no row of column heads was found: {_seen(rows, None)}")
    heads = tuple(rows[head_at])
    _check_heads(mapping or {}, heads)
    layout = Layout(head_at, heads, _assigned(rows, head_at, wanted))
    if not _SAYING & layout.columns.keys():
        raise LayoutChanged(f"no column with a rating or a text was found: {_seen(rows, head_at)}")
    return layout


def head_row(rows: Rows, wanted: Mapping[str, str] | None = None) -> int | None:
    """The first row with the most known heads; None where no row has two, or one that `wanted` names."""
    scores = [_score(row, wanted or {}) for row in rows[:HEADS_WITHIN]]
    best = max(scores, default=0)
    return scores.index(best) if best > 1 else None


def known_heads(rows: Rows) -> int:
    """How many known heads the best of the first rows has; what tells one delimiter from another."""
    return max((_score(row, {}) for row in rows[:HEADS_WITHIN]), default=0)


def author_row(rows: Rows) -> int | None:
    """The row of heads, else the first of several cells of which one names an author."""
    found = head_row(rows)
    if found is not None:
        return found
    early = enumerate(rows[:HEADS_WITHIN])
    return next((at for at, row in early if sum(map(bool, row)) > 1 and any(map(names_author, row))), None)


def _score(row: Sequence[str], wanted: Mapping[str, str]) -> int:
    """Each field counts once, so that prose with a known word in every cell is no row of heads."""
    meant = {found[0] for head in row if head and (found := fields_of(head))}
    authors = any(head and names_author(head) for head in row)
    named = sum(2 for head in row if head and key_of(head) in wanted)
    return len(meant) + authors + named


def _assigned(rows: Rows, head_at: int, wanted: Mapping[str, str]) -> dict[str, int]:
    """Field to column: what was asked for first, then by how surely the head means it, then from the left."""
    chosen: dict[str, int] = {}
    candidates: list[tuple[int, int, str]] = []
    for at, head in enumerate(rows[head_at]):
        asked = wanted.get(key_of(head)) if head else None
        if asked is not None:
            candidates += [(-1, at, asked)] if asked else []
        elif meant := fields_of(head):
            field, rank = meant[0] if len(meant) == 1 else _told_by_cells(rows, head_at, at)
            candidates += [(rank, at, field)] if _is_believable(rows, head_at, at, field) else []
    for _, at, field in sorted(candidates):
        chosen.setdefault(field, at)
    return chosen


def column(rows: Rows, head_at: int, at: int) -> list[str]:
    """The filled cells under one head, in order."""
    return [row[at] for row in rows[head_at + 1 :] if at < len(row) and row[at].strip()]


def _told_by_cells(rows: Rows, head_at: int, at: int) -> tuple[str, int]:
    """ "Bewertung" stands over stars in one table and over sentences in another."""
    sample = column(rows[: head_at + _SAMPLE], head_at, at)
    return ("rating" if sample and all(map(stated, sample)) else "text"), 99


def _is_believable(rows: Rows, head_at: int, at: int, field: str) -> bool:
    """A plain "ID" that counts rows is no identity."""
    if field != "external_id" or key_of(rows[head_at][at]) != "id":
        return True
    return all(len(cell.strip()) >= _SHORTEST_PLAIN_ID for cell in column(rows, head_at, at))


def _check_fields(mapping: Mapping[str, str]) -> None:
    for head, field in mapping.items():
        if field and field not in _MAPPABLE and not field.startswith("subratings."):
            raise LayoutChanged(f"column {head!r} cannot be {field!r}; it can be one of {', '.join(sorted(_MAPPABLE))}")
        if field and names_author(head):
            raise LayoutChanged(f"column {head!r} names whoever wrote: it is never read, leave it out of the mapping")


def _check_heads(mapping: Mapping[str, str], heads: tuple[str, ...]) -> None:
    known = set(map(key_of, heads))
    missing = [head for head in mapping if key_of(head) not in known]
    if missing:
        raise LayoutChanged(f"there is no column {missing[0]!r}; the heads are {_quoted(heads)}")


def _seen(rows: Rows, head_at: int | None) -> str:
    """The heads that were seen; not the first row of a table without heads, which would quote a review."""
    row = rows[head_at] if head_at is not None else next((row for row in rows if sum(map(bool, row)) > 1), ())
    if not row or any(len(cell) > 60 or stated(cell) for cell in row):
        return 'the table needs a row of heads such as "Date", "Rating", "Text" above its reviews'
    example = next((head for head in row if head.strip()), "")
    return f"the heads are {_quoted(row)}; say which is which by columns, e.g. {{{example[:40]!r}: 'text'}}"


def _quoted(heads: Sequence[str]) -> str:
    named = [f'"{head.strip()[:40]}"' for head in heads if head.strip()]
    return ", ".join(named[:30]) + (", …" if len(named) > 30 else "")
