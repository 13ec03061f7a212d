"""What was written of a ticket before is shown only while it is still so: whatever changes shows on the next page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from service.domain.review import Theme
from service.domain.ticket import Role
from service.storage.tables import Reading, Review, Ticket
from service.workflows.admit import Bounds, add_key
from tests.factories import Scene

PAGE = "/api/v1/tickets?limit=200"


class Desk:
    """The queue as one person sees it again and again through one process."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.api, self.key = scene, scene.api(), scene.key(Role.ADMIN)

    def page(self) -> dict[int, dict[str, Any]]:
        return {item["id"]: item for item in self.api.get(PAGE, headers=self.key).json()["items"]}

    def one(self, number: int) -> dict[str, Any]:
        held: dict[str, Any] = self.api.get(f"/api/v1/tickets/{number}", headers=self.key).json()
        return held

    def change(self, table: Any, number: int, **values: Any) -> None:
        with self.scene.house.database.write() as session:
            key = next(iter(table.__table__.primary_key.columns))
            session.execute(update(table).where(key == number).values(**values))


def _moved(desk: Desk, item: dict[str, Any]) -> None:
    headers = desk.key | {"If-Match": f'"{item["version"]}"'}
    assert desk.api.post(f"/api/v1/tickets/{item['id']}/claim", headers=headers).status_code == 200


def _edited(desk: Desk, item: dict[str, Any]) -> None:
    desk.scene.site.edit(
        item["review"]["url"].rpartition("/")[2], cons="Nu är det ännu värre, chefen skriker och vi är för få.", stars=1
    )
    desk.scene.clock.pass_time(days=1)
    desk.scene.look()


def _read_anew(desk: Desk, item: dict[str, Any]) -> None:
    later = desk.scene.clock() + timedelta(minutes=1)
    desk.change(Reading, item["review"]["id"], tone="mixed", read_at=later)


def _found_helpful(desk: Desk, item: dict[str, Any]) -> None:
    desk.change(Review, item["review"]["id"], helpful=41)


def _more_pressing(desk: Desk, item: dict[str, Any]) -> None:
    assert item["priority"] == "negative"
    desk.change(Ticket, item["id"], rank=0, urgent=["harassment"])


def _weighed(desk: Desk, _: dict[str, Any]) -> None:
    heavy = {"heavy_themes": list(Theme)}
    assert desk.api.put("/api/v1/employers/2/answering", json=heavy, headers=desk.key).status_code == 200


def _late(desk: Desk, _: dict[str, Any]) -> None:
    desk.scene.clock.pass_time(days=40)


CHANGES = (_moved, _edited, _read_anew, _found_helpful, _more_pressing, _weighed, _late)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_a_change_shows_on_the_next_page(scene: Scene, change: Callable[[Desk, dict[str, Any]], None]) -> None:
    scene.look()
    desk = Desk(scene)
    before = desk.page()
    assert desk.page() == before
    number = next(n for n, item in before.items() if item["priority"] == "negative")
    change(desk, before[number])
    after = desk.page()
    assert after[number] != before[number]
    assert after == {n: desk.one(n) for n in after}


def test_what_is_erased_is_gone_from_the_next_page(scene: Scene) -> None:
    scene.look()
    desk = Desk(scene)
    number, item = next(iter(desk.page().items()))
    scene.house.erase(item["review"]["url"])
    assert number not in desk.page()


def test_what_one_may_not_see_is_not_shown_because_another_saw_it(scene: Scene) -> None:
    scene.look(0)
    scene.look(1)
    desk = Desk(scene)
    assert {item["employer_id"] for item in desk.page().values()} == {1, 2}
    house = scene.house
    key = add_key(
        house.database, "ett", Role.VIEWER, house.secret, now=scene.clock(), bounds=Bounds(None, frozenset({1}))
    )
    narrow = {"Authorization": f"Bearer {key}"}
    assert desk.api.get(PAGE, headers=narrow).status_code == 403
    seen = desk.api.get(f"{PAGE}&employer=1", headers=narrow).json()["items"]
    assert {item["employer_id"] for item in seen} == {1}
