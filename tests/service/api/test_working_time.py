"""An employer's working time over the API, and what follows from it in the queue."""

from __future__ import annotations

import pytest

from service.domain.ticket import Role
from tests.factories import Scene, make_review

PATH = "/api/v1/employers/2/working-time"


def test_it_is_shown_and_set_and_used_for_what_comes(scene: Scene) -> None:
    api, admin, viewer = scene.api(), scene.key(Role.ADMIN), scene.key(Role.VIEWER)
    scene.look()
    plain = api.get(PATH, headers=viewer).json()
    assert (plain["opens"], plain["half_closes"], plain["target_days"]) == ("08:00:00", "14:00:00", 3)
    own = {"opens": "07:00", "closes": "15:00", "closed_on": ["2026-11-12"], "target_days": 2, "overdue_days": 4}
    assert api.put(PATH, json=own, headers=viewer).status_code == 403
    assert api.put(PATH, json=own, headers=admin).status_code == 200
    assert api.get(PATH, headers=viewer).json()["closed_on"] == ["2026-11-12"]
    scene.site.publish(make_review(cons="Ingen svarar när man frågar om lönen."))
    scene.look()
    newest = max(api.get("/api/v1/tickets?limit=200", headers=viewer).json()["items"], key=lambda one: one["id"])
    front = any("first page" in one for one in newest["why"])
    assert newest["due_at"] == ("2026-11-11T14:00:00Z" if front else "2026-11-13T14:00:00Z")
    assert newest["overdue_at"] == "2026-11-17T14:00:00Z"


@pytest.mark.parametrize("wrong", [{"opens": "18:00"}, {"closes": "x"}, {"target_days": 9}, {"colour": "red"}])
def test_what_is_none_is_refused(small_scene: Scene, wrong: dict[str, object]) -> None:
    api = small_scene.api()
    assert api.put("/api/v1/employers/1/working-time", json=wrong, headers=small_scene.key()).status_code == 422
    assert api.get("/api/v1/employers/99/working-time", headers=small_scene.key()).status_code == 404


def test_the_queue_says_why_in_the_readers_language_and_the_employers_time(scene: Scene) -> None:
    scene.look()
    scene.site.publish(make_review(cons="Ingen svarar när man frågar om lönen."))
    scene.look()
    api, key = scene.api(), scene.key(Role.VIEWER)
    swedish = api.get("/api/v1/tickets?say=sv&limit=200", headers=key).json()["items"]
    said = {line for one in swedish for line in one["why"]}
    assert "Lågt betyg: 1 stjärnor" in said or any(line.startswith("Lågt betyg") for line in said)
    assert any(line.startswith("Svara senast") and line.endswith("17:00") for line in said)
    scene.clock.pass_time(days=30)
    english = api.get("/api/v1/tickets?limit=200", headers=key).json()["items"]
    assert any("Overdue" in one["why"] for one in english)


def test_a_theme_that_weighs_is_due_sooner(scene: Scene) -> None:
    scene.look()
    api, key = scene.api(), scene.key()
    rules = {"heavy_themes": ["pay_benefits"]}
    assert api.put("/api/v1/employers/2/answering", json=rules, headers=key).json()["heavy_themes"] == ["pay_benefits"]
    scene.site.publish(make_review(cons="Lönen är låg och höjs aldrig."))
    scene.look()
    newest = max(api.get("/api/v1/tickets?limit=200", headers=key).json()["items"], key=lambda one: one["id"])
    assert any(line.startswith("Weighs heavily with you") for line in newest["why"])
    assert newest["due_at"] < "2026-11-13"
    assert api.put("/api/v1/employers/2/answering", json={"heavy_themes": ["x"]}, headers=key).status_code == 422
