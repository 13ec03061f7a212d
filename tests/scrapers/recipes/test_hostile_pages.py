"""Pages made to hurt: refused or read in linear time, and never believed to be empty."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers import Verdict, parse_page
from scrapers.reading.document import Document
from scrapers.recipes.platform import RecipePlatform
from scrapers.recipes.probe import probe
from scrapers.recipes.schema import recipe_of
from tests.scrapers.mutating import MUTATIONS
from tests.scrapers.recipes.making import make_card, make_json_page, make_json_recipe, make_page, make_recipe

MARKUP = RecipePlatform(recipe_of(make_recipe(reviews="q div div, article.omdome", empty="q div div")))
SOUND = RecipePlatform(recipe_of(make_recipe()))
JSON = RecipePlatform(recipe_of(make_json_recipe()))
PATIENCE = 20.0
"""Seconds; without the limits the first page takes minutes."""


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 3000,
        "<p>x</p>" * 20_000,
        "<article class=omdome>" * 140,
        "<article class=omdome>x</article>" * 2001,
        f"<article class=omdome>{'<b>' * 4000}",
        "<article class=omdome " + "a=b " * 20_000,
        "<!--" * 20_000,
        "<script>" * 5000,
    ],
)
def test_a_page_made_to_be_slow_is_refused_quickly(body: str) -> None:
    began = time.process_time()
    page = parse_page(make_page(body=body), platform=MARKUP)
    assert page.verdict not in {Verdict.REVIEWS, Verdict.EMPTY}
    assert time.process_time() - began < PATIENCE


def test_deep_and_odd_json_is_refused() -> None:
    for data in ("[" * 900 + "]" * 900, '{"list": []}', '{"list": {"items": {"a": 1}, "total": "0"}}', "null", "NaN"):
        content = make_json_page().replace(make_json_page().split(b'json">')[1].split(b"</script>")[0], data.encode())
        assert parse_page(content, platform=JSON).verdict is Verdict.LAYOUT_CHANGED
    many = make_json_page([{"id": n, "stars": 3, "body": "x", "at": "2026-01-01"} for n in range(2001)])
    assert "2000 at most" in str(parse_page(many, platform=JSON).error)


def test_nothing_is_probed_where_the_form_is_missing() -> None:
    assert probe(JSON.recipe, Document(make_page(make_card()))).fields == ()
    assert probe(MARKUP.recipe, Document("<div>" * 500)).declared is None


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000))
def test_a_damaged_page_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    for content, platform in ((make_page(make_card(2, answer=True), make_card(3)), SOUND), (make_json_page(), JSON)):
        broken = chance.choice(MUTATIONS)(content, chance)
        assert parse_page(broken, platform=platform).verdict is not Verdict.EMPTY
