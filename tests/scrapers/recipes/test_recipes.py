"""Recipe files: all mistakes named at once, hostile files refused, slugs unique, those that come along usable."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from scrapers.recipes import SHIPPED, RecipeError, known_platforms, load_recipe, shipped_recipes
from scrapers.recipes.schema import Recipe, known_keys, recipe_of
from scrapers.recipes.strict_yaml import values_of
from tests.scrapers.recipes.making import make_json_recipe, make_recipe, write


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
        ({"reviews": "@id"}, "leave @id out"),
        ({"empty": ""}, "empty"),
        ({"fields": {}}, "fields"),
        ({"fields": {"rating": "h2"}}, "give at least one of `title`"),
        ({"fields": {"text": "p", "author": ".who"}}, "there is no 'author'"),
        ({"fields": {"text": "p:::"}}, "fields.text"),
        ({"authors": {"selectors": ["div > p"]}}, "authors.selectors"),
        ({"paging": {"parameter": "a&b=c"}}, "paging.parameter"),
        ({"subratings": {"x": {"at": "p", "scale": [1]}}}, "scale"),
        ({"subratings": {"x": {"at": "p", "scale": [5, 1]}}}, "e.g. [0, 10]"),
        ({"responses": {"text": "p"}}, "responses.each: is missing"),
        ({"feilds": {"text": "p"}}, "feilds: there is no such key; did you mean `fields`?"),
        ({"hosts": "x.example"}, "hosts: must be a list"),
        ({"language": "Swedish"}, "language: must be two small letters"),
        ({"paging": []}, "paging: must be a table"),
        ({"name": ["x"]}, "name: must be one text"),
        ({"empty": {"text": "kort"}}, "empty.text"),
        ({"empty": {}}, "give one proof of emptiness"),
        ({"empty": {"at": ".x", "text": "inga omdömen än"}}, "give one proof of emptiness"),
        ({"signs": ["a"]}, "signs.0"),
        ({"fields": {"text": "p", "title": {"at": "h2", "yes": ["ja"]}}}, "title: `yes` and `no` belong to"),
        ({"fields": {"text": {"at": "p", "scale": [0, 9]}}}, "text: `scale` belongs to `rating`"),
        ({"fields": {"text": {"at": "p", "current": ["x"]}}}, "text: `current`, `former` and"),
        ({"fields": {"text": "p", "employment": ".e"}}, "employment: say which words"),
        ({"fields": {"text": "p", "outlook": ".e"}}, "outlook: say which words"),
        ({"fields": {"text": ".skribent"}}, "'.skribent' names a writer"),
        ({"fields": {"text": "p.skribent > b"}}, "fields.text.at: '.skribent' names a writer"),
        ({"paging": {"url": "{url}/{page.__class__}"}}, "paging.url"),
        ({"paging": {"url": "http://evil.example/{page}"}}, 'must be "{url}/…{page}…"'),
        ({"verified": "perhaps"}, "verified"),
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


def test_writers_must_be_thought_of(tmp_path: Path) -> None:
    recipe = make_recipe()
    del recipe["authors"]
    with pytest.raises(RecipeError, match="authors: is missing"):
        load_recipe(write(tmp_path, recipe))
    assert load_recipe(write(tmp_path, {**recipe, "authors": {}})).facts.author_selectors == ()
    other = load_recipe(write(tmp_path, make_recipe(fields={"text": ".skribentens-ord"})))
    assert other.recipe.fields["text"].at == ".skribentens-ord"


@pytest.mark.parametrize(("keys", "path"), [(["writer"], "writer"), (["who.name"], "x[0].name")])
def test_a_writer_in_json_is_never_a_field(tmp_path: Path, keys: list[str], path: str) -> None:
    with pytest.raises(RecipeError, match="names a writer"):
        load_recipe(write(tmp_path, make_json_recipe(fields={"text": "body", "title": path}, authors={"keys": keys})))


def test_json_is_proven_empty_by_a_path(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="the proof is a path"):
        load_recipe(write(tmp_path, make_json_recipe(empty={"text": "inga omdömen än"})))


def test_a_recipe_is_made_by_the_door_that_knows_its_surroundings() -> None:
    with pytest.raises(TypeError, match="recipe_of"):
        Recipe.model_validate(make_recipe())


@pytest.mark.parametrize("told", [None, 3, "x", [], {}, {"authors": 3}, {"authors": {"selectors": [3]}, "kind": []}])
def test_anything_else_is_refused_in_words(told: object) -> None:
    with pytest.raises(RecipeError, match="cannot be used"):
        recipe_of(told)


def test_a_wrong_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="no JMESPath"):
        load_recipe(write(tmp_path, make_json_recipe(reviews="a[")))


def test_the_shipped_recipes_are_known_and_say_that_they_are_unverified() -> None:
    known = known_platforms()
    assert {path.stem for path in SHIPPED.glob("*")} == shipped_recipes().keys()
    for path in SHIPPED.glob("*.yaml"):
        facts = known[path.stem].facts
        assert not facts.verified
        assert facts.terms_note
    assert list(known)[-1] == "schema_org"


def test_the_reference_has_every_key_and_no_other() -> None:
    told = (Path(__file__).parents[3] / "docs" / "recipes.md").read_text("utf-8").partition("## Reference")[2]
    stated = re.findall(r"^\| `([\w.]+)` \|", told, re.MULTILINE)
    parts = known_keys().items()
    assert sorted(stated) == sorted(f"{part}.{key}".lstrip(".") for part, keys in parts for key in keys)


def test_the_first_recipe_of_the_documentation_is_one() -> None:
    told = (Path(__file__).parents[3] / "docs" / "recipes.md").read_text("utf-8")
    for number, example in enumerate(re.findall(r"```yaml\n(recipe: 1\n.*?)```", told, re.DOTALL)):
        assert recipe_of(values_of(example.encode(), f"example {number}")).slug
