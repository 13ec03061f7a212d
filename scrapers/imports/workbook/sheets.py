"""The sheets of a workbook as rows of text: from .xlsx, and from and to the canonical JSON that is kept of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import orjson

from scrapers.contract import Unreadable
from scrapers.imports.workbook.archive import measured
from scrapers.reading.tables import without_authors

Sheets = list[list[list[str]]]
"""Sheets, rows, cells; every row from the sheet's first, so that row 5 is row 5."""
CANONICAL = b'{"omdome":"workbook/1",'
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_workbook(content: bytes) -> bool:
    """A zip with a workbook in it, an old or encrypted one (to be refused by name), or what was kept of one."""
    if content.startswith(_ZIP):
        return b"xl/workbook" in content or b"xl/worksheets/" in content
    return content.startswith((_OLE, CANONICAL))


def sheets_of(content: bytes) -> Sheets:
    """All sheets without authors. Raises `Unreadable` with one sentence where there is nothing to read safely."""
    if content.startswith(CANONICAL):
        return _kept(content)
    if content.startswith(_OLE):
        locked = _ENCRYPTED in content
        why = "is encrypted: save it without a password" if locked else "is of the old .xls kind: save it as .xlsx"
        raise Unreadable(f"the workbook {why}")
    return [without_authors(rows) for rows in _read(measured(content))]


def canonical(content: bytes) -> bytes:
    """What is kept of a workbook: its sheets without authors, or the sentence with which it was refused."""
    try:
        kept: dict[str, Any] = {"omdome": "workbook/1", "sheets": sheets_of(content)}
    except Unreadable as problem:
        kept = {"omdome": "workbook/1", "refused": str(problem)}
    return orjson.dumps(kept)


def _kept(content: bytes) -> Sheets:
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as problem:
        raise Unreadable("what was kept of the workbook is cut short: import it again") from problem
    sheets = document.get("sheets")
    if not isinstance(sheets, list):
        raise Unreadable(str(document.get("refused", "what was kept of the workbook holds no sheets"))[:300])
    return [without_authors([_texts(row) for row in sheet]) for sheet in sheets if isinstance(sheet, list)]


def _texts(row: object) -> list[str]:
    return [cell if isinstance(cell, str) else "" for cell in row] if isinstance(row, list) else []


def _read(content: bytes) -> Sheets:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            return [_rows(book.get_sheet_by_index(at)) for at in range(len(book.sheet_names))]
    except (CalamineError, OSError, ValueError) as problem:
        raise Unreadable("the workbook cannot be read: open it and save it again as .xlsx") from problem
    except BaseException as problem:  # a panic of the reader's own comes as no `Exception`
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable("the workbook is damaged: open it and save it again as .xlsx") from problem


def _rows(sheet: Any) -> list[list[str]]:
    return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a fraction, dates in ISO form."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime, time)):
        return cell.isoformat()
    return "" if isinstance(cell, timedelta) else str(cell)
