"""What the columns of a table mean: their heads, scales, orders of dates, and a mapping."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scrapers.contract import LayoutChanged
from scrapers.imports.csv_table import KIND
from tests.scrapers.imports.files import make_csv
from tests.scrapers.imports.test_csv_table import read


@pytest.mark.parametrize(
    ("heads", "language"),
    [
        ("Datum;Bewertung;Titel;Pro;Contra", "German"),
        ("Dato;Stjerner;Overskrift;Fordele;Ulemper", "Danish"),
        ("Dato;Terningkast;Tittel;Fordeler;Ulemper", "Norwegian"),
        ("Date;Rating;Headline;Pros;Cons", "English"),
        ("DATUM;BETYG (1-5);RUBRIK;FÖRDELAR;NACKDELAR", "Swedish"),
    ],
)
def test_plain_heads_are_known_in_five_languages(heads: str, language: str) -> None:
    review = read(heads, "24.12.2024;4;Stille;Alles;Nichts").reviews[0]
    assert (review.published_on, review.rating, review.title) == (date(2024, 12, 24), 4, "Stille")
    assert (review.pros, review.cons) == ("Alles", "Nichts")


def test_a_head_that_means_stars_or_words_is_told_by_its_cells() -> None:
    page = read("Datum;Titel;Bewertung;Recension", "2025-01-02;Hm;3,5;Viele Worte")
    assert (page.reviews[0].rating, page.reviews[0].text) == (3.5, "Viele Worte")


@pytest.mark.parametrize(
    ("head", "cells", "rating", "scale"),
    [
        ("Betyg", ["4 av 5", "1 av 5"], 4, None),
        ("Rating", ["★★★★☆", "★☆☆☆☆"], 4, None),
        ("Rating", ["4 stars", "0"], 4, None),
        ("Betyg", ["6", "0"], 5, (0, 6)),
        ("Betyg (0-6)", ["3", "4"], 3, (0, 6)),
        ("Score", ["10", "1"], 5, (1, 10)),
        ("Score", ["10", "0"], 5, (0, 10)),
        ("Score /10", ["5.5", "4"], 3, (1, 10)),
        ("Rating", ["75 %", "50 %"], 4, (0, 100)),
        ("Score (%)", ["75", "50"], 4, (0, 100)),
        ("Score", ["75", "50"], 4, (0, 100)),
        ("Score", ["0.75", "0.5"], 4, (0, 1)),
    ],
)
def test_the_scale_is_told_by_the_column_or_its_head(
    head: str, cells: list[str], rating: float, scale: tuple[float, float] | None
) -> None:
    page = KIND.read(make_csv([[head, "Text"], *([cell, "words"] for cell in cells)]))
    first = page.reviews[0]
    assert first.rating == pytest.approx(rating, abs=0.001)
    assert first.rating_scale == scale
    assert (first.rating_raw is None) == (scale is None)
    assert page.error is None


@pytest.mark.parametrize(
    ("cells", "first", "said"),
    [
        (["03/04/2025", "25/04/2025"], date(2025, 4, 3), False),
        (["03/04/2025", "04/25/2025"], date(2025, 3, 4), False),
        (["03/04/2025 1:05 PM", "04/05/2025 2:00 AM"], date(2025, 3, 4), False),
        (["03.04.2025", "04.05.2025"], date(2025, 4, 3), False),
        (["03/04/2025", "04/05/2025"], date(2025, 4, 3), True),
        (["03/03/2025", "04/04/2025"], date(2025, 3, 3), False),
        (["2025-04-03T23:30:00-08:00", "3 maj 2025"], date(2025, 4, 3), False),
        (["45750", "45751"], date(2025, 4, 3), False),
    ],
)
def test_day_and_month_are_decided_for_the_whole_column(cells: list[str], first: date, said: bool) -> None:
    page = read("Date;Rating;Text", *(f"{cell};3;words" for cell in cells))
    assert page.reviews[0].published_on == first
    assert ("cannot be told apart" in (page.error or "")) is said


def test_dates_told_from_today_need_the_time_of_capture() -> None:
    lines = ("Datum;Betyg;Text", "för 3 dagar sedan;4;ord")
    assert read(*lines, captured_at=datetime(2025, 1, 4, tzinfo=UTC)).reviews[0].published_on == date(2025, 1, 1)
    page = read(*lines)
    assert page.reviews[0].published_on is None
    assert page.error == '1 cells under "Datum" could not be read, the first in row 2'


def test_a_mapping_goes_before_what_is_recognised() -> None:
    lines = ("När;Hur;Vad;Text", "2025-01-02;4;Rum;Annat")
    page = read(*lines, columns={"När": "published_on", "Hur": "rating", "Vad": "text", "Text": ""})
    review = page.reviews[0]
    assert (review.published_on, review.rating, review.text) == (date(2025, 1, 2), 4, "Rum")


def test_a_mapping_reaches_subratings() -> None:
    page = read("Betyg;Text;Trivsel", "4;ord;2", columns={"Trivsel": "subratings.wellbeing"})
    assert page.reviews[0].subratings == {"wellbeing": 2}


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"Nope": "text"}, "there is no column 'Nope'"),
        ({"Text": "mood"}, "cannot be 'mood'"),
        ({"Namn": "title"}, "names whoever wrote"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_by_name(mapping: dict[str, str], said: str) -> None:
    with pytest.raises(LayoutChanged, match=said):
        read("Datum;Text;Namn", "2025-01-02;Bra;Ylva", columns=mapping)


def test_a_running_number_is_no_identity() -> None:
    assert read("ID;Betyg;Text", "1;4;Bra", "2;3;Ok").reviews[0].external_id is None
    assert read("ID;Betyg;Text", "rev-10001;4;Bra").reviews[0].external_id == "rev-10001"
