"""Search in texts: what five or more say can be found; a name, or what one colleague wrote, cannot."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from service.domain.ticket import Role
from service.workflows.promises import FEWEST
from tests.factories import Scene, make_review

TICKETS = "/api/v1/tickets"
PHRASE = "schemat ändras varje vecka"


@pytest.fixture
def told(looked: Scene) -> Scene:
    """As many reviews as are needed say the same, one of them with a name; one alone says something else."""
    scene = looked
    for number in range(FEWEST):
        scene.site.publish(
            make_review(cons=f"Schemat ändras varje vecka, {number + 2} gånger. Kerstin Ek bryr sig inte.")
        )
    scene.site.publish(make_review(cons="Truck 14 har ingen broms och det är jag som kör den."))
    scene.look()
    return scene


def found(api: TestClient, key: dict[str, str], q: str, **view: Any) -> Any:
    return api.get(TICKETS, params={"q": q, "limit": 200, **view}, headers=key)


def test_what_enough_people_say_is_found(told: Scene) -> None:
    api, key = told.api(), told.key(Role.RESPONDER)
    items = found(api, key, PHRASE.upper()).json()["items"]
    assert len(items) == FEWEST
    assert all(PHRASE in one["review"]["cons"].lower() for one in items)
    table = api.get(f"{TICKETS}/table.csv", params={"q": PHRASE}, headers=key)
    assert len(table.text.splitlines()) == FEWEST + 1
    assert found(api, key, PHRASE, employer=1).status_code == 422, "fewer say it of that employer"


@pytest.mark.parametrize("q", ["Kerstin", "kerstin ek", "Ek bryr", "truck 14 har ingen broms", "%%%", "...", "070 123"])
def test_names_and_what_few_say_are_refused_alike_whether_held_or_not(told: Scene, q: str) -> None:
    api, key = told.api(), told.key(Role.ADMIN)
    held, never = found(api, key, q), found(api, key, "ord som aldrig skrevs av någon")
    assert (held.status_code, held.json()["detail"]) == (422, never.json()["detail"])
    for path in ("table.csv", "due.ics"):
        assert api.get(f"{TICKETS}/{path}", params={"q": q}, headers=key).status_code == 422


def test_a_search_ends_at_the_employers_of_the_key(told: Scene) -> None:
    from service.workflows.admit import Bounds, add_key

    bounds = Bounds(employers=frozenset({1}))
    key = add_key(told.house.database, "ett", Role.ADMIN, told.house.secret, now=told.clock(), bounds=bounds)
    answer = found(told.api(), {"Authorization": f"Bearer {key}"}, PHRASE, employer=1)
    assert answer.status_code == 422, "the others' reviews do not count towards the five"
