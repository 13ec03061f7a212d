"""The ledger over HTTP: states, days, looks, net change, the life of a review; and who may see and erase."""

from __future__ import annotations

from datetime import date

import pytest

from service.domain.ticket import Role
from tests.factories import Scene, make_review

PATHS = ["/ledger", "/sources/2/days", "/sources/2/looks", "/sources/2/net-change?since=2026-11-01", "/reviews/1/life"]


def get(scene: Scene, path: str, role: Role = Role.VIEWER) -> dict[str, object]:
    answer = scene.api().get(f"/api/v1{path}", headers=scene.key(role))
    assert answer.status_code == 200, answer.text
    body: dict[str, object] = answer.json()
    return body


@pytest.mark.parametrize("path", PATHS)
def test_without_a_key_nothing_is_shown(looked: Scene, path: str) -> None:
    assert looked.api().get(f"/api/v1{path}").status_code == 401


def test_every_source_says_how_it_fares_and_how_much_it_holds(looked: Scene) -> None:
    items = get(looked, "/ledger")["items"]
    assert isinstance(items, list)
    assert [item["state"] for item in items] == ["unproven", "healthy", "unproven"]
    assert (items[1]["held"], items[1]["declared"]) == (24, 24)
    assert items[1]["coverage"] == "24 of 24 the platform says it shows"
    assert items[0]["reason"] == "has not been looked at yet"


def test_days_are_the_employers_own(looked: Scene) -> None:
    looked.clock.pass_time(hours=11, minutes=30)
    looked.look()
    days = get(looked, "/sources/2/days")["items"]
    assert isinstance(days, list)
    assert [day["day"] for day in days] == ["2026-11-10"]
    looked.clock.pass_time(hours=1)  # past midnight in Stockholm, not yet in UTC
    looked.look()
    days = get(looked, "/sources/2/days")["items"]
    assert isinstance(days, list)
    assert [(day["day"], day["runs"], day["new"]) for day in days] == [("2026-11-11", 1, 0), ("2026-11-10", 2, 24)]


def test_looks_reveal_net_change_without_reading_a_review(looked: Scene) -> None:
    looked.clock.pass_time(days=8)
    for _ in range(2):
        looked.site.publish(make_review(on=date(2026, 11, 17)))
    looked.look()
    found = get(looked, "/sources/2/net-change?since=2026-11-12")["items"]
    assert isinstance(found, list)
    assert (found[0]["reviews"], found[0]["stars"]["1"]) == (2, 2)
    assert "+2 with 1" in found[0]["says"]
    first = get(looked, "/sources/2/looks?limit=1")
    assert first["next_cursor"]


def test_a_life_shows_edits_word_by_word(looked: Scene) -> None:
    review_id = looked.site.publish(make_review(cons="Vi är för få på golvet."))
    looked.look()
    looked.site.edit(review_id, cons="Vi är alldeles för få på golvet.")
    looked.look()
    life = get(looked, "/reviews/25/life")
    assert life["removals"] == "known"
    revisions = life["revisions"]
    assert isinstance(revisions, list)
    assert [piece["text"].strip() for piece in revisions[1]["changes"]["cons"] if piece["change"] == "new"] == [
        "alldeles"
    ]
    events = life["events"]
    assert isinstance(events, list)
    assert [event["kind"] for event in events] == ["edited"]


def test_only_an_admin_erases(looked: Scene) -> None:
    api = looked.api()
    for role in (Role.VIEWER, Role.RESPONDER, Role.APPROVER):
        assert api.post("/api/v1/reviews/1/erase", headers=looked.key(role)).status_code == 403
    done = api.post("/api/v1/reviews/1/erase", headers=looked.key(Role.ADMIN))
    assert done.status_code == 200
    assert done.json()["review_id"] == 1
    assert api.get("/api/v1/reviews/1", headers=looked.key(Role.VIEWER)).status_code == 404
    assert api.post("/api/v1/reviews/1/erase", headers=looked.key(Role.ADMIN)).status_code == 404
