"""What there is of an answer; snippets kept, approved and used; notices for those who are only told; a notice of illegality."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from service.domain.ticket import Role
from service.workflows.admit import Bounds, add_key
from tests.factories import SAFE, Scene, make_review

PRAISE = "Tack för att du berättar! {signature|HR}, {hr_route|hr@exempel.se}."


def newest(scene: Scene, **review: Any) -> tuple[str, int]:
    """A new review and its ticket."""
    external = scene.site.publish(make_review(**review))
    scene.look()
    items = scene.api().get("/api/v1/tickets?limit=200", headers=scene.key()).json()["items"]
    return external, int(max(items, key=lambda one: one["id"])["id"])


def make(api: TestClient, key: dict[str, str], ticket: int, move: str, **body: Any) -> Any:
    return api.post(f"/api/v1/tickets/{ticket}/{move}", headers={**key, "If-Match": "*"}, json=body)


def taken_to(scene: Scene, ticket: int, *moves: str, text: str = SAFE) -> None:
    api, writer, reader = scene.api(), scene.key(Role.RESPONDER), scene.key(Role.APPROVER)
    scene.clock.pass_time(hours=5)
    for move in moves:
        key = reader if move == "approve" else writer
        answer = make(api, key, ticket, move, **({"text": text} if move == "draft" else {}))
        assert answer.status_code == 200, answer.text


def test_an_approver_reads_the_draft_and_where_it_goes(looked: Scene) -> None:
    _, ticket = newest(looked)
    api, key = looked.api(), looked.key(Role.APPROVER)
    path = f"/api/v1/tickets/{ticket}/answer"
    empty = api.get(path, headers=key).json()
    assert (empty["draft"], empty["posted"], empty["promises"]) == (None, [], [])
    taken_to(looked, ticket, "claim", "draft", text=f"{SAFE} Vi ska se över schemat senast i mars.")
    told = api.get(path, headers=key).json()
    assert told["draft"]["text"].startswith(SAFE)
    assert told["draft"]["origin"] == "person"
    assert [one["text"] for one in told["promises"]] == ["Vi ska se över schemat senast i mars."]
    assert told["where"]["limit"] == 5000
    assert told["where"]["page"].startswith("http")
    assert told["where"]["by_api"] is False
    promise = {"theme": "work_life_balance", "text": told["promises"][0]["text"], "owner": "HR", "due_on": "2027-03-31"}
    assert api.post(f"/api/v1/tickets/{ticket}/promises", json=promise, headers=key).status_code == 201
    assert api.get(path, headers=key).json()["promises"] == [], "what is written down is not suggested again"
    assert api.get(path, headers=looked.key(Role.NOTIFY_ONLY)).status_code == 403
    assert api.get("/api/v1/tickets/999999/answer", headers=key).status_code == 404


def test_another_text_on_the_page_is_shown_word_by_word(looked: Scene) -> None:
    external, ticket = newest(looked)
    taken_to(looked, ticket, "claim", "draft", "submit", "approve", "post")
    looked.clock.pass_time(hours=1)
    looked.site.answer(external, SAFE.replace("hr@exempel.se", "jobb@exempel.se"), looked.clock().date(), "HR")
    looked.look()
    told = looked.api().get(f"/api/v1/tickets/{ticket}/answer", headers=looked.key(Role.VIEWER)).json()
    changed = {one["change"]: one["text"] for one in told["difference"] if one["change"] != "same"}
    assert changed == {"gone": "hr@exempel.se,", "new": "jobb@exempel.se,"}
    assert (told["posted"][0]["state"], len(told["public"])) == ("seen_different", 1)


def test_sending_is_refused_where_no_api_takes_it_and_wants_a_version(looked: Scene) -> None:
    _, ticket = newest(looked)
    taken_to(looked, ticket, "claim", "draft", "submit", "approve")
    api, key = looked.api(), looked.key(Role.APPROVER)
    path = f"/api/v1/tickets/{ticket}/send"
    assert api.post(path, headers=key).status_code == 428
    refused = api.post(path, headers={**key, "If-Match": "*"})
    assert (refused.status_code, "post it by hand" in refused.json()["detail"]) == (422, True)
    assert api.post(path, headers={**key, "If-Match": '"1"'}).status_code == 412


def snippet(api: TestClient, key: dict[str, str], **more: Any) -> Any:
    body = {"name": "Tack", "language": "sv", "text": PRAISE, **more}
    return api.post("/api/v1/employers/2/snippets", json=body, headers=key)


def test_a_snippet_is_kept_changed_and_dropped(looked: Scene) -> None:
    api, key = looked.api(), looked.key(Role.RESPONDER, "maja")
    made = snippet(api, key).json()
    path = f"/api/v1/snippets/{made['id']}"
    changed = api.put(path, json={"name": "Tack\n2", "language": "sv", "text": "Tack. {hr_route|x}"}, headers=key)
    assert changed.json()["name"] == "Tack 2"
    listed = api.get("/api/v1/employers/2/snippets?language=sv", headers=key).json()["items"]
    assert [one["id"] for one in listed] == [made["id"]]
    assert api.get("/api/v1/employers/2/snippets?language=de", headers=key).json()["items"] == []
    assert api.delete(path, headers=key).status_code == 204
    assert api.delete(path, headers=key).status_code == 404
    assert snippet(api, looked.key(Role.VIEWER)).status_code == 403


@pytest.mark.parametrize("text", ["Hej {namn}", "Hej {", "}", " ", "{signature.__class__}", "{0}", "{hr_route!r}"])
def test_a_text_that_is_no_snippet_is_refused(looked: Scene, text: str) -> None:
    assert snippet(looked.api(), looked.key(Role.RESPONDER), text=text).status_code == 422


def test_a_private_snippet_is_nobody_elses(looked: Scene) -> None:
    api, mine, other = looked.api(), looked.key(Role.RESPONDER), looked.key(Role.ADMIN)
    made = snippet(api, mine, private=True).json()
    path = f"/api/v1/snippets/{made['id']}"
    words = {"name": "x", "language": "sv", "text": "y"}
    assert api.get("/api/v1/employers/2/snippets", headers=other).json()["items"] == []
    assert api.put(path, json=words, headers=other).status_code == 404
    assert api.delete(path, headers=other).status_code == 404
    _, ticket = newest(looked)
    make(api, other, ticket, "claim")
    assert make(api, other, ticket, "draft", snippet=made["id"]).status_code == 404


def test_a_draft_from_a_snippet_has_its_variables_filled_in(looked: Scene) -> None:
    api, key = looked.api(), looked.key(Role.RESPONDER)
    rules = {"signature": "HR-chefen"}
    assert api.put("/api/v1/employers/2/answering", json=rules, headers=looked.key()).status_code == 200
    made = snippet(api, key).json()
    lacking = snippet(api, key, text="{anonymous_route}").json()
    _, ticket = newest(looked)
    make(api, key, ticket, "claim")
    assert make(api, key, ticket, "draft", snippet=lacking["id"]).status_code == 422
    assert make(api, key, ticket, "draft", snippet=made["id"], text="x").status_code == 422
    assert make(api, key, ticket, "draft", snippet=made["id"]).status_code == 200
    draft = api.get(f"/api/v1/tickets/{ticket}/answer", headers=key).json()["draft"]
    assert draft["text"] == "Tack för att du berättar! HR-chefen, hr@exempel.se."
    assert draft["origin"] == "person", "nobody approved these words beforehand"


def approved(scene: Scene, writer: dict[str, str]) -> int:
    api = scene.api()
    number = int(snippet(api, writer).json()["id"])
    read = {"text": PRAISE}
    own = api.post(f"/api/v1/snippets/{number}/approve", json=read, headers=scene.key(Role.RESPONDER))
    assert own.status_code == 403
    other = api.post(f"/api/v1/snippets/{number}/approve", json={"text": "other"}, headers=scene.key(Role.APPROVER))
    assert other.status_code == 412, "what was not read is not approved"
    done = api.post(f"/api/v1/snippets/{number}/approve", json=read, headers=scene.key(Role.APPROVER))
    assert done.status_code == 200
    return number


@pytest.mark.parametrize(
    ("stars", "trusted", "expected"), [(5, True, "approved"), (5, False, "submitted"), (1, True, "submitted")]
)
def test_words_approved_beforehand_need_no_second_reader_where_the_employer_says_so(
    looked: Scene, stars: int, trusted: bool, expected: str
) -> None:
    api, key = looked.api(), looked.key(Role.APPROVER)
    number = approved(looked, key)
    api.put("/api/v1/employers/2/answering", json={"trust_snippets": trusted}, headers=looked.key())
    _, ticket = newest(looked, stars=stars, cons="Vi är för få, ingen lyssnar och lönen är dålig.")
    make(api, key, ticket, "claim")
    make(api, key, ticket, "draft", snippet=number)
    assert make(api, key, ticket, "submit").json()["state"] == expected
    events = api.get(f"/api/v1/tickets/{ticket}/events", headers=key).json()["items"]
    if expected == "approved":
        assert (events[-1]["actor"], events[-1]["note"]) == ("omdome", "a snippet that was approved beforehand")


def test_changed_words_are_no_longer_approved_and_free_text_never_is(looked: Scene) -> None:
    api, key = looked.api(), looked.key(Role.APPROVER)
    number = approved(looked, key)
    api.put("/api/v1/employers/2/answering", json={"trust_snippets": True}, headers=looked.key())
    changed = {"name": "Tack", "language": "sv", "text": f"{PRAISE} Mer."}
    assert api.put(f"/api/v1/snippets/{number}", json=changed, headers=key).json()["approved_by"] is None
    for stars, draft in ((4, {"snippet": number}), (5, {"text": SAFE})):
        _, ticket = newest(looked, stars=stars, cons=f"Vi är för få, ingen lyssnar och lönen är dålig ({stars}).")
        make(api, key, ticket, "claim")
        make(api, key, ticket, "draft", **draft)
        assert make(api, key, ticket, "submit").json()["state"] == "submitted"


def test_who_wrote_a_snippet_approves_it_only_when_alone(looked: Scene) -> None:
    api, key = looked.api(), looked.key(Role.APPROVER)
    number, private = snippet(api, key).json()["id"], snippet(api, key, private=True).json()["id"]
    path = f"/api/v1/snippets/{number}/approve"
    assert api.post(path, json={"text": PRAISE}, headers=key).status_code == 403
    api.put("/api/v1/employers/2/answering", json={"sole_responder": True}, headers=looked.key())
    assert api.post(path, json={"text": PRAISE}, headers=key).status_code == 200
    assert api.post(f"/api/v1/snippets/{private}/approve", json={"text": PRAISE}, headers=key).status_code == 422


def test_who_is_only_told_reads_notices_and_nothing_else(looked: Scene) -> None:
    newest(looked)
    api, key = looked.api(), looked.key(Role.NOTIFY_ONLY)
    told = api.get("/api/v1/notices?say=en&limit=1", headers=key).json()
    (notice,) = told["items"]
    assert notice["kind"] in ("negative", "urgent")
    assert notice["day"] == "2026-11-10"
    assert set(notice) == {"kind", "employer_id", "day", "says"}
    more = api.get("/api/v1/notices", params={"limit": 200}, headers=key).json()["items"]
    assert len({(one["kind"], one["says"], one["day"]) for one in more}) <= len(more)
    paths = api.get("/openapi.json").json()["paths"]
    for path, methods in paths.items():
        if "get" in methods and path not in ("/api/v1/notices", "/healthz", "/readyz", "/metrics"):
            filled = path.format(
                employer=2, employer_id=2, ticket_id=1, review_id=1, source_id=1, round_id=1, month="2026-10"
            )
            assert api.get(filled, headers=key).status_code in (403, 422), path


def test_notices_end_at_the_employers_of_the_key(looked: Scene) -> None:
    newest(looked)
    bounds = Bounds(employers=frozenset({1}))
    key = add_key(
        looked.house.database, "ett", Role.NOTIFY_ONLY, looked.house.secret, now=looked.clock(), bounds=bounds
    )
    headers = {"Authorization": f"Bearer {key}"}
    assert looked.api().get("/api/v1/notices?employer=1", headers=headers).json()["items"] == []
    assert looked.api().get("/api/v1/notices?employer=2", headers=headers).status_code == 404


def test_illegal_content_is_dismissed_with_a_reason_and_a_notice_to_the_platform(looked: Scene) -> None:
    _, ticket = newest(looked)
    api, key = looked.api(), looked.key(Role.RESPONDER)
    path = f"/api/v1/tickets/{ticket}/notice?say=en"
    assert api.get(path, headers=key).status_code == 422
    make(api, key, ticket, "claim")
    assert make(api, key, ticket, "dismiss", reason="illegal_content").status_code == 422
    why = "names a nurse and her diagnosis\n# <script>"
    assert make(api, key, ticket, "dismiss", reason="illegal_content", note=why).status_code == 200
    text = api.get(path, headers=key).text
    assert "names a nurse and her diagnosis # <script>" in text
    assert "Article 16" in text
    assert "**Where.** http" in text
    swedish = api.get(path.replace("en", "sv"), headers=key).text
    assert "god tro" in swedish


def test_complaints_are_followed_to_what_was_done(looked: Scene) -> None:
    api, key = looked.api(), looked.key(Role.RESPONDER)
    numbers = [newest(looked, cons=f"Schemat kommer för sent, {n} dagar innan, ingen fritid.")[1] for n in range(12)]
    promise = {
        "theme": "work_life_balance", "text": "Schemat läggs fyra veckor i förväg", "owner": "driftschefen",
        "due_on": "2026-12-01",
    }  # fmt: skip
    made = api.post(f"/api/v1/tickets/{numbers[0]}/promises", json=promise, headers=key).json()
    path = f"/api/v1/promises/{made['id']}/tickets"

    def told() -> str:
        return api.get("/api/v1/employers/2/heard-and-done?say=en", headers=key).text

    assert "led to this" not in told(), "one complaint alone is not told"
    assert api.put(path, json={"ticket_ids": numbers[:7]}, headers=key).status_code == 200
    assert api.put(path, json={"ticket_ids": numbers[:7]}, headers=key).status_code == 200
    api.post(f"/api/v1/promises/{made['id']}/keep", json={"measure": "Ny schemarutin"}, headers=key)
    heard = next(line for line in told().splitlines() if line.startswith("- Schemat"))
    assert "done 2026-11-10. Ny schemarutin" in heard
    assert "(7 of " in heard
    assert api.put(path, json={"ticket_ids": [999_999]}, headers=key).status_code == 404
    looked.look(0)
    items = api.get("/api/v1/tickets?employer=1", headers=key).json()["items"]
    assert api.put(path, json={"ticket_ids": [items[0]["id"]]}, headers=key).status_code == 404, "another employer's"


def test_what_is_left_over_could_be_one_person_and_is_not_told() -> None:
    from service.workflows.promises import _tellable

    assert [_tellable(linked, 12) for linked in (1, 4, 5, 7, 8, 11, 12)] == [
        False,
        False,
        True,
        True,
        False,
        False,
        True,
    ]
