"""`omdome recipe check`: says what was found and what was not, and ends badly when it would not do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scrapers.recipes.making import make_card, make_page, make_recipe, write
from tests.service.cli.test_commands import Run, fails, run, watched  # noqa: F401 (fixtures)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A saved page of the invented site."""
    path = tmp_path / "page.html"
    path.write_bytes(make_page(make_card(1, answer=True), make_card(9)))
    return path


def test_what_was_found_is_shown_field_by_field(run: Run, tmp_path: Path, page: Path) -> None:  # noqa: F811
    done = run("recipe", "check", write(tmp_path, make_recipe()), page)
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in done.output.splitlines() if "\t" in line}
    assert done.exit_code == 0
    assert rows["rating"] == ["2 of 2", "1.4"]
    assert rows["responses"] == ["1 of 2", "Tack!"]
    assert rows["declared_rating"][0] == "-"
    assert "Disa" not in done.output


def test_what_is_missing_is_said_and_ends_badly(run: Run, tmp_path: Path, page: Path) -> None:  # noqa: F811
    fields = {"text": ".bra", "published_on": ".nowhere", "location": ".ort"}
    done = run("recipe", "check", write(tmp_path, make_recipe(fields=fields)), page)
    assert done.exit_code == 1
    assert "nothing at .ort" in done.output or "layout_changed" in done.output
    assert "not good enough yet" in done.output


def test_the_page_object_is_printed_for_machines(run: Run, tmp_path: Path, page: Path) -> None:  # noqa: F811
    done = run("recipe", "check", write(tmp_path, make_recipe()), page, "--json")
    assert len(json.loads(done.stdout.splitlines()[0])["reviews"]) == 2


def test_a_recipe_that_cannot_be_used_is_one_mistake(run: Run, tmp_path: Path, page: Path) -> None:  # noqa: F811
    fails(run("recipe", "check", write(tmp_path, make_recipe(slug="?")), page), "slug")
    fails(run("recipe", "check", write(tmp_path, make_recipe()), tmp_path / "none.html"), "does not exist")


def test_an_address_is_fetched_with_all_manners(run: Run, tmp_path: Path, watched: str) -> None:  # noqa: F811
    done = run("recipe", "check", write(tmp_path, make_recipe()), f"{watched}/arbetsgivare/pallvik-logistik")
    assert done.exit_code == 1
    assert "layout_changed" in done.output
    fails(run("recipe", "check", write(tmp_path, make_recipe()), "http://10.0.0.1/x"), "10.0.0.1")


def test_recipes_of_ones_own_are_used_everywhere(
    run: Run,  # noqa: F811
    tmp_path: Path,
    page: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "recipes"
    folder.mkdir()
    write(folder, make_recipe())
    monkeypatch.setenv("OMDOME_RECIPES_DIR", str(folder))
    assert "fikaforum" in run("platforms").stdout
    assert json.loads(run("parse", page).stdout)["platform"] == "fikaforum"
    done = run("import", page, "--employer", "Bryggeriet")
    assert json.loads(done.stdout.splitlines()[-1])["new"] == 2
    assert "fikaforum" in run("sources").stdout
    write(folder, make_recipe(slug="?"))
    monkeypatch.setenv("OMDOME_RECIPES_DIR", str(folder / "."))
    from scrapers.recipes import known_platforms

    known_platforms.cache_clear()
    fails(run("platforms"), "slug")
    fails(run("sources"), "slug")
    monkeypatch.delenv("OMDOME_RECIPES_DIR")
    assert "fikaforum" not in run("platforms").stdout
