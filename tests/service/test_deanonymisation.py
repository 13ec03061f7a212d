"""Somebody inside tries to find out who wrote a review. Each attack is tried through the public door, with an admin's key."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import inspect, select

from service.domain.ticket import Role
from service.storage.base import Base
from service.storage.tables import Alert, Revision
from service.workflows.promises import FEWEST
from tests.factories import Scene, make_review

TELLING = ("job_title", "location", "tenure", "employment", "author", "alias", "reviewer", "user_name")


def everything(scene: Scene) -> dict[str, str]:
    """The answer of every route that is read, by path."""
    api, key = scene.api(), scene.key(Role.ADMIN)
    ticket = api.get("/api/v1/tickets", headers=key).json()["items"][0]
    values = {
        "employer_id": ticket["employer_id"], "employer": ticket["employer_id"], "ticket_id": ticket["id"],
        "review_id": ticket["review"]["id"], "source_id": 1, "round_id": 1, "month": "2026-10",
    }  # fmt: skip
    paths = [path for path, methods in api.get("/openapi.json").json()["paths"].items() if "get" in methods]
    return {path: api.get(path.format(**values), headers=key).text for path in paths}


def test_joining_with_a_staff_list_finds_no_column_to_join_on(collected: Scene) -> None:
    """Title, place and tenure are what a staff list could be joined by; no answer holds them."""
    with collected.house.database.read() as session:
        held = {
            value for row in session.execute(select(Revision.job_title, Revision.location)) for value in row if value
        }
    told = everything(collected)
    assert len(told) > 20
    for path, text in told.items():
        if not path.endswith(("/runs", "/days")):  # which tell what share of a page's reviews had the field, no value
            assert not [word for word in TELLING if f'"{word}"' in text], path
        assert not [value for value in held if len(value) > 4 and f'"{value}"' in text], path


def test_no_table_has_a_place_for_an_author() -> None:
    columns = {column.name for table in Base.metadata.sorted_tables for column in table.columns}
    assert not columns & {"author", "author_name", "reviewer", "user", "username", "nickname", "alias", "profile_url"}
    assert inspect(Revision).columns.keys()


@pytest.mark.parametrize(
    "query",
    [
        "title=Lagerchef",
        "job_title=Lagerchef",
        "location=Malm%C3%B6",
        "tenure=1-3",
        "employment=former",
        "sort=location",
    ],
)
def test_a_filter_that_would_single_somebody_out_does_nothing(collected: Scene, query: str) -> None:
    api, key = collected.api(), collected.key(Role.ADMIN)
    for path in ("/api/v1/tickets", "/api/v1/reviews", "/api/v1/tickets/table.csv"):
        with_, without = (api.get(address, headers=key).text for address in (f"{path}?{query}", path))
        assert with_ == without, "an answer that changed would tell whether there was a match"


def test_two_views_cannot_be_subtracted_to_leave_one_person(collected: Scene) -> None:
    """What is told to all counts whole employers and a whole year; one more review moves no number below five into sight."""
    api, key = collected.api(), collected.key(Role.ADMIN)

    def told() -> dict[str, int]:
        text = api.get("/api/v1/employers/1/heard-and-done?say=en", headers=key).text
        heads = [line[3:].split(": ") for line in text.splitlines() if line.startswith("## ")]
        return {theme: int(rest.split()[0]) for theme, rest in heads}

    before = told()
    collected.site.publish(make_review())
    collected.look(0)
    after = told()
    assert all(count >= FEWEST for count in (*before.values(), *after.values()))
    appeared = set(after) - set(before)
    assert all(after[theme] == FEWEST for theme in appeared), "a theme is first told with five, never with fewer"


def test_alerts_tell_neither_the_hour_of_writing_nor_a_word(collected: Scene) -> None:
    collected.site.publish(make_review())
    collected.look()
    with collected.house.database.read() as session:
        payloads: list[dict[str, Any]] = list(session.scalars(select(Alert.payload)))
        texts = [text for text in session.scalars(select(Revision.text)) if text]
    assert payloads
    for payload in payloads:
        plain = json.dumps(payload, ensure_ascii=False)
        assert not [word for word in TELLING if word in plain]
        assert not [text for text in texts if len(text) > 20 and text[:40] in plain]
        for item in payload["items"]:
            assert item["stars"] in ("1-2", "3", "4-5", "none")
            assert item["published_on"] is None or len(item["published_on"]) == len("2026-11-24")


def test_an_error_tells_nothing_that_is_held(collected: Scene) -> None:
    api, key = collected.api(), collected.key(Role.VIEWER)
    held = api.get("/api/v1/reviews?limit=50", headers=key).json()["items"]
    for path in ("/api/v1/tickets/abc", "/api/v1/reviews/0", "/api/v1/tickets/999999", "/api/v1/tickets?theme=Anna"):
        text = api.get(path, headers=key).text
        assert not [one for one in held if one["title"] and one["title"] in text]
