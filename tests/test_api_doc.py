"""The examples of docs/api.md are run in their order; each is answered without an error."""

from __future__ import annotations

import json
import re
from pathlib import Path

from service.domain.ticket import Role
from tests.factories import Scene

DOC = Path(__file__).parents[1] / "docs" / "api.md"
BLOCK = re.compile(r"```http\n(\w+) (\S+)\n((?:[\w-]+: .*\n)*)(?:\n(\{.*\})\n)?```")


def test_every_example_is_answered_as_the_page_says(scene: Scene) -> None:
    scene.look(0)
    scene.look(1)
    api, key = scene.api(), scene.key(Role.ADMIN)
    ticket = api.get("/api/v1/tickets?state=open&language=sv", headers=key).json()["items"][0]
    found = BLOCK.findall(DOC.read_text("utf-8"))
    assert len(found) == DOC.read_text("utf-8").count("```http") >= 15
    for method, path, heads, body in found:
        headers = dict(line.split(": ", 1) for line in heads.splitlines())
        address = path.format(ticket=ticket["id"], review=ticket["review"]["id"])
        answer = api.request(method, address, headers={**key, **headers}, json=json.loads(body) if body else None)
        assert answer.status_code in (200, 201, 204), (method, path, answer.status_code, answer.text)
