"""Pages read by a recipe: every field as its kind wants it, empty only with proof, and no writer anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import Page, Verdict, as_record, parse_page
from scrapers.blanking import blank_authors
from scrapers.recipes import load_recipe
from scrapers.recipes.platform import RecipePlatform
from scrapers.recipes.schema import Recipe
from tests.scrapers.recipes.making import make_card, make_json_page, make_json_recipe, make_page, make_recipe, write

MARKUP = RecipePlatform(Recipe.model_validate(make_recipe()))
JSON = RecipePlatform(Recipe.model_validate(make_json_recipe()))
URL = "https://www.fikaforum.example/b/1"


def read(content: bytes, platform: RecipePlatform = MARKUP) -> Page:
    return parse_page(content, platform=platform, url=URL)


def test_a_card_is_read_field_by_field() -> None:
    page = read(make_page(make_card(1, answer=True), make_card(9)))
    assert (page.platform, page.verdict, page.parser) == ("fikaforum", Verdict.REVIEWS, "fikaforum/1")
    assert (page.declared_total, page.employer_name) == (12, "Bryggeriet")
    assert page.next_url == f"{URL}?sida=2"
    first = page.reviews[0]
    assert (first.external_id, first.url) == ("n1", "https://www.fikaforum.example/o/1")
    assert (first.rating, first.rating_raw, first.rating_scale) == (1.4, 1.0, (0, 10))
    assert (first.published_on, first.language) == (date(2026, 5, 1), "sv")
    assert (first.title, first.pros, first.cons) == ("Bryggan 1", "Kaffet 1", "Kön & koppen")
    assert (first.employment, first.recommends, first.helpful) == ("former", False, 1)
    assert first.subratings == {"management": 3.0}
    assert [(one.text, one.published_on, one.author_title) for one in first.responses] == [
        ("Tack!", date(2026, 5, 2), "HR")
    ]


def test_json_in_a_page_is_read_by_paths() -> None:
    page = read(make_json_page(), JSON)
    assert (page.declared_total, page.declared_rating) == (2, 3.1)
    assert page.declared_distribution == dict.fromkeys("12345", 1)
    first, second = page.reviews
    assert (first.external_id, first.text, first.recommends) == ("7", "Bra bönor", True)
    assert [one.text for one in first.responses] == ["Tack"]
    assert (second.rating, second.responses) == (2.0, ())


def test_a_payload_is_read_without_a_script() -> None:
    payload = RecipePlatform(Recipe.model_validate(make_json_recipe(script=None)))
    content = b'{"list": {"total": 1, "items": [{"id": 1, "stars": 5, "body": "x", "at": "2026-01-01"}]}}'
    assert read(content, payload).reviews[0].rating == 5.0
    assert read(content[:-3], payload).verdict is Verdict.UNREADABLE


def test_empty_only_with_proof() -> None:
    assert read(make_page(body='<p class="inga-omdomen">Inga</p>')).verdict is Verdict.EMPTY
    lost = read(make_page())
    assert lost.verdict is Verdict.LAYOUT_CHANGED
    assert "article.omdome" in str(lost.error)
    assert read(make_json_page([], 0), JSON).verdict is Verdict.EMPTY
    assert read(make_json_page([], 3), JSON).verdict is Verdict.LAYOUT_CHANGED


def test_a_page_whose_fields_went_silent_is_a_changed_layout() -> None:
    content = make_page(make_card(1), make_card(2)).replace(b"data-nr", b"data-id")
    assert read(content).verdict is Verdict.LAYOUT_CHANGED


def test_a_site_is_known_by_its_own_address_and_its_signs() -> None:
    from scrapers.reading.document import Document

    assert MARKUP.recognises(Document(make_page(make_card())))
    assert not MARKUP.recognises(Document(make_json_page()))
    signed = RecipePlatform(Recipe.model_validate(make_recipe(signs=["antal"])))
    assert signed.recognises(Document(b"<span class=antal>"))
    assert not MARKUP.recognises(Document(b'<link rel="canonical" href="https://evil.example/fikaforum.example">'))


def test_pages_are_numbered_as_the_recipe_says() -> None:
    assert MARKUP.page_url(f"{URL}?sida=9&a=b", 1) == f"{URL}?a=b&ordning=nyast"
    assert MARKUP.page_url(URL, 3) == f"{URL}?ordning=nyast&sida=3"
    stepped = RecipePlatform(Recipe.model_validate(make_recipe(paging={"parameter": "start", "first": 0, "step": 20})))
    assert stepped.page_url(URL, 2) == f"{URL}?start=20"


@pytest.mark.parametrize(("content", "platform"), [(make_page(make_card()), MARKUP), (make_json_page(), JSON)])
def test_no_writer_is_read_or_kept(content: bytes, platform: RecipePlatform) -> None:
    assert b"Kajs" in content
    kept = blank_authors(content, [platform])
    assert b"Kajs" not in kept
    assert as_record(read(kept, platform)) == as_record(read(content, platform))
    assert "Kajs" not in str(as_record(read(content, platform)))


@given(st.binary(max_size=400) | st.sampled_from([make_page(make_card()), make_json_page()]).map(lambda c: c[:300]))
def test_any_bytes_give_a_page(content: bytes) -> None:
    for platform in (MARKUP, JSON):
        assert parse_page(content, platform=platform).verdict not in {Verdict.REVIEWS, Verdict.EMPTY}


def test_a_path_that_does_not_fit_the_data_finds_nothing() -> None:
    fields = {**make_json_recipe()["fields"], "title": "sum(body)"}
    odd = RecipePlatform(Recipe.model_validate(make_json_recipe(fields=fields)))
    assert read(make_json_page(), odd).reviews[0].title is None


def test_facts_say_what_the_recipe_says(tmp_path: Path) -> None:
    facts = load_recipe(write(tmp_path, make_recipe(version=3, reply_limit=900))).facts
    assert (facts.parser, facts.reply_limit, facts.verified) == ("fikaforum/3", 900, False)
    assert replace(facts).author_selectors == (".skribent",)
    assert "sida" in facts.paging
