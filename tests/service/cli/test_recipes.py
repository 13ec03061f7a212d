"""`omdome recipe check`: says what was found and what was not, and ends badly when it would not do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.cli.recipes import masked
from tests.scrapers.recipes.making import make_card, make_page, make_recipe, write
from tests.service.cli.test_commands import Run, fails, run, watched  # noqa: F401 (fixtures)


@pytest.fixture
def english(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:  # noqa: F811
    """The same in English."""
    monkeypatch.setenv("OMDOME_LANGUAGE", "en")
    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A saved page of the invented site."""
    path = tmp_path / "page.html"
    path.write_bytes(make_page(make_card(1, answer=True), make_card(9)))
    return path


def rows_of(done: Any) -> dict[str, list[str]]:
    """The table by its first column."""
    return {line.split("\t")[0]: line.split("\t")[1:] for line in done.stdout.splitlines() if "\t" in line}


def test_what_was_found_is_shown_field_by_field(english: Run, tmp_path: Path, page: Path) -> None:
    done = english("recipe", "check", write(tmp_path, make_recipe()), page, "--url", "https://fikaforum.example/b/1")
    rows = rows_of(done)
    assert done.exit_code == 0
    assert done.stdout.startswith("fikaforum: reviews (reviews read); 2 reviews on the page, 12 declared\n")
    assert rows["field"] == ["found", "example or reason"]
    assert rows["rating"] == ["2 of 2", "1.4"]
    assert rows["published_on"] == ["2 of 2", "2026-05-01"]
    assert rows["employment"] == ["2 of 2", "former"]
    assert rows["subratings.management"] == ["2 of 2", "3.0"]
    assert rows["responses"] == ["1 of 2", "T••• (5)".replace("•••", "•••!")]
    assert rows["url"] == ["2 of 2", "fikaforum.example/…"]
    assert rows["location"] == ["0 of 2", "the recipe does not name it"]
    assert rows["declared_rating"] == ["-", "the recipe does not name it"]
    assert rows["next_url"] == ["1", "https://fikaforum.example/b/1?sida=2"]


def test_an_example_shows_no_words_and_nobody(english: Run, tmp_path: Path, page: Path) -> None:
    fields = {**make_recipe()["fields"], "job_title": ".skribent"}
    careless = write(tmp_path, make_recipe(fields=fields, authors={}))
    done = english("recipe", "check", careless, page)
    assert rows_of(done)["job_title"] == ["2 of 2", "D••• K••••••••• (15)"]
    assert rows_of(done)["pros"] == ["2 of 2", "K••••• 1 (8)"]
    assert "Disa" not in done.output
    assert "names no writer" in done.stderr
    assert "Disa" not in english("recipe", "check", careless, page, "--json").output


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("title", None, ""),
        ("title", "å" * 99, f"å{'•' * 38}… (99)"),
        ("url", "/only/a/path", "/…"),
        ("employment", "Bo Kajsson", "B• K•••••• (10)"),
        ("language", "sv", "sv"),
        ("text", "a.b@c.example 070-12", "a.b@c.e•••••• 0••-1• (20)"),
        ("recommends", False, "False"),
    ],
)
def test_examples_are_masked(name: str, value: object, shown: str) -> None:
    assert masked(name, value) == shown


def test_why_nothing_was_found_is_said(english: Run, tmp_path: Path, page: Path) -> None:
    fields = {**make_recipe()["fields"], "published_on": ".bra", "location": ".ort"}
    done = english("recipe", "check", write(tmp_path, make_recipe(fields=fields)), page)
    rows = rows_of(done)
    assert done.exit_code == 1
    assert rows["location"] == ["0 of 2", "nothing stands at .ort"]
    assert rows["published_on"][1] == "what stands at .bra is not understood, e.g. K••••• 1 (8)"
    assert rows["declared_total"] == ["1", "12"]
    assert "layout_changed" in done.stdout
    assert "most reviews are without: published_on" in done.stderr


