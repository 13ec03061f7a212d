"""The whole API against its own description: whatever is sent, no server error and no status that is not documented."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import status_code_conformance

from service.app import create_app
from service.storage.repositories import heartbeats
from service.workflows.health import SCHEDULER
from tests.factories import Scene

pytestmark = pytest.mark.no_cover  # the same lines again and again


@pytest.mark.parametrize("with_key", [True, False])
def test_no_server_error_and_no_undocumented_status(small_scene: Scene, with_key: bool) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(small_scene.house))
    headers = small_scene.key() if with_key else {}
    with small_scene.house.database.write() as session:
        heartbeats.beat(session, SCHEDULER, small_scene.clock())  # /readyz says 503 without, as it should
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]  # our own description is valid

        @settings(
            max_examples=6,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            response = case.call(headers=headers)
            case.validate_response(response, checks=[not_a_server_error, status_code_conformance])

        ask()
    assert asked > 100
