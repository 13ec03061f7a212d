"""What was written of a ticket before is shown only while it is still so: whatever changes shows on the next page."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import update

from service.api.shelf import Shelf
from service.domain.review import Theme
from service.domain.ticket import Role
from service.storage.repositories import queue_page
from service.storage.repositories.narrowing import Narrow
from service.storage.repositories.queue_page import Page
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


def test_what_is_erased_between_finding_and_writing_is_left_out(scene: Scene) -> None:
    scene.look()
    now, shelf = scene.clock(), Shelf()
    with scene.house.database.glance() as connection:
        marks = queue_page.marks(connection, Page(200, Narrow()), now)
    gone = marks[0]
    scene.house.erase(Desk(scene).one(gone.ticket_id)["review"]["url"])
    with scene.house.database.glance() as connection:
        told = shelf.told(connection, marks, "sv", now)
    assert [one.mark for one in told] == marks, "where the next page starts does not move"
    assert [one.mark for one in told if one.json is None] == [gone]
    assert str(gone.url) not in orjson.dumps([one.json for one in told]).decode()


def test_what_changed_between_finding_and_writing_is_not_kept_as_what_was_found(scene: Scene) -> None:
    scene.look()
    desk, now, shelf = Desk(scene), scene.clock(), Shelf()
    with scene.house.database.glance() as connection:
        marks = queue_page.marks(connection, Page(1, Narrow()), now)
    review = desk.one(marks[0].ticket_id)["review"]["id"]

    def told() -> Any:
        with scene.house.database.glance() as connection:
            return orjson.loads(orjson.dumps(shelf.told(connection, marks, "sv", now)[0].json))["review"]["helpful"]

    desk.change(Review, review, helpful=41)
    assert told() == 41
    desk.change(Review, review, helpful=marks[0].helpful)
    assert told() == marks[0].helpful


def test_pages_asked_for_while_tickets_move_are_of_one_moment(scene: Scene) -> None:
    """Each ticket on a page is as it was before or after a move, and the page after all moves shows them all."""
    scene.look()
    desk = Desk(scene)
    numbers = [number for number, item in desk.page().items() if item["version"] == 1][:8]

    def move(number: int) -> None:
        headers = desk.key | {"If-Match": f'"{desk.one(number)["version"]}"'}
        assert desk.api.post(f"/api/v1/tickets/{number}/claim", headers=headers).status_code == 200

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(desk.page) for _ in range(6)]
        moved = [pool.submit(move, number) for number in numbers]
        asked += [pool.submit(desk.page) for _ in range(6)]
        for one in moved:
            one.result()
    states = {(item["version"], item["state"]) for one in asked for n, item in one.result().items() if n in numbers}
    assert states <= {(1, "open"), (2, "claimed")}
    after = desk.page()
    assert {after[number]["state"] for number in numbers} == {"claimed"}
    assert after == {n: desk.one(n) for n in after}


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
