"""Collection rounds and files over HTTP; someone without access gets neither."""

from __future__ import annotations

from service.domain.ticket import Role
from tests.factories import SITE, Scene
from tests.service.workflows.test_rounds import PALLVIK, forbid

BASE = "/api/v1"


def test_someone_without_access_sees_and_sends_nothing(scene: Scene) -> None:
    api = scene.api()
    assert api.get(f"{BASE}/employers/2/rounds").status_code == 401
    assert api.get(f"{BASE}/rounds/1").status_code == 401
    viewer = scene.key(Role.VIEWER)
    assert api.post(f"{BASE}/employers/2/rounds", headers=viewer).status_code == 403
    assert api.post(f"{BASE}/rounds/1/close", headers=viewer).status_code == 403
    assert api.post(f"{BASE}/employers/2/files", headers=viewer, content=b"x").status_code == 403


def test_a_round_from_task_to_receipt(scene: Scene) -> None:
    scene.look()
    forbid(scene)
    api, key = scene.api(), scene.key(Role.RESPONDER)
    begun = api.post(f"{BASE}/employers/{PALLVIK}/rounds", headers=key).json()
    assert [task["why"] for task in begun["tasks"]] == ["forbidden"]
    assert begun["receipt"][0]["seen"] is False
    assert api.post(f"{BASE}/employers/{PALLVIK}/rounds", headers=key).json()["id"] == begun["id"]
    scene.clock.pass_time(minutes=5)
    page = scene.fetcher.get(f"{SITE}/arbetsgivare/pallvik-logistik").content
    sent = api.post(f"{BASE}/employers/{PALLVIK}/files", headers=key, content=page)
    assert sent.json() == {"new": 0, "changed": 0, "unchanged": 10, "problem": None}
    closed = api.post(f"{BASE}/rounds/{begun['id']}/close", headers=key).json()
    assert closed["closed_at"] is not None
    assert closed["receipt"][0]["seen"] is True
    assert api.get(f"{BASE}/rounds/{begun['id']}", headers=key).json() == closed
    assert api.get(f"{BASE}/employers/{PALLVIK}/rounds", headers=key).json()["items"] == [closed]


def test_nothing_to_open_is_said(scene: Scene) -> None:
    for number in (0, 1):
        scene.look(number)
    answer = scene.api().post(f"{BASE}/employers/{PALLVIK}/rounds", headers=scene.key())
    assert (answer.status_code, "needs a person" in answer.json()["detail"]) == (409, True)


def test_a_file_that_gives_nothing_says_why(scene: Scene) -> None:
    answer = scene.api().post(f"{BASE}/employers/{PALLVIK}/files", headers=scene.key(), content=b"\x00\x01")
    assert answer.status_code == 200
    assert "unreadable" in answer.json()["problem"]


def test_a_file_beyond_the_limit_is_refused_before_it_is_whole(scene: Scene) -> None:
    size = scene.house.settings.max_file_mb * 1024 * 1024 + 1
    answer = scene.api().post(f"{BASE}/employers/{PALLVIK}/files", headers=scene.key(), content=bytes(size))
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


def test_an_employer_that_is_not_there_gets_no_file(scene: Scene) -> None:
    assert scene.api().post(f"{BASE}/employers/99/files", headers=scene.key(), content=b"x").status_code == 404
    assert scene.api().get(f"{BASE}/rounds/99", headers=scene.key()).status_code == 404
