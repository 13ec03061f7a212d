"""Plain text: entities decoded once, tags gone, breaks kept, and letters that only look like markup left alone."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.reading.text import clean, plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (None, None),
        ("", None),
        (" \n ", None),
        ("<p> </p>", None),
        ("just text", "just text"),
        ("R&amp;D", "R&D"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("&amp;lt; <i>x</i>", "&lt; x"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one<br>two<br/>\r\nthree", "one\ntwo\nthree"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("a<script>b</script><style>c</style><!-- d -->e", "ae"),
        ("pay < 3000 & I <3 it", "pay < 3000 & I <3 it"),
        ("pay<average <b>now</b>", "pay<average now"),
        ("if a<b, c>d", "if a<b, c>d"),
        ("a\N{NO-BREAK SPACE}b", "a\N{NO-BREAK SPACE}b"),
        ("\N{NO-BREAK SPACE}a ", "a"),
        ("<a href='x'>link</a> <img src=y> <b>unclosed", "link  unclosed"),
    ],
)
def test_plain(markup: str | None, text: str | None) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize(
    ("value", "text"), [(None, None), (3, None), (["a"], None), (" a\r\n&amp; ", "a\n&amp;"), ("", None)]
)
def test_clean_takes_strings_as_they_are(value: object, text: str | None) -> None:
    assert clean(value) == text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert plain(html.escape(text)) == clean(text)


@given(st.text(alphabet="<>/&;!-abp ='\"\n", max_size=80))
def test_any_tag_soup_gives_text_or_none(markup: str) -> None:
    found = plain(markup)
    assert found is None or found == found.strip() != ""


def test_text_is_read_however_deep_it_is_nested() -> None:
    said = plain("<b>" * 5000 + "deep" + "</b>" * 5000 + "<p>a<br>b</p><!-- no --><script>no</script>c")
    assert said is not None
    assert [line for line in said.splitlines() if line] == ["deepa", "b", "c"]
