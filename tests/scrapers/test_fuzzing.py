"""Five thousand damaged pages: no exception leaves, no call stalls, and what is cut short is never called empty.

`benchmarks/fuzzing.py` does 200,000 with the real captures.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from scrapers import Page, Verdict, as_record, parse_page
from tests.scrapers.imports.files import TRUSTPILOT, make_archive, make_csv, make_kununu, make_mail
from tests.scrapers.mutating import damaged, truncated
from tests.scrapers.pages import indeed, kununu, schema_marked, trustpilot
from tests.scrapers.pages.glassdoor_json import make_apollo_page, make_app_cache_page, make_next_page, make_review
from tests.scrapers.pages.glassdoor_markup import make_markup_2017, make_markup_2019, make_markup_2025
from tests.scrapers.platforms.test_google_business import make_answer
from tests.scrapers.platforms.test_trustpilot_official import listed

pytestmark = pytest.mark.no_cover  # the same lines again and again

WEB = tuple(
    page.encode() if isinstance(page, str) else page
    for page in (
        make_next_page(),
        make_app_cache_page([make_review(1)]),
        make_apollo_page(make_review(1)),
        make_markup_2025(1, 2),
        make_markup_2019(1, 2),
        make_markup_2017(1, 2),
        indeed.make_page(),
        trustpilot.make_page(),
        schema_marked.make_page([schema_marked.make_node(1), schema_marked.make_node(2)]),
        kununu.make_envelope(),
        kununu.make_page(kununu.make_article(1), kununu.make_article(2)),
        make_answer(),
        listed(),
    )
)
PAGES = (*WEB, make_csv(), make_csv(TRUSTPILOT, delimiter=","), make_kununu(), make_mail("x"), make_archive(WEB[0]))
CASES, PARTS = 2500, 10
SECONDS = 20.0
"""Processor time after which a call is taken for endless; how fast it is, benchmarks.fuzzing tells."""


def checked(content: bytes) -> Page:
    """The page, read within its time; printable as a record."""
    began = time.process_time()
    page = parse_page(content)
    assert time.process_time() - began < SECONDS
    assert ".py, line" not in (page.error or ""), "a parser broke where it should have read on or said what is wrong"
    as_record(page)
    return page


@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_pages_end_in_a_verdict(part: int) -> None:
    for number in range(part, CASES, PARTS):
        last, content = damaged(PAGES, number)
        page = checked(content)
        assert page.verdict is not Verdict.REVIEWS or page.reviews, (number, last)


def test_a_page_of_reviews_that_is_cut_short_is_never_empty() -> None:
    chance = random.Random(1)
    for page in WEB:
        for _ in range(40):
            assert checked(truncated(page, chance)).verdict not in {Verdict.EMPTY, Verdict.PAST_END}


@pytest.mark.shared
def test_damaged_captures_end_in_a_verdict(shared: Path) -> None:
    captures = [path.read_bytes() for path in sorted(shared.glob("pages/*/*.html"))]
    chance = random.Random(2)
    for number in range(60):
        checked(damaged(captures, 1_000_000 + number)[1])
        assert checked(truncated(captures[number % len(captures)], chance)).verdict is not Verdict.EMPTY
