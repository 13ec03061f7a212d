"""Dates in twelve languages, in numbers, and told from today."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from scrapers.reading.dates import LANGUAGES, calendar_date

CAPTURED = datetime(2024, 3, 31, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-11-06", date(2024, 11, 6)),
        ("2024-11-06T23:59:59-08:00", date(2024, 11, 6)),
        ("2024/1/6", date(2024, 1, 6)),
        ("2024年11月6日", date(2024, 11, 6)),
        ("Thu Dec 05 2019 07:22:26 GMT-0800 (PST)", date(2019, 12, 5)),
        ("Thu, 05 Dec 2019 23:22:26 +0000", date(2019, 12, 5)),
        ("Aug 23, 2025", date(2025, 8, 23)),
        ("1er novembre 2019", date(2019, 11, 1)),
        ("mar. 5 nov. 2019", date(2019, 11, 5)),
        ("6 de noviembre de 2024", date(2024, 11, 6)),
        ("den 3:e maj 2023", date(2023, 5, 3)),
        ("Bewertet am 5. Okt. 2023", date(2023, 10, 5)),
        ("6 sept 2024", date(2024, 9, 6)),
        ("4 July 2024", date(2024, 7, 4)),
    ],
)
def test_a_stated_date_is_read_as_stated(text: str, expected: date) -> None:
    assert calendar_date(text) == expected


@pytest.mark.parametrize(
    ("order", "expected"), [("DMY", date(2019, 12, 5)), ("MDY", date(2019, 5, 12)), ("XYZ", None), ("", None)]
)
def test_numbers_are_read_in_the_order_of_the_source(order: str, expected: date | None) -> None:
    assert calendar_date("05/12/2019", order=order) == expected


def test_a_short_year_is_of_this_century() -> None:
    assert calendar_date("5.12.19") == date(2019, 12, 5)
    assert calendar_date("19-12-05", order="YMD") == date(2019, 12, 5)


@pytest.mark.parametrize(
    "text",
    [
        None, 20241106, "", "soon", "31 februari 2024", "12/25/2024", "Mai 2019", "99 foo 2024", "0000-00-00",
        "5 m 2024", "juillet", "mar 99 2024", "1.2.3.4", "2024-13-01", "3 days ago", "٣٣/٤٤/٢٠٢٤",
    ],
)  # fmt: skip
def test_nonsense_is_no_date(text: object) -> None:
    assert calendar_date(text) is None


@pytest.mark.parametrize("language", [*LANGUAGES, "pl", "nb-NO", "nl_NL"])
@pytest.mark.parametrize("width", ["long", "medium"])
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_read_in_every_language(language: str, width: str, month: int) -> None:
    stated = date(2024, month, 9)
    text = format_date(stated, format=width, locale=language.replace("-", "_"))

    assert calendar_date(text, language=language) == stated


def test_a_language_nobody_knows_is_no_obstacle() -> None:
    assert calendar_date("6 november 2024", language="xx-XX") == date(2024, 11, 6)
    assert calendar_date("6 november 2024", language="!") == date(2024, 11, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("idag", date(2024, 3, 31)), ("I går", date(2024, 3, 30)), ("Yesterday", date(2024, 3, 30)),
        ("vorgestern", date(2024, 3, 29)), ("för 3 dagar sedan", date(2024, 3, 28)), ("3 days ago", date(2024, 3, 28)),
        ("2 hours ago", date(2024, 3, 30)), ("5 min ago", date(2024, 3, 31)), ("il y a 2 semaines", date(2024, 3, 17)),
        ("a month ago", date(2024, 2, 29)), ("vor einem Jahr", date(2023, 3, 31)), ("hace 3 días", date(2024, 3, 28)),
        ("for 2 måneder siden", date(2024, 1, 31)), ("3 päivää sitten", date(2024, 3, 28)), ("há 1 mês", date(2024, 2, 29)),
        ("3 giorni fa", date(2024, 3, 28)), ("een week geleden", date(2024, 3, 24)),
        ("3 days", None), ("ago", None), ("30+ days ago", None), ("in 3 days", None),
    ],
)  # fmt: skip
def test_a_relative_date_counts_from_the_capture(text: str, expected: date | None) -> None:
    assert calendar_date(text, reference=CAPTURED) == expected


def test_before_the_first_year_there_is_no_date() -> None:
    assert calendar_date("999 years ago", reference=datetime(500, 1, 1, tzinfo=UTC)) is None
    assert calendar_date("999 weeks ago", reference=datetime(1, 1, 2, tzinfo=UTC)) is None


@given(st.text(max_size=60), st.sampled_from([None, "sv", "de", "zz"]), st.sampled_from(["DMY", "MDY", "YMD"]))
def test_no_text_makes_it_raise(text: str, language: str | None, order: str) -> None:
    found = calendar_date(text, language=language, order=order, reference=CAPTURED)

    assert found is None or isinstance(found, date)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_an_iso_date_comes_back(day: date) -> None:
    assert calendar_date(f"{day.isoformat()}T00:00:00Z") == day
