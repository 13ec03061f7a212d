"""Workbooks (.xlsx): kununu's employer export, and any sheet that is a table of reviews."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from scrapers.contract import ImportKind, LayoutChanged, Page, Verdict
from scrapers.imports.workbook import kununu
from scrapers.imports.workbook.sheets import Sheets, canonical, is_workbook, sheets_of
from scrapers.reading.tables import TableRead, looks_like_reviews, read_table


class Workbook:
    """Reads a workbook, or the canonical JSON that is kept of it."""

    slug = "workbook"
    name = "Workbook (.xlsx)"
    version = 1

    def recognises(self, content: bytes) -> bool:
        """By the names in its zip; encrypted and old workbooks, too, to say what to do with them."""
        return is_workbook(content)

    def blanked(self, content: bytes) -> bytes:
        """A JSON document of the sheets' rows without authors and without the file's properties."""
        return canonical(content)

    def read(
        self, content: bytes, *, captured_at: datetime | None = None, columns: Mapping[str, str] | None = None
    ) -> Page:
        """Every sheet that is a table of reviews, as one page. Raises `Unreadable` for what is damaged, locked or a
        bomb, `LayoutChanged` where no sheet is such a table."""
        sheets = sheets_of(content)
        found = [_of_kununu(sheets, captured_at)] if kununu.is_export(sheets) else _tables(sheets, columns, captured_at)
        platforms = {table.platform for table in found}
        return Page(
            platforms.pop() if len(platforms) == 1 else None,
            Verdict.REVIEWS,
            parser=f"{self.slug}/{self.version}",
            error="; ".join(problem for table in found for problem in table.problems) or None,
            reviews=tuple(review for table in found for review in table.reviews),
        )


def _of_kununu(sheets: Sheets, captured_at: datetime | None) -> TableRead:
    reviews, unread = kununu.reviews_of(sheets, captured_at)
    problems = (f"{unread} rows of the ratings sheet have no date or no rating that can be read",) if unread else ()
    return TableRead("kununu", tuple(reviews), problems)


def _tables(sheets: Sheets, columns: Mapping[str, str] | None, captured_at: datetime | None) -> list[TableRead]:
    """The sheets that look like tables of reviews; where none does, the first filled one, for what is wrong with it."""
    filled = [rows for rows in sheets if any(any(row) for row in rows)]
    if not filled:
        raise LayoutChanged("no sheet of the workbook holds a cell")
    chosen = [rows for rows in filled if looks_like_reviews(rows)] if not columns else []
    return [read_table(rows, columns=columns, captured_at=captured_at) for rows in chosen or filled[:1]]


KIND: ImportKind = Workbook()
