"""Recipe files: all mistakes named at once, hostile files refused, slugs unique, those that come along usable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scrapers import recipes
from scrapers.recipes import SHIPPED, RecipeError, known_platforms, load_recipe, use_folder
from scrapers.recipes.schema import Recipe, split
from tests.scrapers.recipes.making import make_json_recipe, make_recipe, write


@pytest.fixture(autouse=True)
def _no_folder_stays() -> Iterator[None]:
    yield
    use_folder(None)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"colour": "red"}, "colour"),
        ({"recipe": 2}, "recipe"),
        ({"slug": "Not A Slug"}, "slug"),
        ({"hosts": []}, "hosts"),
        ({"hosts": ["http://x.example"]}, "hosts"),
        ({"audience": "everybody"}, "audience"),
        ({"reviews": "div["}, "'div[' is no CSS selector"),
        ({"reviews": "div@id"}, "an element is meant"),
        ({"reviews": "@id"}, "reviews: a selector is needed"),
        ({"empty": ""}, "empty"),
        ({"fields": {}}, "fields"),
        ({"fields": {"title": "h2"}}, "give `rating`, `text` or `pros`"),
        ({"fields": {"text": "p", "author": ".who"}}, "there is no 'author'"),
        ({"fields": {"text": "p:::"}}, "fields.text"),
        ({"authors": {"selectors": ["div > p"]}}, "authors.selectors"),
        ({"paging": {"parameter": "a&b=c"}}, "paging.parameter"),
        ({"subratings": {"x": {"at": "p", "scale": [1]}}}, "scale"),
        ({"responses": {"text": "p"}}, "responses.each"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(RecipeError) as refused:
        load_recipe(write(tmp_path, make_recipe(**changes)))
    assert says in str(refused.value)
    assert "site.yaml" in str(refused.value)
    assert "docs/recipes.md" in str(refused.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(RecipeError) as refused:
        load_recipe(write(tmp_path, make_recipe(colour="red", slug="?", hosts=[])))
    assert all(part in str(refused.value) for part in ("colour", "slug", "hosts"))


def test_a_wrong_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="no JMESPath"):
        load_recipe(write(tmp_path, make_json_recipe(reviews="a[")))


@pytest.mark.parametrize(
    "content",
    [
        b"a: &a [x]\nb: *a\n",
        b"!!python/object/apply:os.system ['true']",
        b"- " * 30_000,
        b"[" * 3000,
        b"{a: {b: {c: {d: {e: {f: {g: {h: {i: {j: {k: {l: {m: 1}}}}}}}}}}}}}",
        b"\x00\x01",
        b"\xff\xfe\xff",
        b"key: [unclosed",
        b"just words",
        b"",
        b"x" * 70_000,
    ],
)
def test_a_hostile_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "evil.yaml"
    path.write_bytes(content)
    with pytest.raises(RecipeError, match=r"evil\.yaml"):
        load_recipe(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="cannot be read"):
        load_recipe(tmp_path / "none.yaml")


def test_the_shipped_recipes_are_known_and_say_that_they_are_unverified() -> None:
    known = known_platforms()
    for path in SHIPPED.glob("*.yaml"):
        facts = known[path.stem].facts
        assert not facts.verified
        assert facts.terms_note
    assert list(known)[-1] == "schema_org"


def test_recipes_of_ones_own_are_known_once_their_folder_is(tmp_path: Path) -> None:
    write(tmp_path, make_recipe())
    assert "fikaforum" not in known_platforms()
    use_folder(tmp_path)
    assert "fikaforum" in known_platforms()
    use_folder(tmp_path)
    assert recipes.known_platforms() is known_platforms()


def test_a_slug_is_given_once(tmp_path: Path) -> None:
    write(tmp_path, make_recipe(slug="indeed"))
    use_folder(tmp_path)
    with pytest.raises(RecipeError, match="'indeed' is taken"):
        known_platforms()


def test_a_place_is_a_selector_and_perhaps_an_attribute() -> None:
    assert split("time@datetime") == ("time", "datetime")
    assert split("@data-id") == ("", "data-id")
    assert split("a[href='x@y.z']") == ("a[href='x@y.z']", None)
    assert split(" h2 ") == ("h2", None)


def test_the_reference_names_every_key() -> None:
    told = (Path(__file__).parents[3] / "docs" / "recipes.md").read_text("utf-8")
    for name in Recipe.model_fields:
        assert f"| `{name}` |" in told, name
