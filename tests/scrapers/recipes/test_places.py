"""Selectors and paths: what is impossible is named, and what a page could make slow is refused."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.recipes.places import names_in, split, wrong_path, wrong_selector


def test_a_place_is_a_selector_and_perhaps_an_attribute() -> None:
    assert split("time@datetime") == ("time", "datetime")
    assert split("@data-id") == ("", "data-id")
    assert split("a[href='x@y.z']") == ("a[href='x@y.z']", None)
    assert split(" h2 ") == ("h2", None)


@pytest.mark.parametrize(
    "selector",
    [
        "h2", "", "@id", "a b c", "a > b > c > d > e f", "tr > td:nth-child(2n + 1)", "p:not(.a), q:first-child",
        "[title='a ~ b c d e f g']", "a + b@href", "[data-x=':has(a b)'] b", "ul > li:last-child > b:only-child",
    ],
)  # fmt: skip
def test_what_sites_need_is_allowed(selector: str) -> None:
    assert wrong_selector(selector, element=False) is None


@pytest.mark.parametrize(
    ("selector", "says"),
    [
        ("a b c d", "3 descendant steps"),
        ("x, a b c d", "3 descendant steps"),
        ("a  >  b c d e", "3 descendant steps"),
        ("a ~ b", "`~` is not allowed"),
        ("a:has(b)", ":has is not allowed"),
        ("a:is(b, c)", ":is is not allowed"),
        (":not(a b)", "one simple selector"),
        (":not(a > b)", "one simple selector"),
        ("p:hover", ":hover is not allowed"),
        ("div[", "no CSS selector"),
    ],
)
def test_a_selector_that_a_page_could_make_slow_is_refused(selector: str, says: str) -> None:
    assert says in str(wrong_selector(selector, element=False))


def test_a_list_is_an_element() -> None:
    assert "leave @id out" in str(wrong_selector("p@id", element=True))
    assert wrong_selector(" ", element=True) == "a selector is needed"


@pytest.mark.parametrize(
    "path",
    ["", "a.b[0].c", "list[?official].text | [0]", "length(a) == `0`", "not_null(a, b, c)", "sort_by(a, &b)[-1]",
     "join(' ', a[*].b)", "!a && b || c", 'stars."5"', "a[].b[1:3]", "max(a)"],
)  # fmt: skip
def test_paths_to_one_value_are_allowed(path: str) -> None:
    assert wrong_path(path) is None


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("a[", "no JMESPath"),
        ("[@,@][]|" * 30 + "@", "may not build lists"),
        ("{a: b}", "may not build lists"),
        ("system(a)", "no function system()"),
        ("a[?foo(b)]", "no function foo()"),
        ("length(a, b)", "length() takes 1 values"),
        ("not_null()", "not_null() takes 1 values"),
        ("map(&a, b)", "no function map()"),
        ("a" + ".a" * 149, "80 are allowed"),
        ("\x01", "no JMESPath"),
        ("a == `x`", "no JMESPath"),
    ],
)
def test_a_path_that_swells_or_cannot_be_is_refused(path: str, says: str) -> None:
    assert says in str(wrong_path(path))


def test_a_path_deeper_than_there_is_room_for_is_refused() -> None:
    def within(frames: int) -> str | None:
        return within(frames - 1) if frames else wrong_path("(" * 149 + "a" + ")" * 149)

    assert within(sys.getrecursionlimit() - 250) == "the path is nested too deeply: shorten it"


def test_the_names_a_path_goes_through_are_known() -> None:
    assert names_in("a[?b == 'x'].c | [0].d") == {"a", "b", "c", "d"}


@given(st.text(max_size=300) | st.text(alphabet="[](){}!&|@.,*?`'\" ab0:", max_size=300))
def test_any_text_is_a_place_or_refused(at: str) -> None:
    assert isinstance(wrong_path(at), str | None)
    assert isinstance(wrong_selector(at, element=False), str | None)
