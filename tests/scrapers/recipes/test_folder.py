"""Recipes of one's own: known once their folder is, read anew when a file changed, every mistake told at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.recipes import MOST_FILES, RecipeError, folder_recipes, known_platforms, shipped_recipes, use_folder
from tests.scrapers.recipes.making import make_json_recipe, make_recipe, write


@pytest.fixture(autouse=True)
def _no_folder_stays() -> Iterator[None]:
    yield
    use_folder(None)


def touch(path: Path, seconds: int) -> None:
    os.utime(path, (seconds, seconds))


def test_a_folder_in_use_is_known_everywhere(tmp_path: Path) -> None:
    write(tmp_path, make_recipe())
    assert "fikaforum" not in known_platforms()
    use_folder(tmp_path)
    assert "fikaforum" in known_platforms()
    assert known_platforms() is known_platforms(tmp_path)
    assert list(known_platforms())[-1] == "schema_org"
    use_folder(None)
    assert "fikaforum" not in known_platforms()


def test_both_endings_are_recipes_and_nothing_else_is(tmp_path: Path) -> None:
    write(tmp_path, make_recipe())
    write(tmp_path, make_json_recipe(), "other.yml")
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "folder.yaml").mkdir()
    assert folder_recipes(tmp_path).keys() == {"fikaforum", "kaffekoll"}


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = write(tmp_path, make_recipe())
    touch(path, 1000)
    first = known_platforms(tmp_path)
    assert known_platforms(tmp_path) is first
    assert folder_recipes(tmp_path)["fikaforum"] is first["fikaforum"]
    touch(write(tmp_path, make_recipe(name="Nytt")), 2000)
    assert known_platforms(tmp_path)["fikaforum"].facts.name == "Nytt"
    path.unlink()
    assert folder_recipes(tmp_path) == {}


def test_a_slip_in_a_file_does_not_stop_what_runs(tmp_path: Path) -> None:
    touch(write(tmp_path, make_recipe()), 1000)
    use_folder(tmp_path)
    assert "fikaforum" in known_platforms()
    touch(write(tmp_path, make_recipe(slug="?")), 2000)
    assert "fikaforum" in known_platforms()
    use_folder(tmp_path)
    with pytest.raises(RecipeError, match="slug"):
        known_platforms()


@pytest.mark.parametrize("slug", ["indeed", "schema_org", "jobbi"])
def test_a_slug_is_given_once(tmp_path: Path, slug: str) -> None:
    write(tmp_path, make_recipe(slug=slug))
    use_folder(tmp_path)
    with pytest.raises(RecipeError, match=f"'{slug}' is taken") as refused:
        known_platforms()
    assert "site.yaml" in str(refused.value)


def test_a_slug_is_given_once_in_a_folder_too(tmp_path: Path) -> None:
    write(tmp_path, make_recipe(), "a.yaml")
    write(tmp_path, make_recipe(), "b.yaml")
    with pytest.raises(RecipeError, match=r"b\.yaml.*\n.*'fikaforum' is taken"):
        folder_recipes(tmp_path)


def test_all_files_that_are_wrong_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, make_recipe(slug="?"), "a.yaml")
    write(tmp_path, make_json_recipe(reviews="a["), "b.yaml")
    with pytest.raises(RecipeError) as refused:
        folder_recipes(tmp_path)
    assert "a.yaml: slug: " in str(refused.value)
    assert "b.yaml: reviews: " in str(refused.value)


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"gone.* cannot be used"):
        folder_recipes(tmp_path / "gone")
    use_folder(tmp_path / "gone")
    with pytest.raises(RecipeError, match="is no folder"):
        known_platforms()
    (tmp_path / "gone").mkdir()
    assert known_platforms().keys() > shipped_recipes().keys()


def test_a_folder_that_cannot_be_read_or_is_too_full_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.yaml").touch()
    with pytest.raises(RecipeError, match="501 recipes"):
        folder_recipes(tmp_path)

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "glob", denied)  # root, who runs some builds, may read everything
    with pytest.raises(RecipeError, match="Permission denied"):
        folder_recipes(tmp_path)
