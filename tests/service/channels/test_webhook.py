"""Webhooks out: signed as the standard says, the same id on every attempt, secrets in no message."""

from __future__ import annotations

import base64
import json

import httpx
import pytest
from pydantic import SecretStr

from service.channels.webhook import WebhookChannel, signature
from service.domain.errors import DeliveryFailed, DeliveryRefused, InvalidInput
from service.domain.settings import Settings
from tests.service.channels.test_slack import make_message

SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
URL = "https://hook.example/omdome?token=hush"


def channel(answer: httpx.Response | Exception, got: list[httpx.Request]) -> WebhookChannel:
    made = WebhookChannel.from_settings(Settings(webhook_url=SecretStr(URL), webhook_secret=SecretStr(SECRET)))

    def handle(request: httpx.Request) -> httpx.Response:
        got.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    made._client = httpx.Client(transport=httpx.MockTransport(handle))
    return made


def test_it_is_signed_and_keeps_its_id() -> None:
    got: list[httpx.Request] = []
    hook = channel(httpx.Response(204), got)
    hook.send(make_message())
    hook.send(make_message())
    first, second = got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert json.loads(first.content)["type"] == "omdome.urgent"
    assert json.loads(first.content)["data"]["lines"][0]["text"] is None
    expected = signature(b"s" * 32, first.headers["webhook-id"], first.headers["webhook-timestamp"], first.content)
    assert first.headers["webhook-signature"] == f"v1,{expected}"


def test_the_signature_is_the_standards_own_example() -> None:
    """From the specification's test vector."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    told = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert told == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (httpx.Response(410), DeliveryRefused, "gone"),
        (httpx.Response(503, headers={"retry-after": "7"}), DeliveryFailed, "503"),
        (httpx.Response(302, headers={"location": "http://10.0.0.1/"}), DeliveryFailed, "302"),
        (httpx.ConnectError(f"no route to {URL}"), DeliveryFailed, "ConnectError"),
    ],
)
def test_what_goes_wrong_is_told_without_the_address(
    answer: httpx.Response | Exception, error: type, says: str
) -> None:
    with pytest.raises(error, match=says) as told:
        channel(answer, []).send(make_message())
    assert "hush" not in str(told.value)


@pytest.mark.parametrize("secret", ["", "abc", "whsec_", "whsec_!!!", "whsec_YWJj"])
def test_a_secret_that_is_none_is_refused(secret: str) -> None:
    with pytest.raises(InvalidInput, match="whsec_"):
        WebhookChannel.from_settings(Settings(webhook_url=SecretStr(URL), webhook_secret=SecretStr(secret)))
    with pytest.raises(InvalidInput, match="OMDOME_WEBHOOK_URL"):
        WebhookChannel.from_settings(Settings())
