"""Review records and page objects, one a line."""

from __future__ import annotations

from datetime import date

import orjson
import pytest

from scrapers.contract import Audience, Page, Response, Review, Unreadable, Verdict, as_record
from scrapers.imports.json_lines import KIND

FULL = Review(
    external_id="r1",
    url="https://www.kettle.example/r1",
    published_on=date(2025, 3, 1),
    rating=3.5,
    rating_raw=7,
    rating_scale=(2, 10),
    title="Lugnt",
    text="Ett\nTvå",
    language="sv",
    employment="former",
    tenure="1-3y",
    recommends=False,
    helpful=3,
    subratings={"management": 2.0},
    responses=(Response("Tack", date(2025, 3, 2), "HR", "a1"),),
    audience=Audience.APPLICANT,
)
PAGE = Page(
    "kununu", Verdict.REVIEWS, declared_total=7, declared_rating=3.2, declared_distribution={"5": 7}, reviews=(FULL,)
)


def lines(*values: object) -> bytes:
    return b"\n".join(value if isinstance(value, bytes) else orjson.dumps(value) for value in values) + b"\n"


def test_what_is_written_comes_back_as_it_was() -> None:
    page = KIND.read(lines(as_record(FULL)))
    assert page == Page(None, Verdict.REVIEWS, parser="json_lines/1", reviews=(FULL,))


def test_one_page_object_keeps_what_it_declares() -> None:
    page = KIND.read(lines(as_record(PAGE)))
    assert (page.platform, page.declared_total, page.declared_distribution) == ("kununu", 7, {"5": 7})
    assert (page.reviews, page.parser, page.error) == ((FULL,), "json_lines/1", None)


def test_several_pages_are_one_with_what_they_agree_on() -> None:
    other = Page("kununu", Verdict.EMPTY)
    page = KIND.read(lines(as_record(PAGE), as_record(other)))
    assert (page.platform, page.verdict, len(page.reviews), page.declared_total) == ("kununu", Verdict.REVIEWS, 1, None)
    assert KIND.read(lines(as_record(other), as_record(other))).verdict is Verdict.EMPTY
    mixed = KIND.read(lines(as_record(other), as_record(Page("indeed", Verdict.BLOCKED))))
    assert (mixed.platform, mixed.verdict) == (None, Verdict.NOT_REVIEWS)


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"[]",
        b"7",
        {"title": 4},
        {"rating": "good"},
        {"rating": 6},
        {"rating": True},
        {"text": "x", "published_on": "yesterday"},
        {"text": "x", "rating_scale": [1]},
        {"text": "x", "subratings": {"a": 0}},
        {"text": "x", "subratings": [1]},
        {"text": "x", "responses": [{"text": ""}]},
        {"text": "x", "responses": {"text": "y"}},
        {"text": "x", "language": "svenska"},
        {"text": "x", "employment": "boss"},
        {"text": "x", "audience": "all"},
        {"text": "x", "helpful": 1.5},
        {"text": "x", "helpful": 1e20},
        {"text": "x", "url": "javascript:alert(1)"},
        {"verdict": "fine", "reviews": []},
        {"verdict": "reviews", "reviews": [3]},
        {"id": 4},
    ],
)
def test_a_bad_line_is_counted_and_harms_no_other(bad: object) -> None:
    content = lines({"text": "ett"}, b"", bad, {"text": "två", "id": "9"})
    page = KIND.read(content)
    assert [review.text for review in page.reviews] == ["ett", "två"]
    assert page.error == "1 lines could not be read, the first is line 3"
    assert KIND.read(KIND.blanked(content)) == page


def test_authors_are_refused_under_any_key() -> None:
    people = {"author": "Ylva", "reviewer": {"name": "Ylva"}, "e_mail": "torn77@post.example"}
    content = lines(
        {**as_record(FULL), **people},
        {**as_record(PAGE), "reviews": [{**as_record(FULL), **people}]},
        {"text": "x", "title": {"author": "Ylva"}},
        b"not JSON by Ylva",
    )
    blanked = KIND.blanked(content)
    assert b"Ylva" not in blanked
    assert b"torn77" not in blanked
    assert KIND.blanked(blanked) == blanked
    assert KIND.read(blanked) == KIND.read(content)


def test_what_is_kept_of_a_bad_first_line_is_still_known() -> None:
    kept = KIND.blanked(lines({"text": "x", "rating": 9}, b"", {"text": "ord"}))
    assert kept.startswith(b"null\n")
    assert KIND.recognises(kept)


def test_line_ends_of_unicode_are_escaped_in_what_is_kept() -> None:
    content = lines({"text": "a\u2028b\u2029c\x85d"})
    blanked = KIND.blanked(content)
    assert blanked.isascii()
    assert KIND.read(blanked).reviews[0].text == "a\u2028b\u2029c\x85d"


def test_a_file_without_one_good_line_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="one JSON object a line"):
        KIND.read(b"null\n{}\n")


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (lines(as_record(FULL)), True),
        (b"\xef\xbb\xbf" + lines(as_record(PAGE)), True),
        (b'{"id": 4, "text": "ord"}', True),
        (b'{"pros": "ord", "unknown": 1}', True),
        (b'{"id": 1, "title": "t", "text": "x", "author": "y", "points": 3, "children": []}', False),
        (b'{"reviews": [], "averageRating": 4}', False),
        (b'{"id": 4}', False),
        (b'{"text": ', False),
        (b"<html>", False),
        (b"", False),
    ],
)
def test_records_are_told_from_other_peoples_json(content: bytes, ours: bool) -> None:
    assert KIND.recognises(content) is ours
