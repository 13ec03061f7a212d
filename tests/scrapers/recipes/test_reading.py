"""Pages read by a recipe: every field as its kind wants it, empty only with proof, and no writer anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import Page, Verdict, as_record, parse_page
from scrapers.blanking import blank_authors
from scrapers.recipes import load_recipe
from scrapers.recipes.addresses import page_of, page_url, said_in_words
from scrapers.recipes.platform import RecipePlatform
from scrapers.recipes.schema import recipe_of
from tests.scrapers.recipes.making import make_card, make_json_page, make_json_recipe, make_page, make_recipe, write

MARKUP = RecipePlatform(recipe_of(make_recipe()))
JSON = RecipePlatform(recipe_of(make_json_recipe()))
NONE = '<p class="inga-omdomen">Inga omdömen  än</p>'
TAGS = ((1, "en-GB"), (2, "sv"), (3, "svenska"), (4, ""))
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
    assert (first.published_on, first.language) == (date(2026, 5, 1), None)
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
    payload = RecipePlatform(recipe_of(make_json_recipe(script=None)))
    content = b'{"list": {"total": 1, "items": [{"id": 1, "stars": 5, "body": "x", "at": "2026-01-01"}]}}'
    assert read(content, payload).reviews[0].rating == 5.0
    assert read(content[:-3], payload).verdict is Verdict.UNREADABLE


def test_empty_only_with_proof() -> None:
    assert read(make_page(body=NONE, total=0)).verdict is Verdict.EMPTY
    assert read(make_page(body=NONE).replace(b"12 ", b"")).verdict is Verdict.EMPTY
    lost = read(make_page())
    assert lost.verdict is Verdict.LAYOUT_CHANGED
    assert "article.omdome" in str(lost.error)
    assert read(make_json_page([], 0), JSON).verdict is Verdict.EMPTY
    assert read(make_json_page([], 3), JSON).verdict is Verdict.LAYOUT_CHANGED


def test_a_page_that_counts_reviews_and_calls_itself_empty_is_believed_in_neither() -> None:
    lost = read(make_page(body=NONE))
    assert lost.verdict is Verdict.LAYOUT_CHANGED
    assert "says 12 reviews" in str(lost.error)
    beyond = parse_page(make_page(body=NONE), platform=MARKUP, url=f"{URL}?sida=9")
    assert (beyond.verdict, beyond.declared_total, beyond.next_url) == (Verdict.PAST_END, 12, None)


def test_words_a_reader_sees_may_be_the_proof() -> None:
    spoken = RecipePlatform(recipe_of(make_recipe(empty={"text": "inga omdömen än"})))
    assert read(make_page(body=NONE, total=0), spoken).verdict is Verdict.EMPTY
    hidden = make_page(body="<script>'Inga omdömen än'</script>", total=0)
    assert read(hidden, spoken).verdict is Verdict.LAYOUT_CHANGED


def test_a_language_is_only_what_a_card_states() -> None:
    fields = {**make_recipe()["fields"], "language": "@lang"}
    stating = RecipePlatform(recipe_of(make_recipe(fields=fields)))
    page = read(make_page(*(make_card(n).replace("<article", f"<article lang='{tag}'") for n, tag in TAGS)), stating)
    assert [review.language for review in page.reviews] == ["en", "sv", None, None]
    assert read(make_page(make_card())).reviews[0].language is None


@pytest.mark.parametrize(("date_", "language", "order", "meant"), [
    ("2026-05-01T10:00:00Z", "sv", "DMY", (2026, 5, 1)), ("05/06/2026", "en", "MDY", (2026, 5, 6)),
    ("05/06/2026", "en", "DMY", (2026, 6, 5)), ("1. maaliskuuta 2026", "fi", "DMY", (2026, 3, 1)),
    ("för 3 dagar sedan", "sv", "DMY", (2026, 5, 7)), ("i våras", "sv", "DMY", None),
])  # fmt: skip
def test_dates_are_read_in_the_words_and_order_of_the_site(
    date_: str, language: str, order: str, meant: tuple[int, int, int] | None
) -> None:
    platform = RecipePlatform(recipe_of(make_recipe(language=language, date_order=order)))
    content = make_page(*(make_card(n).replace("1 maj 2026", date_ if n < 2 else "2026-01-01") for n in (1, 2)))
    page = parse_page(content, platform=platform, captured_at=datetime(2026, 5, 10, tzinfo=UTC))
    assert page.reviews[0].published_on == (date(*meant) if meant else None)


def test_what_is_declared_of_the_list_is_read_on_its_own_scale() -> None:
    declared = {
        "rating": {"at": ".snitt", "scale": [0, 10]},
        "subratings": {"management": {"at": ".snitt", "scale": [0, 10]}, "culture_values": ".ingen"},
        "distribution": {1: ".s", "2": ".s"},
        "next": ".vidare@href",
    }
    platform = RecipePlatform(recipe_of(make_recipe(declared=declared)))
    body = '<i class="snitt">7,5</i><i class="s">4</i><a class="vidare" href="{}">fler</a>'
    page = read(make_page(make_card(), body=body.format("?sida=2")), platform)
    assert (page.declared_rating, page.declared_subratings) == (4.0, {"management": 4.0})
    assert (page.declared_distribution, page.next_url) == (None, f"{URL}?sida=2")
    for elsewhere in ("https://evil.example/x", "http://[", "javascript:x", URL):
        assert read(make_page(make_card(), body=body.format(elsewhere)), platform).next_url is None


def test_words_not_listed_are_no_opinion() -> None:
    said = make_card().replace("Har slutat", "Hemligt").replace(">Nej<", ">Kanske<")
    first, second = read(make_page(said, make_card(2).replace('<span class="roll">Har slutat</span>', ""))).reviews
    assert (first.employment, first.recommends, second.employment) == (None, None, None)


def test_numbers_may_be_answers() -> None:
    fields = {**make_json_recipe()["fields"], "recommends": {"at": "would", "yes": [1], "no": [0]}}
    platform = RecipePlatform(recipe_of(make_json_recipe(fields=fields)))
    items = [{"id": n, "stars": 3, "body": "x", "at": "2026-01-01", "would": n} for n in (0, 1, 2)]
    assert [one.recommends for one in read(make_json_page(items), platform).reviews] == [False, True, None]


def test_a_page_whose_fields_went_silent_is_a_changed_layout() -> None:
    content = make_page(make_card(1), make_card(2)).replace(b"data-nr", b"data-id")
    assert read(content).verdict is Verdict.LAYOUT_CHANGED


def test_a_site_is_known_by_its_own_address_and_its_signs() -> None:
    from scrapers.reading.document import Document

    assert MARKUP.recognises(Document(make_page(make_card())))
    assert not MARKUP.recognises(Document(make_json_page()))
    signed = RecipePlatform(recipe_of(make_recipe(signs=["class=antal"])))
    assert signed.recognises(Document(b"<span class=antal>"))
    assert not MARKUP.recognises(Document(b'<link rel="canonical" href="https://evil.example/fikaforum.example">'))


def test_pages_are_numbered_as_the_recipe_says() -> None:
    assert MARKUP.page_url(f"{URL}?sida=9&a=b", 1) == f"{URL}?a=b&ordning=nyast"
    assert MARKUP.page_url(URL, 3) == f"{URL}?ordning=nyast&sida=3"
    assert [page_of(MARKUP.recipe.paging, MARKUP.page_url(URL, n)) for n in (2, 7)] == [2, 7]
    stepped = RecipePlatform(recipe_of(make_recipe(paging={"parameter": "start", "first": 0, "step": 20})))
    assert stepped.page_url(URL, 2) == f"{URL}?start=20"
    assert page_of(stepped.recipe.paging, f"{URL}?start=20") == 2


def test_pages_may_be_numbered_in_the_path() -> None:
    paging = recipe_of(make_recipe(paging={"url": "{url}/sida/{page}", "extra": {"ordning": "nyast"}})).paging
    assert page_url(paging, f"{URL}/", 1) == f"{URL}?ordning=nyast"
    assert page_url(paging, f"{URL}/sida/9?a=b", 3) == f"{URL}/sida/3?a=b&ordning=nyast"
    assert page_of(paging, f"{URL}/sida/3?a=b") == 3
    assert said_in_words(paging) == "`{url}/sida/{page}`, from 1 in steps of 1"
    assert page_of(paging, f"{URL}/sidan") is page_of(paging, None) is None
    asked = recipe_of(make_recipe(paging={"url": "{url}?start={page}", "first": 0, "step": 20})).paging
    assert page_url(asked, f"{URL}?start=40&a=b", 2) == f"{URL}?a=b&start=20"
    assert page_url(asked, f"{URL}?a=b&start=40", 1) == f"{URL}?a=b"
    assert page_of(asked, page_url(asked, URL, 4)) == 4
    assert said_in_words(asked) == "`?start=`, from 0 in steps of 20"


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
    odd = RecipePlatform(recipe_of(make_json_recipe(fields=fields)))
    assert read(make_json_page(), odd).reviews[0].title is None


def test_facts_say_what_the_recipe_says(tmp_path: Path) -> None:
    facts = load_recipe(write(tmp_path, make_recipe(version=3, reply_limit=900))).facts
    assert (facts.parser, facts.reply_limit, facts.verified) == ("fikaforum/3", 900, False)
    assert replace(facts).author_selectors == (".skribent",)
    assert "sida" in facts.paging
