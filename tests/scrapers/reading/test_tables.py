"""Cells and heads of tables: what single ones mean."""

from __future__ import annotations

import pytest

from scrapers.reading.tables import cells, looks_like_reviews
from scrapers.reading.tables.heads import fields_of, key_of, names_author
from scrapers.reading.tables.ratings import stated


@pytest.mark.parametrize(
    ("cell", "said"),
    [("Ja", True), (" yes ", True), ("1", True), ("Nein", False), ("-1", False), ("neutral", None), ("", None)],
)
def test_an_opinion_is_yes_no_or_nothing(cell: str, said: bool | None) -> None:
    assert cells.opinion(cell) is said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Ex-Job", "former"),
        ("Aktueller Job", "current"),
        ("Tidigare anställd", "former"),
        ("Bewerberin", "applicant"),
        ("true", "current"),
        ("nej", "former"),
        ("vet ej", None),
    ],
)
def test_who_is_employed_is_told_in_words_or_by_yes_and_no(cell: str, said: str | None) -> None:
    assert cells.employment(cell) == said


@pytest.mark.parametrize(
    ("cell", "band"),
    [
        ("3-5y", "3-5y"),
        ("mindre än 1 år", "<1y"),
        ("0 Jahre", "<1y"),
        ("1 year", "1-3y"),
        ("more than 10 years", ">10y"),
        ("8+ år", "8-10y"),
        ("5 to 8 years", "5-8y"),
        ("länge", None),
    ],
)
def test_a_span_of_years_is_the_platforms_band(cell: str, band: str | None) -> None:
    assert cells.tenure(cell) == band


def test_languages_counts_and_links_are_taken_only_where_they_are_such() -> None:
    assert [cells.language(cell) for cell in ("sv-SE", "EN", "Swedish")] == ["sv", "en", None]
    assert [cells.count(cell) for cell in ("3 people", "-2", "many")] == [3, None, None]
    assert [cells.link(cell) for cell in ("https://a.example/x", "a.example", "https://a b")] == [
        "https://a.example/x",
        None,
        None,
    ]


def test_heads_are_compared_without_case_marks_and_notes() -> None:
    keys = {key_of(head) for head in ("Review_Date (UTC)", "reviewDate", "REVIEW DATE", " Review-date ")}
    assert keys == {"reviewdate"}
    assert fields_of("Fo\u0308rdelar")[0][0] == "pros"
    assert fields_of("x" * 500) == ()


@pytest.mark.parametrize(
    "head",
    ["Review Username", "reviewerName", "E-mail", "E_post", "Namn", "Författare", "Autor", "consumer.displayName"],
)
def test_heads_of_authors_are_known(head: str) -> None:
    assert names_author(head)
    assert not looks_like_reviews([[head, "Betyg"], ["x", "4"]])


@pytest.mark.parametrize("head", ["Reviewer Job Title", "Webshop Name", "Rubrik", "Employer Response", "Image", ""])
def test_other_heads_are_nobodys(head: str) -> None:
    assert not names_author(head)


@pytest.mark.parametrize(
    "cell", ["", "-", "good", "2025-01-02", "3 more than I thought, and then some words", "12.5.2025"]
)
def test_what_is_no_rating_is_none(cell: str) -> None:
    assert stated(cell) is None
