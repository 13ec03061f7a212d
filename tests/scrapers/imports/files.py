"""Files as people export and receive them, with invented words, employers and names."""

from __future__ import annotations

import base64
import csv
import io
import quopri
from collections.abc import Sequence
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

AUTHORS = ("Ylva Tornqvist", "Bodvar Rask", "torn77@post.example", "c0ffee77aa")
GLASSDOOR = "https://www.glassdoor.com/Reviews/Employee-Review-Nordvik-E12-RVW998877.htm"
TRUSTPILOT_ID = "65f0c0ffee0c0ffee0c0ffee"
SWEDISH = [
    ["Datum", "Betyg", "Rubrik", "Fördelar", "Nackdelar", "Namn"],
    ["2025-01-31", "4,5", "Lugnt", "Korta dagar\nGott kaffe", "Gamla stolar", "Ylva Tornqvist"],
    ["2025-02-28", "2", "Stressigt", 'Kallas "hyttan"', "Sena pass; varje vecka", "Bodvar Rask"],
]
TRUSTPILOT_HEADS = (
    "Domain Url,Webshop Name,Business Unit Id,Review Id,Review Created (UTC),Review Consumer User Id,Review Username,"
    "Review User Email,Review Title,Review Content,Review Stars,Company Response,Company Reply Date (UTC),Review Language"
)
TRUSTPILOT_ROW = (
    "kettle.example|Kettle|77bb|a1b2c3d4|2025-03-01 23:30:00|c0ffee77aa|Ylva Tornqvist|torn77@post.example|Hot|Boils well"
    "|5|Hi Ylva, thank you|2025-03-02 10:00:00|en"
)
TRUSTPILOT = [TRUSTPILOT_HEADS.split(","), TRUSTPILOT_ROW.split("|")]


def make_csv(rows: Sequence[Sequence[str]] = SWEDISH, *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """The rows as a spreadsheet program writes them."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return target.getvalue().encode(encoding)


def make_sheet(rows: Sequence[Sequence[object]]) -> str:
    """One worksheet; numbers as numbers, the rest as inline text."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            _cell(f"{_letters(at)}{number}", value) for at, value in enumerate(row) if value not in ("", None)
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def make_workbook(*sheets: Sequence[Sequence[object]] | str, extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook of sheets, given as rows or as the XML itself; `extra` entries come on top."""
    names = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in names)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in names
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET}.worksheet+xml"/>' for n in names
    )
    entries = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        "docProps/core.xml": "<x>Ylva Tornqvist</x>",
    }
    for number, sheet in zip(names, sheets, strict=True):
        entries[f"xl/worksheets/sheet{number}.xml"] = sheet if isinstance(sheet, str) else make_sheet(sheet)
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in ({n: c.encode() for n, c in entries.items()} | (extra or {})).items():
            archive.writestr(name, content)
    return target.getvalue()


def make_kununu() -> bytes:
    """The employer export: five sheets, heads in row 5 of the second and the fifth."""
    heads = [
        "Datum",
        "Gesamt",
        "Titel",
        "Arbeitsatmosphäre",
        "Image",
        *[""] * 11,
        "Status",
        "",
        "Ort",
        "",
        "Rolle",
        "",
        "Ref",
    ]
    first = ["12.03.2025", 4.2, "Ruhig", 5, 0, *[""] * 11, "Ex-Job", "", "Graz", "", "Angestellte", "", "R1"]
    second = ["01.02.2025", "2,5", "Laut", "", "", *[""] * 11, "Aktueller Job", "", "Linz", "", "Leitung", "", "R2"]
    asked = ["", "", "", "Gut am Arbeitgeber finde ich", "Schlecht am Arbeitgeber finde ich", "Verbesserungsvorschläge"]
    questions = [*asked, "Image", *[""] * 18, "Ref"]
    said = ["", "", "", "Die Ruhe", "Der Weg", "Mehr Licht", "Guter Ruf", *[""] * 18, "R1"]
    top: list[list[object]] = [["kununu"], [], [], []]
    empty: list[list[object]] = [["–"]]
    return make_workbook(empty, [*top, heads, first, second], empty, empty, [*top, questions, said])


def make_mail(
    body: str,
    *,
    html: str | None = None,
    sender: str = "Glassdoor <noreply@glassdoor.com>",
    subject: str = "New review",
) -> bytes:
    """A mail as it lies in an inbox; with `html`, in both forms, quoted-printable and base64."""
    head = (
        "Received: from mx.post.example by in.post.example; Mon, 3 Mar 2025 08:00:00 +0000\r\n"
        f"From: {sender}\r\nTo: Karin Holm <karin@nordvik.example>\r\nSubject: {subject}\r\n"
        "Date: Mon, 3 Mar 2025 08:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    )
    if html is None:
        encoded = quopri.encodestring(body.encode()).decode()
        return f"{head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{encoded}".encode()
    packed = base64.encodebytes(html.encode()).decode()
    return (
        f'{head}Content-Type: multipart/alternative;\r\n boundary="=_b1"\r\n\r\n'
        f"--=_b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
        f"--=_b1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{packed}\r\n--=_b1--\r\n"
    ).encode()


def make_archive(html: bytes, *, charset: str | None = "utf-8", headers: str = "") -> bytes:
    """A page as Chromium saves it in one file."""
    stated = f"; charset={charset}" if charset else ""
    return (
        (
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.kettle.example/cmp/page?x=1\r\n"
            "Subject: Reviews\r\nDate: Mon, 3 Mar 2025 08:15:00 -0000\r\nMIME-Version: 1.0\r\n"
            + headers
            + "Content-Type: "
            'multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Part--x1----"\r\n\r\n\r\n------Part--x1----\r\n'
            f"Content-Type: text/html{stated}\r\nContent-ID: <frame-0@mhtml.blink>\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://www.kettle.example/cmp/page?x=1\r\n\r\n"
        ).encode()
        + quopri.encodestring(html)
        + b"\r\n------Part--x1----\r\nContent-Type: text/css\r\nContent-Location: cid:css-1@mhtml.blink\r\n\r\nb{}\r\n"
        b"------Part--x1------\r\n"
    )


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _cell(place: str, value: object) -> str:
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else chr(64 + at // 26) + chr(65 + at % 26)
