"""A workbook's zip measured before anything reads it: number of entries, unpacked size, cells, repeated texts.

A few kilobytes of zip can hold gigabytes of spaces, one cell in the last row makes a dense table of billions, and one
long shared text can stand in a million cells. What is not needed for cells (pictures, comments, properties, macros) is
left behind, so the reader is given only what was measured.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from scrapers.contract import Unreadable

ENTRIES_LIMIT = 2000
UNPACKED_LIMIT = 64 * 1024 * 1024
"""Bytes, all entries together."""
CELLS_LIMIT = 4_000_000
"""Rows times columns up to the last one used, all sheets together."""
TEXT_LIMIT = 64 * 1024 * 1024
"""Bytes of text in all cells, shared texts counted wherever they stand."""
_NEEDED = re.compile(
    r"(?:\[content_types\]\.xml|_rels/\.rels|xl/(?:[^/]+|_rels/[^/]+|worksheets/[^/]+)\.(?:xml|rels))$"
)
_MACROS_AND_SUCH = ("/comments", "/persons", "/metadata", "/vbaproject")
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,10})[\"']")
_TAGS = re.compile(rb"<(?:[\w.-]+:)?(c|row)(?=[\s/>])")
_SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"'][^<>]*>\s*<(?:[\w.-]+:)?v(?:\s[^<>]*)?>\s*(\d{1,9})\s*<")
_MARKED_SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"']")
_ITEM = re.compile(rb"<(?:[\w.-]+:)?si(?=[\s/>])")


def measured(content: bytes) -> bytes:
    """A plain zip of the needed entries. Raises `Unreadable` with one sentence for a bomb, a damaged or a foreign file."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = _unpacked(archive)
    except (BadZipFile, OSError, EOFError, ValueError, zlib.error, NotImplementedError, RuntimeError) as problem:
        raise Unreadable(
            "the workbook is damaged, cut short or locked: open it and save it again as .xlsx"
        ) from problem
    if not any(name.startswith("xl/worksheets/") for name in entries):
        raise Unreadable("the zip file is no .xlsx workbook: save the table as .xlsx or .csv")
    _check_cells(entries)
    return _packed(entries)


def _unpacked(archive: ZipFile) -> dict[str, bytes]:
    """The needed entries by lower-case name. Their stated sizes are believed only because reading checks them."""
    listed = archive.infolist()
    if len(listed) > ENTRIES_LIMIT:
        raise Unreadable(f"the workbook holds {len(listed)} entries, more than {ENTRIES_LIMIT}: not read")
    if (size := sum(entry.file_size for entry in listed)) > UNPACKED_LIMIT:
        raise Unreadable(
            f"the workbook unpacks to {size} bytes, more than {UNPACKED_LIMIT}: split it into smaller ones"
        )
    named = {_name(entry): entry for entry in listed}
    return {name: archive.read(entry) for name, entry in named.items() if _is_needed(name)}


def _name(entry: ZipInfo) -> str:
    """Two entries that differ in case only are one to a spreadsheet program, so they are one here."""
    return entry.filename.replace("\\", "/").casefold()


def _is_needed(name: str) -> bool:
    return bool(_NEEDED.match(name)) and not any(part in name for part in _MACROS_AND_SUCH)


def _check_cells(entries: dict[str, bytes]) -> None:
    lengths = _text_lengths(entries.get("xl/sharedstrings.xml", b""))
    total = cells = 0
    for name, content in entries.items():
        if b"<!DOCTYPE" in content or b"\0" in content:
            raise Unreadable("the workbook holds XML no spreadsheet program writes: not read")
        if name.startswith("xl/worksheets/"):
            total += len(content) + _shared(content, lengths)
            if (cells := _area(content)) > CELLS_LIMIT:
                raise Unreadable(
                    f"a sheet reaches over {cells} cells, more than {CELLS_LIMIT}: delete what lies far out"
                )
    if total > TEXT_LIMIT:
        raise Unreadable(f"the workbook's cells hold {total} bytes of text, more than {TEXT_LIMIT}: split it")


def _text_lengths(content: bytes) -> list[int]:
    """Bytes of each shared text, its markup included."""
    bounds = [*(found.start() for found in _ITEM.finditer(content)), len(content)]
    return [end - start for start, end in pairwise(bounds)]


def _shared(sheet: bytes, lengths: list[int]) -> int:
    """Bytes the sheet's shared texts come to; a cell written in a way we do not know counts as the longest."""
    found = [int(index) for index in _SHARED.findall(sheet)]
    unknown = len(_MARKED_SHARED.findall(sheet)) - len(found)
    return sum(lengths[index] for index in found if index < len(lengths)) + unknown * max(lengths, default=0)


def _area(sheet: bytes) -> int:
    """Rows times columns a reader would make room for; cells and rows without a reference count one further each."""
    tags = _TAGS.findall(sheet)
    references = _REFERENCE.findall(sheet)
    rows = max((int(digits) for _, digits in references), default=0)
    columns = max((_column(letters) for letters in {letters for letters, _ in references if letters}), default=0)
    unplaced_cells = tags.count(b"c") - sum(1 for letters, _ in references if letters)
    unplaced_rows = tags.count(b"row") - sum(1 for letters, _ in references if not letters)
    return (rows + max(0, unplaced_rows)) * (columns + max(0, unplaced_cells))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _packed(entries: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, content in entries.items():
            archive.writestr(ZipInfo(name), content)
    return target.getvalue()
