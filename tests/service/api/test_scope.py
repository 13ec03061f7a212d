"""Keys that end, rotate, and reach only some employers: whatever they ask elsewhere, they get no data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from typer.testing import CliRunner

from service.cli import cli
from service.domain.ticket import Role
from service.workflows.admit import Bounds, add_key, rotate_key
from tests.factories import Scene


def bound(scene: Scene, name: str, **bounds: Any) -> dict[str, str]:
    key = add_key(
        scene.house.database, name, Role.ADMIN, scene.house.secret, now=scene.clock(), bounds=Bounds(**bounds)
    )
    return {"Authorization": f"Bearer {key}"}


def test_a_key_for_one_employer_sees_that_one_alone(collected: Scene) -> None:
    api, all_, one = collected.api(), collected.key(), bound(collected, "ett", employers=frozenset({1}))
    whole = api.get("/api/v1/tickets?limit=200", headers=all_).json()["items"]
    mine = api.get("/api/v1/tickets?limit=200&employer=1", headers=one).json()["items"]
    assert mine == [ticket for ticket in whole if ticket["employer_id"] == 1] != []
    assert api.get("/api/v1/tickets?employer=2", headers=one).status_code == 404
    assert api.get("/api/v1/tickets?employer=1&employer=2", headers=one).status_code == 404
    assert api.get("/api/v1/tickets", headers=one).status_code == 403


def test_every_route_and_every_id_of_another_employer_is_closed(collected: Scene) -> None:
    api, all_, one = collected.api(), collected.key(), bound(collected, "ett", employers=frozenset({1}))
    theirs = next(
        ticket
        for ticket in api.get("/api/v1/tickets?limit=200", headers=all_).json()["items"]
        if ticket["employer_id"] == 2
    )
    snippet = {"name": "Tack", "language": "sv", "text": "Tack."}
    kept = api.post("/api/v1/employers/2/snippets", json=snippet, headers=all_).json()
    source = next(one for one in api.get("/api/v1/sources", headers=all_).json()["items"] if one["employer_id"] == 2)
    values = {
        "employer_id": 2,
        "employer": 2,
        "ticket_id": theirs["id"],
        "review_id": theirs["review"]["id"],
        "source_id": source["id"],
        "round_id": 1,
        "promise_id": 1,
        "snippet_id": kept["id"],
        "move": "claim",
        "outcome": "keep",
        "month": "2026-10",
    }
    tried = 0
    for path, methods in api.get("/openapi.json").json()["paths"].items():
        if not path.startswith("/api/") or path in ("/api/v1/explanations", "/api/v1/tickets/bulk"):
            continue
        for method in methods:
            answer = api.request(method, path.format(**values), headers={**one, "If-Match": "*"}, json={})
            assert answer.status_code in (403, 404), (method, path, answer.status_code, answer.text)
            assert "review" not in answer.text
            tried += 1
    assert tried > 35
    bulk = api.post("/api/v1/tickets/bulk", json={"ids": [theirs["id"]], "move": "claim"}, headers=one).json()
    assert bulk["items"][0]["status"] == 404


def test_a_key_ends_on_its_day_and_a_rotated_one_at_once(small_scene: Scene) -> None:
    api, ends = small_scene.api(), bound(small_scene, "kort", expires_at=small_scene.clock() + timedelta(days=1))
    assert api.get("/api/v1/employers", headers=ends).status_code == 200
    new = rotate_key(small_scene.house.database, "kort", small_scene.house.secret)
    assert api.get("/api/v1/employers", headers=ends).status_code == 401
    again = {"Authorization": f"Bearer {new}"}
    assert api.get("/api/v1/employers", headers=again).status_code == 200
    small_scene.clock.pass_time(days=2)
    assert api.get("/api/v1/employers", headers=again).status_code == 401


def test_the_command_line_makes_bounded_keys_and_shows_when_they_were_used(scene: Scene) -> None:
    runner = CliRunner(
        env={
            "OMDOME_DATABASE_URL": scene.house.database.engine.url.render_as_string(False),
            "OMDOME_SECRET": scene.house.secret,
        }
    )
    made = runner.invoke(cli, ["keys", "add", "vera", "--employer", "1", "--expires", "2099-01-01"])
    assert made.exit_code == 0, made.output
    key = {"Authorization": f"Bearer {made.stdout.strip()}"}
    assert scene.api().get("/api/v1/tickets?employer=1", headers=key).status_code == 200
    row = next(line for line in runner.invoke(cli, ["keys", "list"]).stdout.splitlines() if line.startswith("vera"))
    assert row.split("\t")[2] == "1"
    assert row.split("\t")[4] == f"{scene.clock():%Y-%m-%d %H}h"
    assert runner.invoke(cli, ["keys", "rotate", "vera"]).stdout.startswith("omd_")
    assert scene.api().get("/api/v1/tickets?employer=1", headers=key).status_code == 401
    assert runner.invoke(cli, ["keys", "rotate", "nobody"]).exit_code != 0
