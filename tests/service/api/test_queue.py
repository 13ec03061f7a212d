"""The queue's other doors: views, many at once, once only, calendar, table, drafts, rules, promises, and what all may read."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import update
from starlette.testclient import TestClient

from service.domain.ticket import Role
from service.storage.repositories.onces import UNDER_WAY
from service.storage.tables import Once
from service.workflows.promises import FEWEST
from tests.factories import SAFE, Scene

TICKETS = "/api/v1/tickets"


def items(api: TestClient, key: dict[str, str], **view: Any) -> list[dict[str, Any]]:
    answer = api.get(TICKETS, params={"limit": 200, **view}, headers=key)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_a_view_shows_what_it_says_and_nothing_else(collected: Scene) -> None:
    api, key = collected.api(), collected.key(Role.RESPONDER, "alva")
    taken = items(api, key, state="open")[0]["id"]
    assert api.post(f"{TICKETS}/{taken}/claim", headers={**key, "If-Match": "*"}).status_code == 200
    assert [one["id"] for one in items(api, key, mine=True)] == [taken]
    assert [one["id"] for one in items(api, key, owner="alva")] == [taken]
    assert {one["priority"] for one in items(api, key, urgent=True)} == {"urgent"}
    assert "urgent" not in {one["priority"] for one in items(api, key, urgent=False)}
    assert {one["review"]["reading"]["language"] for one in items(api, key, language="en")} == {"en"}
    themed = items(api, key, theme="workload_stress")
    assert themed
    assert all("workload_stress" in {hit["theme"] for hit in one["review"]["reading"]["themes"]} for one in themed)
    assert {one["review"]["rating"] <= 2 for one in items(api, key, stars="1-2")} == {True}
    assert items(api, key, platform="indeed") == []
    assert items(api, key, overdue=True) == []
    collected.clock.pass_time(days=10)
    assert len(items(api, key, overdue=True)) == len(items(api, key, state=["open", "claimed"]))
    both = items(api, key, state=["open", "claimed"])
    assert {one["state"] for one in both} == {"open", "claimed"}


@pytest.mark.parametrize(
    "view",
    [{"title": "Chef"}, {"job_title": "Chef"}, {"place": "Malmö"}, {"tenure": "1"}, {"author": "A"}],
)
def test_no_view_narrows_to_who_wrote(collected: Scene, view: dict[str, str]) -> None:
    """What is no filter changes nothing: no answer tells whether it would have matched."""
    api, key = collected.api(), collected.key(Role.VIEWER)
    assert items(api, key, **view) == items(api, key)


@pytest.mark.parametrize("view", [{"stars": "1"}, {"theme": "x"}, {"state": "x"}, {"language": "SV"}, {"urgent": "x"}])
def test_a_view_that_is_none_is_refused(small_scene: Scene, view: dict[str, str]) -> None:
    assert small_scene.api().get(TICKETS, params=view, headers=small_scene.key()).status_code == 422


def test_a_move_sent_twice_is_made_once(collected: Scene) -> None:
    api, key = collected.api(), collected.key(Role.RESPONDER)
    number = items(api, key, state="open")[0]["id"]
    headers = {**key, "If-Match": '"1"', "Idempotency-Key": "abc"}
    first = api.post(f"{TICKETS}/{number}/claim", headers=headers)
    again = api.post(f"{TICKETS}/{number}/claim", headers=headers)
    assert first.status_code == again.status_code == 200
    assert (again.json(), again.headers["etag"]) == (first.json(), '"2"')
    assert again.headers["idempotency-replayed"] == "true"
    assert len(api.get(f"{TICKETS}/{number}/events", headers=key).json()["items"]) == 2
    other = api.post(f"{TICKETS}/{number}/release", headers=headers)
    assert (other.status_code, "another request" in other.json()["detail"]) == (422, True)
    somebody = {**headers, **collected.key(Role.RESPONDER)}
    assert api.post(f"{TICKETS}/{number}/claim", headers=somebody).status_code == 409
    assert api.post(f"{TICKETS}/{number}/claim", headers={"Idempotency-Key": "abc"}).status_code == 401
    assert api.post(f"{TICKETS}/{number}/claim", headers={**headers, "Idempotency-Key": "x" * 201}).status_code == 422
    collected.clock.pass_time(hours=25)
    assert api.post(f"{TICKETS}/{number}/claim", headers=headers).status_code == 409


def test_a_move_sent_twice_at_the_same_time_is_made_once(collected: Scene) -> None:
    """Whoever comes while the first is still being answered waits or gets its answer; nobody makes the move again."""
    api, key = collected.api(), collected.key(Role.RESPONDER)
    number = items(api, key, state="open")[0]["id"]
    headers = {**key, "If-Match": "*", "Idempotency-Key": "abc"}

    def claim(_: int) -> tuple[int, str]:
        answer = api.post(f"{TICKETS}/{number}/claim", headers=headers)
        return answer.status_code, answer.json().get("detail", "")

    with ThreadPoolExecutor(8) as pool:
        told = set(pool.map(claim, range(8)))
    assert (200, "") in told
    assert all(status == 200 or "still being answered" in detail for status, detail in told)
    assert len(api.get(f"{TICKETS}/{number}/events", headers=key).json()["items"]) == 2


def test_a_key_whose_request_was_refused_or_died_is_free_again(collected: Scene) -> None:
    api, key = collected.api(), collected.key(Role.RESPONDER)
    number = items(api, key, state="open")[0]["id"]
    headers = {**key, "If-Match": '"9"', "Idempotency-Key": "abc"}
    assert api.post(f"{TICKETS}/{number}/claim", headers=headers).status_code == 412
    headers["If-Match"] = "*"
    assert api.post(f"{TICKETS}/{number}/claim", headers=headers).status_code == 200
    with collected.house.database.write() as session:
        session.execute(update(Once).values(status=UNDER_WAY))
    assert api.post(f"{TICKETS}/{number}/claim", headers=headers).status_code == 409
    collected.clock.pass_time(minutes=2)
    assert "cannot claim" in api.post(f"{TICKETS}/{number}/claim", headers=headers).json()["detail"]


def test_many_are_moved_at_once_each_by_itself(collected: Scene) -> None:
    api, key = collected.api(), collected.key(Role.APPROVER)
    first, second = [one["id"] for one in items(api, key, state="open")][:2]
    body = {"ids": [first, 999_999, second], "move": "assign", "owner": "maja"}
    told = api.post(f"{TICKETS}/bulk", json=body, headers=key).json()["items"]
    assert [(one["id"], one["status"], one["state"]) for one in told] == [
        (first, 200, "claimed"),
        (999_999, 404, None),
        (second, 200, "claimed"),
    ]
    dismissed = {"ids": [first], "move": "dismiss", "reason": "duplicate"}
    assert api.post(f"{TICKETS}/bulk", json=dismissed, headers=key).json()["items"][0]["state"] == "dismissed"
    for wrong in ({"ids": [], "move": "claim"}, {"ids": [1] * 101, "move": "claim"}, {"ids": [1], "move": "post"}):
        assert api.post(f"{TICKETS}/bulk", json=wrong, headers=key).status_code == 422
    assert api.post(f"{TICKETS}/bulk", json=body, headers=collected.key(Role.VIEWER)).status_code == 403


def test_the_calendar_has_every_running_ticket_and_no_word_of_a_review(collected: Scene) -> None:
    api, key = collected.api(), collected.key(Role.VIEWER)
    shown = items(api, key, state="open")
    answer = api.get(f"{TICKETS}/due.ics", headers=key)
    assert answer.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(event["uid"]) for event in events} == {f"ticket-{one['id']}@omdome" for one in shown}
    for one in shown:
        text = one["review"]["text"] or one["review"]["cons"]
        assert text is None or text[:40] not in answer.text
    assert api.get(f"{TICKETS}/due.ics").status_code == 401


def test_the_table_is_the_view_and_nothing_in_it_is_calculated(collected: Scene) -> None:
    api, key = collected.api(), collected.key(Role.ADMIN)
    number = items(api, key, state="open")[0]["id"]
    api.post(f"{TICKETS}/{number}/assign", json={"owner": "=HYPERLINK(1)"}, headers={**key, "If-Match": "*"})
    rows = list(csv.DictReader(io.StringIO(api.get(f"{TICKETS}/table.csv", headers=key).content.decode("utf-8-sig"))))
    assert [int(row["id"]) for row in rows] == [one["id"] for one in items(api, key)]
    assert next(row["owner"] for row in rows if int(row["id"]) == number) == "'=HYPERLINK(1)"
    assert api.get(f"{TICKETS}/table.csv", params={"state": "snoozed"}, headers=key).text.count("\n") == 1


def test_a_proposal_is_in_the_reviews_language_and_a_text_can_be_tried(collected: Scene) -> None:
    api, admin, key = collected.api(), collected.key(), collected.key(Role.RESPONDER)
    swedish = items(api, key, language="sv")[0]
    rules = {"hr_route": "hr@exempel.se", "anonymous_route": "https://rost.exempel.se", "signature": "HR-chefen"}
    path = f"/api/v1/employers/{swedish['employer_id']}/answering"
    assert api.put(path, json=rules, headers=admin).json()["signature"] == "HR-chefen"
    assert api.put(path, json={"hr_route": "a\nb"}, headers=admin).status_code == 422
    assert api.put(path, json=rules, headers=key).status_code == 403
    assert api.get(path, headers=key).json()["hr_route"] == "hr@exempel.se"
    told = api.get(f"{TICKETS}/{swedish['id']}/proposal", headers=key).json()
    assert told["language"] == "sv"
    assert "hr@exempel.se" in told["text"]
    assert told["text"].endswith("HR-chefen")
    body = {"text": "Hej Anna, vilken avdelning jobbar du på?"}
    tried = api.post(f"{TICKETS}/{swedish['id']}/try?say=sv", json=body, headers=key).json()
    assert {one["rule"] for one in tried["findings"]} >= {"name", "asks"}
    assert any("frågar vem det var" in one["said"] for one in tried["findings"])
    assert api.get(f"{TICKETS}/99999/proposal", headers=key).status_code == 404


def test_a_promise_is_kept_or_broken_once_and_shown_to_all_only_where_nobody_can_be_guessed(collected: Scene) -> None:
    api, key = collected.api(), collected.key(Role.RESPONDER)
    ticket = items(api, key, theme="workload_stress")[0]
    wanted = {
        "theme": "workload_stress",
        "text": "En person till på kvällen",
        "owner": "driftschefen",
        "due_on": "2027-01-15",
    }
    made = api.post(f"{TICKETS}/{ticket['id']}/promises", json=wanted, headers=key)
    assert (made.status_code, made.json()["state"]) == (201, "open")
    late = {**wanted, "due_on": "2020-01-01"}
    assert api.post(f"{TICKETS}/{ticket['id']}/promises", json=late, headers=key).status_code == 422
    number = made.json()["id"]
    assert [one["id"] for one in api.get("/api/v1/promises?state=open", headers=key).json()["items"]] == [number]
    assert api.post(f"/api/v1/promises/{number}/keep", json={}, headers=key).status_code == 422
    done = {"measure": "Två anställda i januari."}
    assert api.post(f"/api/v1/promises/{number}/keep", json=done, headers=key).json()["state"] == "kept"
    assert api.post(f"/api/v1/promises/{number}/break", json={}, headers=key).status_code == 409
    told = api.get(f"/api/v1/employers/{ticket['employer_id']}/heard-and-done?say=sv", headers=key)
    assert told.headers["content-type"].startswith("text/markdown")
    counts = [int(line.split(": ")[1].split()[0]) for line in told.text.splitlines() if line.startswith("## ")]
    assert all(count >= FEWEST for count in counts)
    if "arbetsbelastning" in told.text:
        assert "En person till på kvällen: gjort" in told.text
        assert "Två anställda i januari." in told.text
    assert SAFE not in told.text


def test_what_few_have_said_is_not_told(small_scene: Scene) -> None:
    told = small_scene.api().get("/api/v1/employers/1/heard-and-done?say=en", headers=small_scene.key())
    assert "Fewer than 5 people" in told.text
    assert "##" not in told.text
    assert small_scene.api().get("/api/v1/employers/999/heard-and-done", headers=small_scene.key()).status_code == 404
