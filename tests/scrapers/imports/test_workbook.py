"""Workbooks: kununu's export, any table of reviews, and files that are refused before they are read."""

from __future__ import annotations

import io
import struct
from datetime import UTC, date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from scrapers.contract import Audience, LayoutChanged, Unreadable, Verdict
from scrapers.imports.workbook import KIND, archive
from tests.scrapers.imports.files import AUTHORS, SWEDISH, TRUSTPILOT, make_kununu, make_sheet, make_workbook

_STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2">'
    '<xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)


def make_texts(cells: str, texts: list[str]) -> bytes:
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return make_workbook(
        f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
        extra={"xl/sharedStrings.xml": f"<sst>{shared}</sst>".encode()},
    )


def refused(content: bytes) -> str:
    """The sentence with which a file is refused, the same for what is kept of it."""
    assert KIND.recognises(content)
    with pytest.raises(Unreadable) as problem:
        KIND.read(content)
    kept = KIND.blanked(content)
    assert KIND.recognises(kept)
    assert KIND.blanked(kept) == kept
    with pytest.raises(Unreadable) as again:
        KIND.read(kept)
    assert str(again.value) == str(problem.value)
    return str(problem.value)


def test_the_export_of_kununu_is_joined_by_its_reference() -> None:
    page = KIND.read(make_kununu())
    assert (page.platform, page.verdict, page.parser, page.error) == ("kununu", Verdict.REVIEWS, "workbook/1", None)
    first, second = page.reviews
    assert (first.published_on, first.rating, first.title) == (date(2025, 3, 12), 4.2, "Ruhig")
    assert (first.pros, first.cons, first.advice) == ("Die Ruhe", "Der Weg", "Mehr Licht")
    assert (first.text, first.subratings) == ("Image: Guter Ruf", {"work_atmosphere": 5})
    assert (first.employment, first.location, first.job_title) == ("former", "Graz", "Angestellte")
    assert (second.rating, second.employment, second.pros) == (2.5, "current", None)
    assert first.external_id is None


def test_an_export_of_kununu_with_a_damaged_date_says_so() -> None:
    content = make_kununu()
    with ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet2.xml").replace(b"01.02.2025", b"neulich")
        rest = {name: book.read(name) for name in book.namelist() if not name.endswith("sheet2.xml")}
    target = io.BytesIO()
    with ZipFile(target, "w") as book:
        for name, entry in {**rest, "xl/worksheets/sheet2.xml": sheet}.items():
            book.writestr(name, entry)
    page = KIND.read(target.getvalue())
    assert page.reviews[1].published_on is None
    assert page.error == "1 rows of the ratings sheet have no date or no rating that can be read"


def test_a_sheet_that_is_a_table_of_reviews_is_found_among_others() -> None:
    content = make_workbook([["Om filen"], ["Utdrag"]], [["Utdrag 2025"], *SWEDISH], [])
    page = KIND.read(content)
    assert (page.platform, page.error) == (None, None)
    assert [review.rating for review in page.reviews] == [4.5, 2]
    assert page.reviews[0].pros == "Korta dagar\nGott kaffe"


def test_several_sheets_of_reviews_are_one_page() -> None:
    page = KIND.read(make_workbook(SWEDISH, TRUSTPILOT))
    assert page.platform is None
    assert [review.audience for review in page.reviews] == [Audience.EMPLOYEE, Audience.EMPLOYEE, Audience.CUSTOMER]


def test_numbers_dates_and_truths_are_read_as_they_are_shown() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Date</t></is></c><c r="B1" t="inlineStr"><is><t>Rating</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>Recommended</t></is></c></row>'
        '<row r="2"><c r="A2" s="1"><v>45750</v></c><c r="B2"><v>4.0</v></c><c r="C2" t="b"><v>1</v></c></row>'
        '<row r="3"><c r="A3"><v>45751</v></c><c r="B3"><v>3.5</v></c><c r="C3" t="b"><v>0</v></c></row>'
    )
    sheet = f"<worksheet><sheetData>{cells}</sheetData></worksheet>"
    page = KIND.read(make_workbook(sheet, extra={"xl/styles.xml": _STYLES.encode()}))
    said = [(review.published_on, review.rating, review.recommends) for review in page.reviews]
    assert said == [(date(2025, 4, 3), 4, True), (date(2025, 4, 4), 3.5, False)]


def test_shared_texts_are_read() -> None:
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    cells += '<row r="2"><c r="A2"><v>4</v></c><c r="B2" t="s"><v>2</v></c></row>'
    assert KIND.read(make_texts(cells, ["Betyg", "Text", "Bra"])).reviews[0].text == "Bra"