def test_the_language_of_the_house_is_spoken(run: Run, tmp_path: Path, page: Path) -> None:  # noqa: F811
    done = run("recipe", "check", write(tmp_path, make_recipe()), page)
    assert rows_of(done)["rating"] == ["2 av 2", "1.4"]
    assert "12 uppgivna" in done.stdout


def test_a_proven_empty_page_is_good_and_any_other_is_not(english: Run, tmp_path: Path) -> None:
    recipe, page = write(tmp_path, make_recipe()), tmp_path / "empty.html"
    page.write_bytes(make_page(body='<p class="inga-omdomen">Inga</p>', total=0))
    done = english("recipe", "check", recipe, page)
    assert (done.exit_code, rows_of(done)["rating"]) == (0, ["0 of 0", ""])
    page.write_bytes(b"<html><body><div>" + b"<b>" * 400 + b"</body></html>")
    done = english("recipe", "check", recipe, page)
    assert done.exit_code == 1
    assert "page is damaged" in done.stderr


def test_machines_are_told_the_same(run: Run, tmp_path: Path, page: Path) -> None:  # noqa: F811
    recipe = make_recipe(declared={"total": ".antal", "distribution": {"1": ".s"}})
    told = json.loads(run("recipe", "check", write(tmp_path, recipe), page, "--json").stdout)
    fields = {one["field"]: one for one in told.pop("fields")}
    assert fields["rating"] == {
        "field": "rating", "at": ".betyg@data-varde", "found": 2, "of": 2, "example": "1.4", "why": None,
    }  # fmt: skip
    assert fields["tenure"]["why"] == "not_in_recipe"
    assert (told["verdict"], told["good"], told["found"], told["silent"]) == ("reviews", True, 2, [])
    assert told["declared"]["declared_total"] == 12
    assert told["declared"]["declared_distribution"] is None


def test_relative_dates_count_from_when_a_page_was_saved(english: Run, tmp_path: Path, page: Path) -> None:
    page.write_bytes(page.read_bytes().replace(b"1 maj 2026", "för 3 dagar sedan".encode()))
    recipe = write(tmp_path, make_recipe())
    assert "not understood" in rows_of(english("recipe", "check", recipe, page))["published_on"][1]
    dated = english("recipe", "check", recipe, page, "--captured-at", "2026-05-10")
    assert rows_of(dated)["published_on"] == ["2 of 2", "2026-05-07"]


def test_what_is_no_page_is_refused(run: Run, tmp_path: Path) -> None:  # noqa: F811
    recipe, file = write(tmp_path, make_recipe()), tmp_path / "what"
    file.write_bytes(b"\x00\x01\x02" * 50)
    fails(run("recipe", "check", recipe, file), "cannot be read")
    file.write_bytes(b"From: a@b.example\nSubject: x\nMessage-ID: <1@b>\n\nhej\n")
    fails(run("recipe", "check", recipe, file), "a recipe reads web pages and JSON")


def test_a_recipe_that_cannot_be_used_is_one_mistake(run: Run, tmp_path: Path, page: Path) -> None:  # noqa: F811
    fails(run("recipe", "check", write(tmp_path, make_recipe(slug="?")), page), "slug")
    fails(run("recipe", "check", write(tmp_path, make_recipe()), tmp_path / "none.html"), "does not exist")


def test_an_address_is_fetched_with_all_manners(run: Run, tmp_path: Path, watched: str) -> None:  # noqa: F811
    done = run("recipe", "check", write(tmp_path, make_recipe()), f"{watched}/arbetsgivare/pallvik-logistik")
    assert done.exit_code == 1
    assert "layout_changed" in done.output
    assert "none of the recipe's hosts: fikaforum.example" in done.stderr or "hör inte till" in done.stderr
    assert "robots.txt" in done.stderr
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
    fails(run("platforms"), "slug")
    fails(run("sources"), "slug")
    monkeypatch.delenv("OMDOME_RECIPES_DIR")
    assert "fikaforum" not in run("platforms").stdout
