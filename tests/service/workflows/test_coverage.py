"""The real captures, imported as one employer: how much of what each platform says it shows is held."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from service.workflows.health import source_health
from service.workflows.importing import SavedPage, import_pages
from tests.factories import Scene


def expected(shared: Path) -> dict[str, tuple[int, int]]:
    """By platform: distinct ids of the gold's reviews, and its declared totals, each list's once."""
    held: dict[str, set[str]] = {}
    totals: dict[str, dict[str, int]] = {}
    for path in sorted(shared.glob("pages/*/*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        if gold.get("verdict") != "reviews" or not gold.get("declared_total"):
            continue
        listing = re.sub(r"_[P]?\d+$", "", path.name.removesuffix(".gold.json"))
        totals.setdefault(path.parent.name, {})[listing] = gold["declared_total"]
    for path in sorted(shared.glob("pages/*/*.gold.json")):
        for review in json.loads(path.read_text("utf-8")).get("reviews", ()):
            held.setdefault(path.parent.name, set()).add(review["external_id"])
    return {platform: (len(held[platform]), sum(lists.values())) for platform, lists in totals.items()}


@pytest.mark.shared
def test_the_captures_give_n_of_n_by_the_gold(shared: Path, small_scene: Scene) -> None:
    house = small_scene.house
    files = [path for path in sorted(shared.glob("pages/*/*")) if path.suffix in (".html", ".json", ".mhtml")]
    pages = [SavedPage(path.name, path.read_bytes()) for path in files if not path.name.endswith(".gold.json")]
    import_pages(house.database, "Samlat AB", pages, clock=small_scene.clock, channels=())
    with house.database.read() as session:
        found = {
            item.source.platform: (item.held, item.declared, item.coverage)
            for item in source_health(session, small_scene.clock())
            if item.employer.name == "Samlat AB"
        }
    for platform, (held, declared) in expected(shared).items():
        assert found[platform] == (held, declared, f"{held} of {declared} the platform says it shows"), platform
    answer = small_scene.api().get("/api/v1/ledger", headers=small_scene.key()).json()["items"]
    told = {row["platform"]: (row["held"], row["declared"]) for row in answer if row["employer"] == "Samlat AB"}
    assert {platform: told[platform] for platform in expected(shared)} == expected(shared)
