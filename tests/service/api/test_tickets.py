"""The queue over HTTP: paging, versions, moves, and what those without access get."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from service.domain.ticket import Role
from tests.factories import SAFE, Scene
from tests.service.api.serving import serve_api


def queue(scene: Scene, **query: Any) -> dict[str, Any]:
    answer = scene.api().get("/api/v1/tickets", params=query, headers=scene.key(Role.VIEWER))
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_pages_follow_each_other_without_gap_or_repeat(collected: Scene) -> None:
    whole = [item["id"] for item in queue(collected, limit=200)["items"]]
    paged: list[int] = []
    cursor: str | None = None
    while True:
        page = queue(collected, limit=3, **({"cursor": cursor} if cursor else {}))
        paged += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert paged == whole
    assert len(whole) > 6


def test_the_most_pressing_come_first(collected: Scene) -> None:
    items = queue(collected, limit=200)["items"]
    order = {"urgent": 0, "negative": 1, "other": 2}
    places = [(order[item["priority"]], item["due_at"], item["id"]) for item in items]
    assert places == sorted(places)


def test_state_and_employer_narrow_the_queue(collected: Scene) -> None:
    assert queue(collected, state="dismissed")["items"] == []
    assert {item["employer_id"] for item in queue(collected, employer=2)["items"]} == {2}


def test_a_ticket_comes_with_its_etag_and_events(collected: Scene) -> None:
    api, key = collected.api(), collected.key(Role.VIEWER)
    number = queue(collected, state="open")["items"][0]["id"]
    shown = api.get(f"/api/v1/tickets/{number}", headers=key)
    assert shown.headers["etag"] == '"1"'
    assert shown.json()["review"]["reading"]["model"]
    events = api.get(f"/api/v1/tickets/{number}/events", headers=key).json()["items"]
    assert [event["move"] for event in events] == ["open"]


def test_no_answer_holds_title_place_or_tenure_of_a_writer(collected: Scene) -> None:
    text = str(queue(collected, limit=200))
    for hidden in ("job_title", "location", "tenure", "employment", "author", "alias"):
        assert hidden not in text


def test_the_moves_of_a_ticket_over_http(collected: Scene) -> None:
    api, key = collected.api(), collected.key(Role.RESPONDER)
    path = f"/api/v1/tickets/{queue(collected, state='open', language='sv')['items'][0]['id']}"
    claimed = api.post(f"{path}/claim", headers={**key, "If-Match": '"1"'})
    assert (claimed.status_code, claimed.headers["etag"], claimed.json()["state"]) == (200, '"2"', "claimed")
    collected.clock.pass_time(hours=5)
    unsafe = {"text": "Vi vet vem du är. Ta bort ditt omdöme, annars hör våra jurister av sig."}
    drafted = api.post(f"{path}/draft", json=unsafe, headers={**key, "If-Match": '"2"'})
    assert (drafted.status_code, drafted.json()["state"]) == (200, "drafted")
    refused = api.post(f"{path}/submit", headers={**key, "If-Match": '"3"'})
    assert refused.status_code == 422
    assert "hints at who wrote" in refused.json()["detail"]
    assert "threat" in refused.json()["detail"]
    assert api.post(f"{path}/draft", json={"text": SAFE}, headers={**key, "If-Match": '"3"'}).status_code == 200
    assert api.post(f"{path}/submit", headers={**key, "If-Match": '"4"'}).json()["state"] == "submitted"
    assert api.post(f"{path}/approve", headers={**key, "If-Match": '"5"'}).status_code == 403
    second = collected.key(Role.APPROVER)
    assert api.post(f"{path}/approve", headers={**second, "If-Match": '"5"'}).json()["state"] == "approved"
    posted = api.post(f"{path}/post", headers={**key, "If-Match": '"6"'})
    assert (posted.status_code, posted.json()["state"]) == (200, "posted")


@pytest.mark.parametrize(
    ("if_match", "move", "body", "status"),
    [
        (None, "claim", None, 428),
        ('"9"', "claim", None, 412),
        ("nonsense", "claim", None, 412),
        ('"1"', "release", None, 409),
        ('"9"', "release", None, 409),
        ('"1"', "explode", None, 422),
        ('"1"', "see", None, 422),
        ('"1"', "dismiss", {"reason": "bored"}, 422),
        ('"1"', "dismiss", {"reason": "praise", "extra": 1}, 422),
        ("*", "claim", None, 200),
    ],
)
def test_a_move_answers_with_the_status_of_what_is_wrong(
    collected: Scene, if_match: str | None, move: str, body: dict[str, Any] | None, status: int
) -> None:
    number = queue(collected, state="open")["items"][0]["id"]
    headers = collected.key(Role.RESPONDER) | ({"If-Match": if_match} if if_match else {})
    answer = collected.api().post(f"/api/v1/tickets/{number}/{move}", json=body, headers=headers)
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status


@pytest.mark.parametrize("cursor", ["x", "", "AAAA", "W10", "WzEsMiwzXQ", "WzEsIjIwMjYiLDNd", "ö", "a" * 5000])
def test_a_wrong_cursor_is_named_and_never_breaks(collected: Scene, cursor: str) -> None:
    answer = collected.api().get("/api/v1/tickets", params={"cursor": cursor}, headers=collected.key(Role.VIEWER))
    assert answer.status_code == 422
    assert "cursor" in answer.json()["detail"]


def test_of_twenty_claims_at_once_over_http_exactly_one_wins(collected: Scene) -> None:
    number = queue(collected, state="open")["items"][0]["id"]
    keys = [collected.key(Role.RESPONDER) for _ in range(20)]
    with serve_api(collected.house) as base:

        def claim(key: dict[str, str]) -> int:
            return httpx2.post(
                f"{base}/api/v1/tickets/{number}/claim", headers={**key, "If-Match": '"1"'}, timeout=30
            ).status_code

        with ThreadPoolExecutor(20) as pool:
            statuses = list(pool.map(claim, keys))
    assert statuses.count(200) == 1
    assert set(statuses) - {200} <= {409, 412}
    assert len(statuses) == 20
