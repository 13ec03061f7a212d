"""What people say of readings is asked for sparingly, kept, reported, and never learnt from."""

from __future__ import annotations

from typer.testing import CliRunner

from service.cli import cli
from service.domain.ticket import Role
from service.workflows.labels import DRAWN_OF
from tests.factories import Scene

REPORT = "/api/v1/labels/report"


def test_the_list_is_short_says_why_and_forgets_what_was_answered(scene: Scene) -> None:
    scene.look()
    api, key = scene.api(), scene.key(Role.RESPONDER)
    asked = api.get("/api/v1/labels/questions?limit=50", headers=key).json()["items"]
    assert {one["why"] for one in asked} <= {"unsure", "near", "drawn"}
    assert {one["review"]["id"] for one in asked if one["why"] == "drawn"} <= set(range(0, 10_000, DRAWN_OF))
    first = asked[0]["review"]["id"]
    said = {"tone": "neg", "needs_reply": True, "urgent": ["safety"]}
    assert api.put(f"/api/v1/reviews/{first}/label", json=said, headers=key).status_code == 204
    again = api.get("/api/v1/labels/questions?limit=50", headers=key).json()["items"]
    assert first not in {one["review"]["id"] for one in again}
    assert len(again) == len(asked) - 1


def test_the_report_counts_agreement_and_what_is_overlooked_only_on_what_was_drawn(scene: Scene) -> None:
    scene.look()
    api, key = scene.api(), scene.key(Role.RESPONDER)
    held = api.get("/api/v1/reviews?limit=200", headers=key).json()["items"]
    drawn, other = (
        next(one for one in held if one["id"] % DRAWN_OF == 0),
        next(one for one in held if one["id"] % DRAWN_OF),
    )
    for one in (drawn, other):
        tone = "neg" if one["reading"]["tone"] != "neg" else "pos"
        body = {"tone": tone, "needs_reply": one["reading"]["needs_reply"], "urgent": one["reading"]["urgent"]}
        assert api.put(f"/api/v1/reviews/{one['id']}/label", json=body, headers=key).status_code == 204
    told = api.get(REPORT, headers=key).json()
    assert told["labels"] == 2
    assert told["agreement"]["tone"]["share"] == 0
    assert told["agreement"]["needs_reply"]["share"] == 1
    assert sum(told["negative"][name]["of"] for name in ("sensitivity", "specificity")) == 1
    body["tone"] = other["reading"]["tone"] if other["reading"]["tone"] != "unsure" else "neu"
    api.put(f"/api/v1/reviews/{other['id']}/label", json=body, headers=key)
    scene.clock.pass_time(days=100)
    later = api.get(REPORT, headers=key).json()
    assert (later["labels"], later["drift"]["lately"]["of"], later["drift"]["before"]["of"]) == (2, 0, 2)


def test_saying_changes_neither_reading_nor_ticket(scene: Scene) -> None:
    scene.look()
    api, key = scene.api(), scene.key(Role.RESPONDER)
    before = api.get("/api/v1/tickets", headers=key).json(), api.get("/api/v1/reviews", headers=key).json()
    number = before[1]["items"][0]["id"]
    api.put(f"/api/v1/reviews/{number}/label", json={"tone": "pos", "needs_reply": False}, headers=key)
    assert (api.get("/api/v1/tickets", headers=key).json(), api.get("/api/v1/reviews", headers=key).json()) == before


def test_a_viewer_may_not_say_and_nonsense_is_refused(small_scene: Scene) -> None:
    api, viewer, admin = small_scene.api(), small_scene.key(Role.VIEWER), small_scene.key()
    body = {"tone": "neg", "needs_reply": True}
    assert api.put("/api/v1/reviews/1/label", json=body, headers=viewer).status_code == 403
    assert api.put("/api/v1/reviews/1/label", json=body).status_code == 401
    assert api.put("/api/v1/reviews/99999/label", json=body, headers=admin).status_code == 404
    assert api.put("/api/v1/reviews/1/label", json={**body, "tone": "unsure"}, headers=admin).status_code == 422
    assert api.get(REPORT).status_code == 401


def test_an_employers_threshold_is_used_shown_and_taken_back(scene: Scene) -> None:
    api, key = scene.api(), scene.key()
    wanted = {"reply_from": {"sv": 0.01, "en": 0.01}}
    for number in (1, 2):
        told = api.put(f"/api/v1/employers/{number}/thresholds", json=wanted, headers=key)
        assert told.json()["reply_from"] == {"sv": 0.01, "en": 0.01}
    scene.look()
    held = api.get("/api/v1/reviews?limit=200", headers=key).json()["items"]
    by_text = [
        one
        for one in held
        if one["reading"]["language"] in ("sv", "en") and one["reading"]["basis"] in ("text", "text+stars")
    ]
    assert by_text
    assert all(one["reading"]["needs_reply"] for one in by_text if one["reading"]["p_negative"] >= 0.01)
    back = api.put("/api/v1/employers/1/thresholds", json={"reply_from": {"sv": None}}, headers=key)
    assert back.json()["reply_from"] == {"en": 0.01}
    for wrong in ({"sv": 1.5}, {"sv": 0}, {"xx": 0.5}):
        assert api.put("/api/v1/employers/1/thresholds", json={"reply_from": wrong}, headers=key).status_code == 422


def test_the_command_line_shows_every_language_and_sets_a_threshold(scene: Scene) -> None:
    runner = CliRunner(env={"OMDOME_DATABASE_URL": str(scene.house.database.engine.url.render_as_string(False))})
    told = runner.invoke(cli, ["understanding", str(1), "--set", "sv=0.3"])
    assert told.exit_code == 0, told.output
    rows = {line.split("\t")[0]: line.split("\t") for line in told.stdout.splitlines()}
    assert rows["sv"][1:3] == ["0.300", "the employer"]
    assert rows["en"][2] == "measurement"
    assert float(rows["en"][3]) == 0.8
    for wrong in (
        ["understanding", "--set", "sv=0.3"],
        ["understanding", str(1), "--set", "sv=no"],
        ["understanding", str(1), "--set", "q"],
    ):
        assert runner.invoke(cli, wrong).exit_code != 0
