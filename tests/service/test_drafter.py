"""Drafts by a model of the operator's own: off by default, checked like anybody's, the template where it fails."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Header, Response
from pydantic import SecretStr

from service.domain.errors import DeliveryFailed, InvalidInput
from service.domain.ports import Task
from service.domain.settings import Settings
from service.domain.ticket import Role
from service.drafter import ModelDrafter
from tests.factories import Scene, make_review

GOOD = "Tack för att du skriver om schemat. Vi har läst det och tar det vidare. Nå HR på hr@exempel.se eller skriv anonymt på rost.exempel.se. HR"


@dataclass
class Endpoint:
    """A fake of an OpenAI-compatible endpoint."""

    url: str = ""
    says: Any = GOOD
    status: int = 200
    got: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    state, app = Endpoint(), FastAPI()

    @app.post("/v1/chat/completions")
    def complete(body: dict[str, Any], authorization: str | None = Header(None)) -> Any:
        state.got.append(body)
        state.keys.append(authorization)
        if state.status != 200:
            return Response(status_code=state.status)
        return {"choices": [{"message": {"role": "assistant", "content": state.says}}]}

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    state.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/v1"
    yield state
    server.should_exit = True
    thread.join(10)


Maker = Callable[..., ModelDrafter]


@pytest.fixture
def drafter(endpoint: Endpoint) -> Iterator[Maker]:
    """Drafters at that endpoint; closed at the end."""
    with ExitStack() as stack:

        def make(**more: Any) -> ModelDrafter:
            made = ModelDrafter.from_settings(Settings(drafting_url=endpoint.url, drafting_model="small", **more))
            assert made is not None
            return stack.enter_context(closing(made))

        yield make


ROUTES = {"hr_route": "hr@exempel.se", "anonymous_route": "rost.exempel.se", "signature": "HR"}
TASK = Task("sv", "Schemat kommer för sent.", (), ("work_life_balance",), ROUTES)


def test_it_is_asked_once_with_what_it_may_know(endpoint: Endpoint, drafter: Maker) -> None:
    assert drafter(drafting_key=SecretStr("hush")).draft(TASK) == GOOD
    (asked,) = endpoint.got
    assert asked["model"] == "small"
    assert json.loads(asked["messages"][1]["content"])["review"] == TASK.review
    assert "hr@exempel.se" in asked["messages"][0]["content"]
    assert endpoint.keys == ["Bearer hush"]
    drafter().draft(TASK)
    assert endpoint.keys[1] is None


@pytest.mark.parametrize("says", [None, "", "  ", {"a": 1}, "x" * 4001])
def test_what_is_no_text_counts_as_failed(endpoint: Endpoint, says: Any, drafter: Maker) -> None:
    endpoint.says = says
    with pytest.raises(DeliveryFailed):
        drafter().draft(TASK)


def test_it_is_set_up_whole_or_not_at_all() -> None:
    assert ModelDrafter.from_settings(Settings()) is None
    with pytest.raises(InvalidInput, match="together"):
        ModelDrafter.from_settings(Settings(drafting_model="small"))


@pytest.fixture
def scene(looked: Scene) -> Scene:
    """One that has looked."""
    return looked


@pytest.fixture
def ticket(scene: Scene) -> int:
    """A bad review that names somebody, and its ticket."""
    scene.site.publish(make_review(cons="Schemat kommer för sent. Kerstin Ek ringer på kvällarna."))
    scene.look()
    api, key = scene.api(), scene.key(Role.VIEWER)
    items = api.get("/api/v1/tickets?limit=200&state=open", headers=key).json()["items"]
    return int(max(items, key=lambda one: one["id"])["id"])


def proposed(scene: Scene, ticket: int, key: dict[str, str] | None = None) -> Any:
    path = f"/api/v1/tickets/{ticket}/proposal?by=model&say=sv"
    return scene.api().get(path, headers=key or scene.key(Role.RESPONDER))


def test_without_a_model_nothing_leaves_and_it_says_so(scene: Scene, ticket: int) -> None:
    answer = proposed(scene, ticket)
    assert (answer.status_code, "OMDOME_DRAFTING_URL" in answer.json()["detail"]) == (422, True)


def test_a_model_drafts_and_names_do_not_leave_the_house(
    scene: Scene, ticket: int, endpoint: Endpoint, drafter: Maker
) -> None:
    scene.house.__dict__["drafter"] = drafter()
    told = proposed(scene, ticket).json()
    assert (told["made_by"], told["text"]) == ("model", GOOD)
    sent = json.dumps(endpoint.got, ensure_ascii=False)
    assert "Schemat kommer för sent" in sent
    assert "Kerstin" not in sent
    assert "Ek " not in sent
    assert proposed(scene, ticket, scene.key(Role.VIEWER)).status_code == 403


@pytest.mark.parametrize(
    "says", ["Hej Kerstin, vi vet vem du är.", "Thank you for writing, we have read it and will pass it on to HR.", ""]
)
def test_a_draft_that_the_check_forbids_is_passed_over(
    scene: Scene, ticket: int, endpoint: Endpoint, says: str, drafter: Maker
) -> None:
    endpoint.says = says
    scene.house.__dict__["drafter"] = drafter()
    told = proposed(scene, ticket).json()
    assert told["made_by"] == "template_instead"
    assert told["text"].startswith("Tack för att du berättar")


def test_a_model_that_is_down_is_passed_over(scene: Scene, ticket: int, endpoint: Endpoint, drafter: Maker) -> None:
    endpoint.status = 503
    scene.house.__dict__["drafter"] = drafter()
    assert proposed(scene, ticket).json()["made_by"] == "template_instead"


def test_an_urgent_matter_is_never_given_to_a_model(scene: Scene, endpoint: Endpoint, drafter: Maker) -> None:
    scene.look(0)
    scene.house.__dict__["drafter"] = drafter()
    items = scene.api().get("/api/v1/tickets?urgent=true", headers=scene.key()).json()["items"]
    assert proposed(scene, items[0]["id"]).json()["made_by"] == "template"
    assert endpoint.got == []
