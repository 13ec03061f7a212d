"""The CSV table and the JSON document: what other programs read, and what no spreadsheet may calculate."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.formats import csv_table, json_document
from tests.service.metrics.making import make_facts, make_full_month, make_snapshot

LANGUAGES = ("sv", "en")
HOSTILE = (
    '=HYPERLINK("http://x","a")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u202e=1",
    "\ufeff=1",
    "＝1+1",
)


def table(name: str = "Granbackens Verkstad AB", language: str = "en") -> list[list[str]]:
    snapshot = make_snapshot(make_full_month(employer_name=name))
    text = csv_table.FORMAT.render(snapshot, language).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";" if language == "sv" else ","))


def cell(rows: list[list[str]], measure: str, column: int = 3) -> str:
    return next(row[column] for row in rows if row[2] == measure)


def test_excel_is_told_that_it_is_utf8() -> None:
    assert csv_table.FORMAT.render(make_snapshot(make_facts()), "sv").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_the_eight_columns(language: str) -> None:
    rows = table(language=language)
    assert {len(row) for row in rows} == {8}
    assert len(rows) > 50
    if language == "en":
        assert rows[0] == ["section", "platform", "measure", "value", "low (90%)", "high (90%)", "n", "note"]


def test_swedish_numbers_have_decimal_commas_and_english_ones_points() -> None:
    assert cell(table(language="sv"), "plattformens eget medel") == "3,1"
    assert cell(table(language="en"), "the platform's own mean") == "3.1"


def test_a_negative_number_is_a_number_and_not_a_text() -> None:
    value = cell(table(language="en"), "distance from the competitors")
    assert value.startswith("-")
    assert float(value) < 0


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_becomes_a_formula(name: str, language: str) -> None:
    written = cell(table(name, language), "arbetsgivare" if language == "sv" else "employer")
    assert written.startswith("'")
    assert "\u202e" not in written


@given(st.text(max_size=40))
def test_no_name_whatever_starts_a_formula_or_breaks_the_table(name: str) -> None:
    rows = table(name)
    assert {len(row) for row in rows} == {8}
    assert not cell(rows, "employer").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_what_is_uncertain_says_so_in_its_row() -> None:
    rows = table()
    assert cell(rows, "read as negative (the month)", 7) == "as the program read it, not corrected"
    assert "nothing can be said" in cell(rows, "new reviews in the month", 7)
    assert {row[7] for row in rows if row[1] == "trustpilot" and row[0] == "Standing"} == {"customers"}


def test_an_empty_month_is_a_table_too() -> None:
    text = csv_table.FORMAT.render(make_snapshot(make_facts()), "en").decode("utf-8-sig")
    assert "there are no competitors" in text
    assert "nan" not in text.lower().split(",")


def test_too_few_leaves_the_mean_empty_and_keeps_the_interval() -> None:
    few = make_full_month(reviews=make_full_month().reviews[:4])
    rows = list(csv.reader(io.StringIO(csv_table.FORMAT.render(make_snapshot(few), "en").decode("utf-8-sig"))))
    row = next(row for row in rows if row[2] == "weighted mean in stars")
    assert row[3] == ""
    assert row[4] < row[5]
    assert row[7] == "employees; too few for a mean"


@pytest.mark.parametrize("form", [csv_table.FORMAT, json_document.FORMAT])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_month_gives_the_same_bytes(form: csv_table._CsvTable, language: str) -> None:
    one, other = make_snapshot(make_full_month()), make_snapshot(make_full_month())
    assert form.render(one, language) == form.render(other, language)


def test_the_json_document_is_the_snapshot_with_sorted_keys() -> None:
    snapshot = make_snapshot(make_full_month())
    text = json_document.FORMAT.render(snapshot, "sv").decode()
    assert json.loads(text) == snapshot
    assert list(json.loads(text)) == sorted(snapshot)
    assert text.endswith("}\n")


def test_characters_that_pass_for_line_ends_are_escaped() -> None:
    text = json_document.FORMAT.render(make_snapshot(make_facts(employer_name="a\u2028b\u2029c\x85d")), "en").decode()
    assert "a\\u2028b\\u2029c\\u0085d" in text
    assert json.loads(text)["employer"]["name"] == "a\u2028b\u2029c\x85d"


def test_a_number_that_is_none_is_refused_rather_than_written() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        json_document.FORMAT.render({"mean": float("nan")}, "en")
