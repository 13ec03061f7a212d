"""`parse_page`: always a page back, never an exception for content; nothing unread is ever called empty."""

from __future__ import annotations

import gzip
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import scrapers.recipes
from scrapers import Page, Review, Verdict, as_record, parse_page
from scrapers.contract import Audience, LayoutChanged, PlatformFacts
from scrapers.incoming import file_parsers
from scrapers.reading.document import Document
from tests.scrapers.pages.glassdoor_json import make_apollo_page, make_next_page, make_review
from tests.scrapers.pages.glassdoor_markup import make_markup_2017, make_markup_2019, make_markup_2025

PAGES = (
    make_next_page(),
    make_apollo_page(make_review(1)),
    make_markup_2025(1, 2),
    make_markup_2019(1, 2),
    make_markup_2017(1, 2),
)


FACTS = PlatformFacts("stub", "Stub", ("stub.example",), Audience.CUSTOMER, 7)


@dataclass
class Stub:
    """A platform that answers with one page, or raises."""

    answer: Page | Exception
    facts: PlatformFacts = FACTS
    seen: list[Document] = field(default_factory=list)

    def recognises(self, document: Document) -> bool:
        return "stub" in document

    def read(self, document: Document) -> Page:
        self.seen.append(document)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def page_url(self, url: str, page: int) -> str:
        return url


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Stub:
    made = Stub(Page("stub", Verdict.REVIEWS, reviews=(Review(external_id="1", rating=4.0),)))
    monkeypatch.setattr(scrapers.recipes, "known_platforms", lambda: {"stub": made})
    return made


CONTENT = "<html><title>A stub</title><body>secret words of a reviewer</body></html>"


class TestVerdicts:
    def test_the_parser_and_platform_are_set(self, stub: Stub) -> None:
        page = parse_page(CONTENT)
        assert (page.platform, page.parser, page.verdict) == ("stub", "stub/7", Verdict.REVIEWS)

    def test_a_changed_layout_says_why(self, stub: Stub) -> None:
        stub.answer = LayoutChanged("the list is gone")
        page = parse_page(CONTENT)
        assert (page.verdict, page.error, page.parser) == (Verdict.LAYOUT_CHANGED, "the list is gone", "stub/7")

    @pytest.mark.parametrize(
        "problem", [ValueError("secret words"), RecursionError("secret words"), KeyError("secret")]
    )
    def test_any_error_is_a_changed_layout_that_quotes_nothing(self, stub: Stub, problem: Exception) -> None:
        stub.answer = problem
        page = parse_page(CONTENT)
        assert page.verdict is Verdict.LAYOUT_CHANGED
        assert (page.error or "").startswith(f"{type(problem).__name__} in test_parse_page.py, line ")
        assert "secret" not in (page.error or "")

    @pytest.mark.parametrize(
        "answer",
        [
            Page("stub", Verdict.REVIEWS),
            Page("stub", Verdict.REVIEWS, reviews=(Review(external_id="1", helpful=3),)),
            Page("stub", Verdict.EMPTY, reviews=(Review(external_id="1", rating=4.0),)),
        ],
    )
    def test_a_verdict_that_cannot_be_is_a_changed_layout(self, stub: Stub, answer: Page) -> None:
        stub.answer = answer
        page = parse_page(CONTENT)
        assert (page.verdict, page.reviews) == (Verdict.LAYOUT_CHANGED, ())

    def test_a_proven_empty_list_is_believed(self, stub: Stub) -> None:
        stub.answer = Page("stub", Verdict.EMPTY, declared_total=0)
        assert parse_page(CONTENT).verdict is Verdict.EMPTY

    def test_past_the_end_holds_no_reviews(self, stub: Stub) -> None:
        stub.answer = Page("stub", Verdict.PAST_END, reviews=(Review(external_id="1", rating=1.0),))
        assert parse_page(CONTENT).reviews == ()

    def test_an_id_comes_once_and_the_first_wins(self, stub: Stub) -> None:
        found = [
            Review(external_id=i, title=t) for i, t in (("1", "a"), ("2", "b"), ("1", "c"), (None, "d"), (None, "d"))
        ]
        stub.answer = Page("stub", Verdict.REVIEWS, reviews=tuple(found))
        assert [review.title for review in parse_page(CONTENT).reviews] == ["a", "b", "d", "d"]

    def test_a_cut_page_is_unreadable_rather_than_changed(self, stub: Stub) -> None:
        stub.answer = LayoutChanged("no list")
        assert parse_page(CONTENT.removesuffix("</html>")).verdict is Verdict.UNREADABLE


class TestArguments:
    def test_the_platform_reads_with_address_and_time(self, stub: Stub) -> None:
        at = datetime(2025, 1, 2, tzinfo=UTC)
        parse_page(b"<p>unmarked</p>", url="https://x.example/", platform="stub", captured_at=at)
        assert [(document.url, document.captured_at) for document in stub.seen] == [("https://x.example/", at)]

    def test_an_unknown_platform_names_the_known_ones(self, stub: Stub) -> None:
        with pytest.raises(ValueError, match="no platform 'stubb'; known are stub"):
            parse_page(CONTENT, platform="stubb")

    def test_what_is_no_text_is_unreadable_with_a_reason(self, stub: Stub) -> None:
        page = parse_page(b"\x89PNG\0\0", platform="stub")
        assert (page.platform, page.verdict) == ("stub", Verdict.UNREADABLE)
        assert "binary" in (page.error or "")

    def test_a_packed_page_is_read(self) -> None:
        assert parse_page(gzip.compress(PAGES[0].encode())) == parse_page(PAGES[0])


def test_a_page_becomes_a_record() -> None:
    record = as_record(parse_page(PAGES[0]))
    assert (record["verdict"], record["reviews"][0]["published_on"]) == ("reviews", "2025-03-04")


def test_importing_the_library_loads_no_parser() -> None:
    code = "import sys, scrapers; print(sorted({'bs4', 'lxml', 'selectolax', 'babel', 'httpx'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@settings(max_examples=150, deadline=None)
@given(page=st.sampled_from(PAGES), start=st.integers(0, 4000), length=st.integers(0, 300), put=st.binary(max_size=30))
def test_a_damaged_page_never_raises_and_never_becomes_empty(page: str, start: int, length: int, put: bytes) -> None:
    content = page.encode()
    found = parse_page(content[:start] + put + content[start + length :])
    assert found.verdict is not Verdict.EMPTY
    assert (found.verdict is Verdict.REVIEWS) == bool(found.reviews)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(b"reply|comment")
@example(b"rating,text\n")
def test_any_content_gives_a_page_and_noise_never_proves_an_empty_list(content: bytes) -> None:
    page = parse_page(content)
    assert page.verdict in {Verdict.UNREADABLE, Verdict.NOT_REVIEWS} or page.parser in file_parsers()
    assert page.verdict not in {Verdict.EMPTY, Verdict.PAST_END}


def test_heads_without_rows_are_no_table() -> None:
    assert parse_page(b"reply|comment").verdict is Verdict.UNREADABLE
