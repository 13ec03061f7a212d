"""Employers, sources, runs, reviews, audits and health over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.domain.ticket import Role
from service.storage.repositories import heartbeats
from tests.factories import SITE, Scene

CARD = {
    "permission_basis": "our own site",
    "terms_reviewed_on": "2026-11-01",
    "terms_reviewed_by": "legal",
    "permission_expires_on": "2027-11-01",
}


def test_an_employer_is_added_and_listed(scene: Scene) -> None:
    api, key = scene.api(), scene.key()
    made = api.post("/api/v1/employers", json={"name": "Exempelverken AB", "kind": "competitor"}, headers=key)
    assert made.status_code == 201
    assert made.json()["time_zone"] == "Europe/Stockholm"
    names = [item["name"] for item in api.get("/api/v1/employers", headers=key).json()["items"]]
    assert "Exempelverken AB" in names
    assert api.post("/api/v1/employers", json={"name": "Exempelverken AB"}, headers=key).status_code == 409


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"name": "  "}, "name"),
        ({"name": "A\u0000B"}, "name"),
        ({"name": "A", "time_zone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"name": "A", "calendar": "XX"}, "XX"),
        ({"name": "A", "kind": "enemy"}, "kind"),
        ({}, "name"),
    ],
)
def test_a_wrong_employer_is_refused_naming_what_is_wrong(small_scene: Scene, body: dict[str, str], names: str) -> None:
    answer = small_scene.api().post("/api/v1/employers", json=body, headers=small_scene.key())
    assert answer.status_code == 422
    assert names in answer.json()["detail"]


def test_a_source_is_added_and_its_runs_are_shown(scene: Scene) -> None:
    api, key = scene.api(), scene.key()
    body = {
        "employer_id": 1,
        "platform": "demo",
        "way_in": "scrape",
        "url": f"{SITE}/arbetsgivare/ekorrbo-hemvard",
        **CARD,
    }
    source = api.post("/api/v1/sources", json=body, headers=key)
    assert source.status_code == 201, source.text
    assert source.json()["schedule"] == "every 6h"
    number = source.json()["id"]
    for _ in range(3):
        collected = api.post(f"/api/v1/sources/{number}/collect", headers=key)
        assert collected.json()["verdict"] == "reviews"
    page = api.get(f"/api/v1/sources/{number}/runs?limit=2", headers=key).json()
    assert [run["verdict"] for run in page["items"]] == ["reviews", "reviews"]
    rest = api.get(f"/api/v1/sources/{number}/runs", params={"cursor": page["next_cursor"]}, headers=key).json()
    assert len(rest["items"]) == 1
    assert rest["items"][0]["new"] == 14
    assert rest["next_cursor"] is None


@pytest.mark.parametrize(
    ("change", "status", "names"),
    [
        ({"platform": "myspace"}, 422, "myspace"),
        ({"url": "ftp://example.com"}, 422, "ftp://example.com"),
        ({"url": "http://user:secret@example.com/"}, 422, "no web address"),
        ({"url": "http://[::1"}, 422, "no web address"),
        ({"schedule": "now and then"}, 422, "now and then"),
        ({"schedule": "0 7 * * 1-5"}, 422, "timetable"),
        ({"employer_id": 77}, 404, "77"),
        ({"employer_id": 2**40}, 422, "employer_id"),
        ({"way_in": "mailbox"}, 422, "no address"),
        ({"way_in": "import", "url": "ftp://example.com"}, 422, "no web address"),
        ({"way_in": "telepathy"}, 422, "way_in"),
        ({"url": f"{SITE}/arbetsgivare/pallvik-logistik", "employer_id": 2}, 409, "already"),
    ],
)
def test_a_wrong_source_is_refused_naming_what_is_wrong(
    small_scene: Scene, change: dict[str, object], status: int, names: str
) -> None:
    body = {"employer_id": 1, "platform": "demo", "way_in": "scrape", "url": "https://example.com/r", **change}
    answer = small_scene.api().post("/api/v1/sources", json=body, headers=small_scene.key())
    assert answer.status_code == status, answer.text
    assert names in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/sources/99/runs", "/reviews/99", "/tickets/99", "/tickets/99/events", "/audits/99/2026-10/export"]
)
def test_what_is_not_there_is_a_404_with_a_sentence(small_scene: Scene, path: str) -> None:
    answer = small_scene.api().get(f"/api/v1{path}", headers=small_scene.key())
    assert answer.status_code == 404
    assert "99" in answer.json()["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/sources/0/runs",
        "/reviews/-1",
        "/tickets/99999999999999999999",
        "/tickets?limit=0",
        "/reviews?limit=1000",
        "/tickets?state=lost",
    ],
)
def test_numbers_out_of_range_are_refused(small_scene: Scene, path: str) -> None:
    assert small_scene.api().get(f"/api/v1{path}", headers=small_scene.key()).status_code == 422


def test_reviews_are_paged_and_shown_with_their_answers(scene: Scene) -> None:
    scene.look()
    api, key = scene.api(), scene.key(Role.VIEWER)
    seen: list[int] = []
    cursor = None
    while True:
        page = api.get(
            "/api/v1/reviews",
            params={"limit": 10, "employer": 2, **({"cursor": cursor} if cursor else {})},
            headers=key,
        ).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 24
    whole = [api.get(f"/api/v1/reviews/{number}", headers=key).json() for number in seen]
    assert any(review["responses"] for review in whole)
    assert all("author" not in review for review in whole)


def test_an_audit_is_frozen_shown_and_exported(scene: Scene) -> None:
    for source in range(3):
        scene.look(source)
    api, key = scene.api(), scene.key()
    assert api.post("/api/v1/audits/2/2026-10", headers=key).status_code == 201
    again = api.post("/api/v1/audits/2/2026-10", headers=key)
    assert again.status_code == 200
    listed = api.get("/api/v1/audits?employer=2", headers=key).json()["items"]
    assert [item["month"] for item in listed] == ["2026-10"]
    for form, kind in (("csv", "text/csv"), ("json", "application/json"), ("html", "text/html")):
        export = api.get(f"/api/v1/audits/2/2026-10/export?format={form}", headers=key)
        assert export.status_code == 200
        assert export.headers["content-type"].startswith(kind)
        assert export.content == api.get(f"/api/v1/audits/2/2026-10/export?format={form}", headers=key).content
        assert "2026-10" in export.headers["content-disposition"]


@pytest.mark.parametrize(
    ("path", "names"),
    [("/audits/2/2026-13", "2026-13"), ("/audits/2/2026-11", "not over yet"), ("/audits/2/hello", "hello")],
)
def test_a_wrong_month_is_named(small_scene: Scene, path: str, names: str) -> None:
    answer = small_scene.api().post(f"/api/v1{path}", headers=small_scene.key())
    assert answer.status_code == 422
    assert names in answer.json()["detail"]


def test_a_wrong_format_is_named(small_scene: Scene) -> None:
    answer = small_scene.api().get("/api/v1/audits/2/2026-10/export?format=docx", headers=small_scene.key())
    assert answer.status_code == 422
    assert "docx" in answer.json()["detail"]


def test_ready_only_with_a_live_scheduler_and_sources_in_sight(scene: Scene) -> None:
    api = scene.api()
    assert api.get("/readyz").status_code == 503
    with scene.house.database.write() as session:
        heartbeats.beat(session, "scheduler", scene.clock())
    for source in range(3):
        scene.look(source)
    ready = api.get("/readyz")
    assert ready.status_code == 200, ready.text
    scene.clock.pass_time(hours=8)
    with scene.house.database.write() as session:
        heartbeats.beat(session, "scheduler", scene.clock())
    late = api.get("/readyz")
    assert late.status_code == 503
    assert "a look was due" in late.text


def test_figures_are_prometheus_text(scene: Scene) -> None:
    scene.look()
    scene.clock.pass_time(minutes=10)
    text = scene.api().get("/metrics").text
    assert "omdome_reviews 24.0" in text
    assert 'omdome_source_last_good_seconds{platform="demo",source="2",state="healthy",way_in="scrape"} 600.0' in text
    assert 'omdome_source_state{source="2",state="healthy"} 1.0' in text
    assert 'omdome_source_state{source="2",state="blind"} 0.0' in text
    assert 'omdome_source_held{source="2"} 24.0' in text
    assert 'omdome_source_declared{source="2"} 24.0' in text


def test_an_unforeseen_error_says_nothing_it_should_not(small_scene: Scene) -> None:
    small_scene.house.__dict__["clock"] = None
    small_scene.house.clock = lambda: timedelta() / 0  # type: ignore[assignment, return-value]  # a broken house
    answer = small_scene.api().get("/readyz")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "ZeroDivisionError" in answer.json()["detail"]
