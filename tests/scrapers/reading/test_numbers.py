"""Numbers in the notations of several countries, and ratings on several scales."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.reading.numbers import decimal, number, to_scale, whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4,3", 4.3), ("4.3", 4.3), (".5", 0.5), ("0.648", 0.648), ("100,0000", 100), ("3.6 of 5", 3.6), ("87 %", 87),
        ("1 648 avis", 1648), ("1\u202f648", 1648), ("1,648", 1648), ("1.648", 1648), ("1'648", 1648),
        ("1,234,567", 1234567), ("1.234.567,89", 1234567.89), ("-0.1", -0.1), ("−2", -2), ("page-2", 2), ("12 5", 12),
        (7, 7), (7.5, 7.5), ("", None), ("none", None), (None, None), (True, None), (float("nan"), None), (10**400, None),
        ([1], None),
    ],
)  # fmt: skip
def test_the_first_number_is_read(text: object, expected: float | None) -> None:
    assert number(text) == expected


def test_a_rating_has_no_thousands() -> None:
    assert (decimal("4,125"), decimal("4.125"), decimal("4")) == (4.125, 4.125, 4)


def test_a_count_is_whole() -> None:
    assert (whole("1 648 reviews"), whole(12.0), whole("4,3"), whole("no")) == (1648, 12, None, None)


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (4, 1, 5, 4), ("3,5", "1", "5", 3.5), (8, 0, 10, 4.2), ("80", 0, 100, 4.2), (0, 1, 5, None), (6, 1, 5, None),
        (-0.1, 1, 5, None), (None, 1, 5, None), (3, 5, 5, None), (3, 5, 1, None), (5, 5, 5, None), (3, None, 5, None),
    ],
)  # fmt: skip
def test_a_scale_is_mapped_to_one_to_five(value: object, low: object, high: object, expected: float | None) -> None:
    assert to_scale(value, low, high) == expected


@given(st.floats(0, 10), st.integers(-5, 0), st.integers(10, 100))
def test_a_rating_stays_within_one_to_five(value: float, low: int, high: int) -> None:
    mapped = to_scale(value, low, high)

    assert mapped is not None
    assert 1 <= mapped <= 5


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    assert number(text) is None or isinstance(number(text), float)
