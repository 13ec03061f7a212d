"""The page of the queue is written from plain values: it says, to the letter, what one ticket says of itself."""

from __future__ import annotations

import pytest

from service.api.schemas import Tickets
from service.domain.ticket import Role
from tests.factories import Scene


@pytest.mark.parametrize("say", ["sv", "en"])
def test_a_page_says_of_each_ticket_what_the_ticket_says_of_itself(scene: Scene, say: str) -> None:
    scene.look(0)
    scene.look(1)
    api, key = scene.api(), scene.key(Role.ADMIN)
    api.put("/api/v1/employers/2/answering", json={"heavy_themes": ["management", "pay_benefits"]}, headers=key)
    page = api.get(f"/api/v1/tickets?limit=200&say={say}", headers=key)
    items = page.json()["items"]
    assert len(items) > 10
    for item in items:
        assert api.get(f"/api/v1/tickets/{item['id']}?say={say}", headers=key).json() == item
    assert Tickets.model_validate_json(page.content).model_dump(mode="json") == page.json()


def test_a_ticket_whose_review_was_not_read_yet_is_shown_without_a_reading(scene: Scene) -> None:
    from sqlalchemy import delete

    from service.storage.tables import Reading

    scene.look(1)
    with scene.house.database.write() as session:
        session.execute(delete(Reading))
    items = scene.api().get("/api/v1/tickets?limit=200", headers=scene.key()).json()["items"]
    assert items
    assert all(item["review"]["reading"] is None for item in items)
