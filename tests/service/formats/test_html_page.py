"""The page: readable by anybody, nothing from outside, and no name that can do more than be read."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from service.domain.audit import MonthFacts
from service.formats.html_page import FORMAT
from tests.service.metrics.making import make_facts, make_full_month, make_snapshot

LANGUAGES = ("sv", "en")


def page(facts: MonthFacts | None = None, language: str = "en") -> str:
    return FORMAT.render(make_snapshot(facts or make_full_month()), language).decode()


def words(facts: MonthFacts | None = None, language: str = "en") -> str:
    """What a reader sees, spaces (also no-break ones) made one."""
    body = LexborHTMLParser(page(facts, language)).body
    assert body is not None
    return " ".join(body.text(separator=" ").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_from_outside_and_runs_nothing(language: str) -> None:
    html = page(language=language)
    assert "default-src 'none'" in html
    assert f'<html lang="{language}">' in html
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|src=|href=|url\(|@import|https?:", html, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_four_numbers_and_never_one(language: str) -> None:
    tree = LexborHTMLParser(page(language=language))
    assert len(tree.css("ul.four > li")) == 4
    assert [len(tree.css(tag)) for tag in ("h1", "h2", "header", "main", "footer")] == [1, 5, 1, 1, 1]


def test_every_bar_has_its_interval_in_words() -> None:
    bars = LexborHTMLParser(page()).css(".bar")
    assert len(bars) >= 8
    for bar in bars:
        assert bar.attributes["role"] == "img"
        assert (bar.attributes["aria-label"] or "").startswith("90% interval ")


def test_every_table_says_what_it_holds_and_what_its_heads_head() -> None:
    tree = LexborHTMLParser(page())
    assert all(node.css_first("caption") for node in tree.css("table"))
    assert all(node.attributes.get("scope") in {"row", "col"} for node in tree.css("th"))


def test_numbers_and_times_are_written_as_their_readers_write_them() -> None:
    swedish, english = words(language="sv"), words()
    assert "oktober 2026" in swedish
    assert "October 2026" in english
    assert "31 okt. 2026 19:00" in swedish  # 18:00 UTC in Stockholm, after the summer
    assert "3,1 i snitt, 44 omdömen" in swedish
    assert "3.1 on average, 44 reviews" in english
    assert re.search(r"\d,\d av 5 stjärnor", swedish)
    assert re.search(r"\d\.\d of 5 stars", english)


def test_coverage_blindness_and_whom_it_speaks_of_stand_before_the_details() -> None:
    text = words()
    top = text[: text.index("Ratings weighted")]
    assert "glassdoor: 40 of the 44 reviews the platform says it shows" in top
    assert "indeed: 20 reviews; the platform does not say how many it has" in top
    assert "Blind at indeed since 3 Oct 2026 09:00." in top
    assert "those who chose to write, not of all staff" in top


def test_the_platforms_own_figures_stand_beside_ours() -> None:
    assert re.search(r"5 stars \d+% 10 \(23%\)", words())


def test_sentences_are_kept_apart() -> None:
    assert not re.search(r"[a-z0-9]\.[A-Z]", words())


def test_a_histogram_with_holes_is_still_a_page() -> None:
    facts = make_full_month()
    holed = replace(facts.declared[0], distribution={"5": 3, "1": 0})
    assert "3 (100%)" in words(replace(facts, declared=(holed,)))
    nothing = replace(facts.declared[0], distribution={"5": 0})
    assert "0 (0%)" in words(replace(facts, declared=(nothing,)))


def test_the_distance_from_the_competitors_carries_its_sign() -> None:
    assert re.search(r"each platform: [+-−]\d\.\d stars", words())


def test_the_page_says_what_its_interval_presumes() -> None:
    assert "presumes an employer of their kind" in words()
    assert "misses more often than one time in ten" in words(make_full_month(panel={}))


def test_no_change_is_claimed() -> None:
    assert "nothing can be said of a change" in words()


def test_customers_stand_apart() -> None:
    text = words()
    assert text.index("Others who write (not part of the standing)") < text.index("trustpilot · customers")


def test_too_few_shows_the_interval_alone() -> None:
    text = words(make_full_month(reviews=make_full_month().reviews[:3]))
    assert "too few for a mean" in text
    assert "of 5 stars" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_month_is_a_whole_page(language: str) -> None:
    text = words(make_facts(), language)
    assert ("No source was watched." if language == "en" else "Ingen källa bevakades.") in text
    assert "None" not in text
    assert "nan" not in text.lower().split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_name_is_only_read(language: str) -> None:
    name = '=HYPERLINK("x")<script>alert(1)</script>\u202egnp.exe"><img src=x onerror=1>{{ 7*7 }}'
    html = page(make_full_month(employer_name=name), language)
    tree = LexborHTMLParser(html)
    assert tree.css("script, img") == []
    assert "\u202e" not in html
    heading = tree.css_first("h1")
    assert heading is not None
    assert "<script>alert(1)</script>" in heading.text()
    assert "{{ 7*7 }}" in heading.text()


def test_a_lone_surrogate_does_not_stop_the_page() -> None:
    assert "Verk?stad" in page(make_facts(employer_name="Verk\ud800stad"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_month_gives_the_same_bytes(language: str) -> None:
    assert page(language=language) == page(language=language)


def test_the_formula_and_the_zone_are_named() -> None:
    text = words()
    assert "Frozen 2 Nov 2026 07:00 (Europe/Stockholm). Formula standing/1+harm/1+conduct/2+sight/1." in text
