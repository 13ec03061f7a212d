"""The file of a recipe: plain values only, words that stay words, and hostile files refused quickly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.recipes import RecipeError, load_recipe
from scrapers.recipes.strict_yaml import read_values, values_of
from tests.scrapers.recipes.making import make_card, make_page

WRITTEN = """
recipe: 1
slug: handskrivet
name: Handskrivet
hosts: [handskrivet.example]
audience: employee
language: no
reviews: .kort
empty: {text: Ingen omtaler ennå}
fields:
  text: p
  published_on: time
  recommends: {at: .anbefaler, yes: [yes, on], no: [no, off]}
declared:
  distribution: {1: .en, 2: .to, 3: .tre, 4: .fire, 5: .fem}
authors: {selectors: [.navn]}
"""


def refused(content: bytes | str) -> str:
    content = content.encode() if isinstance(content, str) else content
    with pytest.raises(RecipeError) as problem:
        values_of(content, "evil.yaml")
    assert "evil.yaml" in str(problem.value)
    return str(problem.value)


def test_a_recipe_may_be_written_by_hand_without_quotes(tmp_path: Path) -> None:
    path = tmp_path / "hand.yaml"
    path.write_text(WRITTEN, encoding="utf-8")
    recipe = load_recipe(path).recipe
    assert recipe.language == "no"
    assert recipe.fields["recommends"].yes == ("yes", "on")
    assert recipe.fields["recommends"].no == ("no", "off")
    assert list(recipe.declared.distribution) == ["1", "2", "3", "4", "5"]


def test_words_numbers_and_truths_are_told_apart() -> None:
    told = values_of(b"{a: yes, b: true, c: False, d: 12, e: 1.5, f: 2026-01-01, g: 12:30, h: 0x1F, i: ~, j: '3'}", "x")
    assert list(told.values()) == ["yes", True, False, 12, 1.5, "2026-01-01", "12:30", "0x1F", None, "3"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a: &a [x]\nb: *a\n", "line 2: aliases"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", "aliases"),
        ("a: &a {b: *a}", "aliases"),
        ("base: &b {x: 1}\nmore:\n  <<: *b\n", "aliases"),
        ("!!python/object/apply:os.system ['true']", "tags"),
        ("a: !!python/name:os.system x", "line 1: tags"),
        ("a: !!binary AAAA", "tags"),
        ("!!set {a, b}", "tags"),
        ("a: 1\nb: 2\na: 3", "line 3: the key `a` stands twice"),
        ("a: {b: 1, b: 2}", "stands twice"),
        ("- " * 30_000, "nested too deeply"),
        ("[" * 3000, "nested too deeply"),
        ("{a: {b: {c: {d: {e: {f: {g: {h: {i: {j: {k: {l: {m: 1}}}}}}}}}}}}}", "nested too deeply"),
        ("? [a]\n: b", "plain YAML"),
        ("a: 1\n---\nb: 2", "plain YAML"),
        (b"\x00\x01", "plain YAML"),
        (b"\xff\xfe\xff", "plain YAML"),
        ("key: [unclosed", "line 1"),
        ("x" * 70_000, "larger than 64 kB"),
    ],
)
def test_a_hostile_file_is_refused_in_words(content: bytes | str, says: str) -> None:
    assert says in refused(content)


def test_a_number_too_long_is_only_a_word() -> None:
    assert values_of(b"a: " + b"9" * 5000, "x") == {"a": "9" * 5000}


@given(st.binary(max_size=300) | st.text(alphabet="&*!{}[]:-#|>'\"%@`ab \n\t1", max_size=80).map(str.encode))
def test_any_bytes_are_values_or_refused(content: bytes) -> None:
    try:
        values_of(content, "any.yaml")
    except RecipeError as problem:
        assert "any.yaml" in str(problem)  # noqa: PT017 (most bytes are values, the others are refused)


def test_what_is_no_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RecipeError, match="is no file"):
        read_values(tmp_path)
    with pytest.raises(RecipeError, match=r"cannot be read|does not exist"):
        read_values(tmp_path / "a\0b")
    path = tmp_path / "site.yaml"
    path.write_bytes(make_page(make_card()))
    with pytest.raises(RecipeError, match=r"site\.yaml"):
        load_recipe(path)

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)  # root, who runs some builds, may read everything
    with pytest.raises(RecipeError, match="cannot be read: Permission denied"):
        read_values(path)