@pytest.mark.parametrize("content", [make_kununu(), make_workbook(SWEDISH), make_workbook(TRUSTPILOT)])
def test_what_is_kept_names_nobody_and_reads_the_same(content: bytes) -> None:
    kept = KIND.blanked(content)
    assert KIND.recognises(kept)
    assert KIND.blanked(kept) == kept
    assert not any(name.encode() in kept for name in (*AUTHORS, "Ylva"))
    assert KIND.read(kept) == KIND.read(content)


def test_what_is_kept_of_a_table_of_something_else_is_refused_alike() -> None:
    for content in (make_workbook([["x"]]), KIND.blanked(make_workbook([["x"]]))):
        with pytest.raises(LayoutChanged, match="no row of column heads"):
            KIND.read(content)


def test_a_mapping_is_used_for_the_first_filled_sheet() -> None:
    content = make_workbook([], [["När", "Vad"], ["för 2 dagar sedan", "Bra"]])
    page = KIND.read(
        content, columns={"Vad": "text", "När": "published_on"}, captured_at=datetime(2025, 1, 3, tzinfo=UTC)
    )
    assert (page.reviews[0].text, page.reviews[0].published_on) == ("Bra", date(2025, 1, 1))


def test_an_empty_workbook_is_no_proof_of_no_reviews() -> None:
    with pytest.raises(LayoutChanged, match="no sheet of the workbook holds a cell"):
        KIND.read(make_workbook([], []))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    content = make_workbook(SWEDISH, extra={"xl/media/a.bin": b" " * (archive.UNPACKED_LIMIT + 1)})
    assert len(content) < 1_000_000
    assert "unpacks to" in refused(content)


def test_a_size_that_lies_is_found_out() -> None:
    content = bytearray(make_workbook(SWEDISH, extra={"xl/zz.xml": b" " * 90_000}))
    size = struct.pack("<I", 90_000)
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = struct.pack("<I", 9)
    assert "damaged" in refused(bytes(content))


def test_too_many_entries_are_refused() -> None:
    extra = {f"xl/x{number}.xml": b"" for number in range(archive.ENTRIES_LIMIT)}
    assert "entries" in refused(make_workbook(SWEDISH, extra=extra))


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 3000 + "</row>" + "<row/>" * 3000,
    ],
)
def test_a_cell_far_out_is_refused(cells: str) -> None:
    assert "cells, more than" in refused(make_workbook(f"<worksheet><sheetData>{cells}</sheetData></worksheet>"))


@pytest.mark.parametrize("form", ['t="s"><v>0</v>', "t='s' ><v >0</v>", 't="s"><f/><v>0</v>'])
def test_one_long_text_in_many_cells_is_refused(form: str) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" {form}</c></row>' for n in range(1, 2501))
    assert "bytes of text" in refused(make_texts(rows, ["x" * 30_000]))


def test_xml_that_declares_entities_is_refused() -> None:
    assert "no spreadsheet program writes" in refused(make_workbook('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'))


def test_an_encrypted_or_old_workbook_says_what_to_do() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refused(ole) == "the workbook is of the old .xls kind: save it as .xlsx"
    locked = ole + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked) == "the workbook is encrypted: save it without a password"


def test_a_damaged_workbook_is_refused() -> None:
    content = make_workbook(SWEDISH)
    assert "damaged" in refused(content[: len(content) // 2])
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook")
    assert "no .xlsx workbook" in refused(target.getvalue())
    assert "cannot be read" in refused(make_workbook("<worksheet><sheetData><row>", extra={"xl/workbook.xml": b"<a"}))


@pytest.mark.parametrize(("raised", "seen"), [("PanicException", Unreadable), ("Interrupt", KeyboardInterrupt)])
def test_a_panic_of_the_reader_is_a_damaged_file_and_nothing_else_is(
    monkeypatch: pytest.MonkeyPatch, raised: str, seen: type[BaseException]
) -> None:
    fault = type(raised, (KeyboardInterrupt,), {})

    class Panicking:
        @staticmethod
        def from_filelike(*_: object) -> None:
            raise fault

    monkeypatch.setattr("python_calamine.CalamineWorkbook", Panicking)
    with pytest.raises(seen):
        KIND.read(make_workbook(SWEDISH))


@pytest.mark.parametrize("kept", [b'"sheets":', b'"x":1}', b'"sheets":[1,[2,["a",3]]]}'])
def test_what_was_kept_and_then_damaged_is_refused(kept: bytes) -> None:
    with pytest.raises((Unreadable, LayoutChanged)):
        KIND.read(b'{"omdome":"workbook/1",' + kept)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04word/document.xml", b"<html>", make_sheet(SWEDISH).encode()])
def test_other_files_are_left_to_others(content: bytes) -> None:
    assert not KIND.recognises(content)
