"""Who gets in: every route against nobody, a wrong key, a revoked key and a role that is too low."""

from __future__ import annotations

import pytest

from service.app import create_app
from service.domain.ticket import Role
from service.storage.tables import ApiKey
from service.workflows.admit import first_key, revoke_key
from tests.factories import Scene

OPEN = {"/healthz", "/readyz", "/metrics", "/docs", "/openapi.json", "/redoc", "/docs/oauth2-redirect"}


def guarded(scene: Scene) -> list[tuple[str, str]]:
    """Every route that needs a key, filled in with ids that exist nowhere."""
    paths = create_app(scene.house).openapi()["paths"]
    filled = {
        "{source_id}": "99",
        "{review_id}": "99",
        "{ticket_id}": "99",
        "{move}": "claim",
        "{employer}": "99",
        "{month}": "2026-10",
    }
    routes = []
    for path, methods in paths.items():
        for name, value in filled.items():
            path = path.replace(name, value)
        routes += [(method.upper(), path) for method in methods if path not in OPEN]
    return routes


@pytest.mark.parametrize(
    "authorization", [None, "Bearer omd_wrong", "Bearer ", "Basic YWRtaW46YWRtaW4=", "omd_wrong", "Bearer å"]
)
def test_nobody_gets_in_anywhere_without_a_valid_key(small_scene: Scene, authorization: str | None) -> None:
    api = small_scene.api()
    headers = {b"Authorization": authorization.encode()} if authorization else {}
    for method, path in guarded(small_scene):
        answer = api.request(method, path, headers=headers)
        assert answer.status_code == 401, (method, path, answer.text)
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["title"] == "A valid key is needed"


READING = {"/api/v1/explanations"}
"""Asked with a body, and yet they change nothing."""


def test_a_viewer_changes_nothing(small_scene: Scene) -> None:
    api, key = small_scene.api(), small_scene.key(Role.VIEWER)
    for method, path in guarded(small_scene):
        if method != "GET" and path not in READING:
            answer = api.request(method, path, headers={**key, "If-Match": "*"}, json={})
            assert answer.status_code in (403, 422), (path, answer.text)
            if answer.status_code == 422:  # an invalid body is told only to those who may send one
                pytest.fail(f"{path} looked at the body before the role")


def test_a_responder_adds_neither_employers_nor_sources(small_scene: Scene) -> None:
    api, key = small_scene.api(), small_scene.key(Role.RESPONDER)
    assert api.post("/api/v1/employers", json={"name": "Ny"}, headers=key).status_code == 403
    assert (
        api.post(
            "/api/v1/sources", json={"employer_id": 1, "platform": "demo", "way_in": "import"}, headers=key
        ).status_code
        == 403
    )


def test_a_revoked_key_is_worth_nothing(small_scene: Scene) -> None:
    key = small_scene.key(Role.VIEWER, "leaver")
    assert small_scene.api().get("/api/v1/employers", headers=key).status_code == 200
    revoke_key(small_scene.house.database, "leaver", now=small_scene.clock())
    assert small_scene.api().get("/api/v1/employers", headers=key).status_code == 401


def test_a_key_is_stored_only_as_its_digest(small_scene: Scene) -> None:
    key = small_scene.key()["Authorization"].removeprefix("Bearer ")
    with small_scene.house.database.read() as session:
        row = session.query(ApiKey).one()
    assert key not in repr(vars(row))
    assert len(row.digest) == 64


def test_the_first_key_is_made_once(small_scene: Scene) -> None:
    house = small_scene.house
    assert str(first_key(house.database, house.secret, now=house.clock())).startswith("omd_")
    assert first_key(house.database, house.secret, now=house.clock()) is None


def test_health_is_for_everybody_and_names_no_employer(small_scene: Scene) -> None:
    small_scene.look()
    api = small_scene.api()
    assert api.get("/healthz").json() == {"status": "alive"}
    for path in ("/readyz", "/metrics"):
        assert "Pallvik" not in api.get(path).text
