"""The recipes that come along, on pages written as the sites are described: they read them, and nobody is named."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers import Page, Verdict, as_record, parse_page
from scrapers.blanking import blank_authors
from scrapers.recipes import known_platforms, shipped_recipes

JOBBSAFARI = "https://www.jobbsafari.se/foretag/1"
JOBBI = "https://www.jobbi.se/foretag/1"


def make_page(address: str, *cards: str, count: int, rest: str = "") -> bytes:
    """A list with microdata, as both sites are described."""
    return (
        f'<html><head><link rel="canonical" href="{address}"></head><body><div itemprop="itemReviewed">'
        f'<b itemprop="name">Bryggeriet</b></div><div itemprop="aggregateRating"><meta itemprop="ratingValue" '
        f'content="4,5"><meta itemprop="reviewCount" content="{count}"></div>{"".join(cards)}{rest}</body></html>'
    ).encode()


def make_smiley(number: int) -> str:
    return (
        f'<div itemprop="review" class="company-review" data-review-id="s{number}"><meta itemprop="datePublished" '
        f'content="2026-05-0{number}"><meta itemprop="ratingValue" content="{number}"><span itemprop="author">Disa '
        f'Kajsdotter</span><h3 itemprop="name">Kaffe {number}</h3><p itemprop="reviewBody">Bönor {number}</p></div>'
    )


def make_starred(number: int) -> str:
    return (
        f'<article class="review" data-review-id="j{number}"><time datetime="2026-04-0{number}">april</time>'
        f'<meta itemprop="ratingValue" content="{number}"><b itemprop="author">Disa Kajsdotter</b><h3>Kaffe {number}'
        f'</h3><p class="review-pros">Bönor {number}</p><p class="review-cons">Kön</p></article>'
    )


def read(content: bytes) -> Page:
    return parse_page(content)


def test_smileys_are_mapped_from_nought_to_six() -> None:
    page = read(make_page(JOBBSAFARI, make_smiley(3), make_smiley(6), count=2))
    assert (page.platform, page.verdict, page.declared_total) == ("jobbsafari", Verdict.REVIEWS, 2)
    assert (page.employer_name, page.declared_rating) == ("Bryggeriet", 4.0)
    first, last = page.reviews
    assert (first.external_id, first.published_on) == ("s3", date(2026, 5, 3))
    assert (first.rating, first.rating_raw, first.rating_scale, last.rating) == (3.0, 3.0, (0, 6), 5.0)
    assert (first.title, first.text, first.language) == ("Kaffe 3", "Bönor 3", None)


def test_pros_and_cons_are_kept_apart() -> None:
    page = read(make_page(JOBBI, make_starred(2), make_starred(5), count=2))
    assert (page.platform, page.verdict, page.declared_rating) == ("jobbi", Verdict.REVIEWS, 4.5)
    first = page.reviews[0]
    assert (first.external_id, first.rating, first.pros, first.cons) == ("j2", 2.0, "Bönor 2", "Kön")
    assert first.published_on == date(2026, 4, 2)


@pytest.mark.parametrize("address", [JOBBSAFARI, JOBBI])
def test_no_reviews_must_be_proven(address: str) -> None:
    proof = '<div data-review-count="0">Inga omdömen</div>'
    assert read(make_page(address, count=0, rest=proof)).verdict is Verdict.EMPTY
    assert read(make_page(address, count=0)).verdict is Verdict.LAYOUT_CHANGED
    assert read(make_page(address, count=7, rest=proof)).verdict is Verdict.LAYOUT_CHANGED


@pytest.mark.parametrize("content", [
    make_page(JOBBSAFARI, make_smiley(3), count=1), make_page(JOBBI, make_starred(3), count=1)
])  # fmt: skip
def test_nobody_is_named(content: bytes) -> None:
    assert b"Kajs" in content
    kept = blank_authors(content, known_platforms().values())
    assert b"Kajs" not in kept
    assert b"Disa" not in kept
    assert as_record(read(kept)) == as_record(read(content))


def test_what_comes_along_waits_for_a_real_page() -> None:
    facts = [platform.facts for platform in shipped_recipes().values()]
    assert not any(one.verified for one in facts)
    assert all(one.author_selectors and one.hosts and "scraping" not in "".join(one.ways_in) for one in facts)
