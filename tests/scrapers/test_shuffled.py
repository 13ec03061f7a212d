"""The real captures as the next release of their sites may send them: read exactly as before."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from scrapers import Page, as_record, parse_page
from scrapers.reading.decoding import to_utf8
from tests.scrapers import shuffling

pytestmark = pytest.mark.no_cover  # the same lines again and again

SEEDS = range(3)


def told(page: Page, renamed: dict[str, str] | None = None) -> str:
    said = json.dumps(as_record(page), sort_keys=True)
    for one, other in (renamed or {}).items():
        said = said.replace(one, other)
    return said


def ids(page: Page) -> list[str]:
    return [review.external_id for review in page.reviews if review.external_id]


@pytest.mark.shared
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("scripts", [True, False], ids=["whole", "without scripts"])
def test_ids_hashes_order_and_places_do_not_matter(shared: Path, seed: int, scripts: bool) -> None:
    chance = random.Random(seed)
    for path in sorted(shared.glob("pages/*/*.html")):
        if path.parent.name == "other":
            continue
        page = to_utf8(path.read_bytes()).decode()
        page = page if scripts else shuffling.without_scripts(page)
        before = parse_page(page)
        changed, renamed = shuffling.other_ids(page, ids(before), chance)
        changed = shuffling.other_places(shuffling.other_order(shuffling.other_hashes(changed, chance), chance), chance)
        assert told(parse_page(changed)) == told(before, renamed), path.name
