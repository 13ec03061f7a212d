"""Alerts to any program, per Standard Webhooks 1.0: signed, with an id that never changes between attempts.

https://www.standardwebhooks.com. The package `standardwebhooks` signs the same way; it brings six dependencies for five lines.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from dataclasses import asdict

import httpx
import orjson

from service.domain.errors import DeliveryFailed, DeliveryRefused, InvalidInput
from service.domain.ports import Message
from service.domain.settings import Settings

PREFIX = "whsec_"
LEAST, MOST = 24, 64
"""Bytes of the secret, per the standard."""
GONE = 410


class WebhookChannel:
    """One endpoint of the operator's own."""

    slug = "webhook"

    def __init__(self, url: str, secret: bytes, timeout: float = 10) -> None:
        self._url, self._secret = url, secret
        self._client = httpx.Client(timeout=timeout, follow_redirects=False)

    @classmethod
    def from_settings(cls, settings: Settings) -> WebhookChannel:
        """Raises InvalidInput without an address or a proper secret."""
        if settings.webhook_url is None or settings.webhook_secret is None:
            raise InvalidInput("the channel webhook needs OMDOME_WEBHOOK_URL and OMDOME_WEBHOOK_SECRET (whsec_…)")
        return cls(settings.webhook_url.get_secret_value(), _secret(settings.webhook_secret.get_secret_value()))

    def send(self, message: Message) -> None:
        """Post it once. Raises DeliveryFailed where trying again may help, DeliveryRefused where the endpoint is gone."""
        body = orjson.dumps({"type": f"omdome.{message.kind}", "data": asdict(message)})
        number, moment = hashlib.sha256(message.key.encode()).hexdigest()[:32], str(int(time.time()))
        headers = {
            "content-type": "application/json",
            "webhook-id": f"msg_{number}",
            "webhook-timestamp": moment,
            "webhook-signature": f"v1,{signature(self._secret, f'msg_{number}', moment, body)}",
        }
        try:
            answer = self._client.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as problem:
            # the address may hold a token
            raise DeliveryFailed(f"the webhook could not be reached ({type(problem).__name__})") from None
        if answer.status_code == GONE:
            raise DeliveryRefused("the webhook is gone (410): check OMDOME_WEBHOOK_URL")
        if not answer.is_success:
            wait = answer.headers.get("retry-after", "")
            raise DeliveryFailed(
                f"the webhook answered {answer.status_code}", retry_after=float(wait) if wait.isdigit() else None
            )


def signature(secret: bytes, number: str, moment: str, body: bytes) -> str:
    """HMAC-SHA-256 of id, timestamp and body, in base64."""
    signed = hmac.new(secret, f"{number}.{moment}.".encode() + body, hashlib.sha256)
    return base64.b64encode(signed.digest()).decode()


def _secret(told: str) -> bytes:
    try:
        secret = base64.b64decode(told.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        secret = b""
    if not told.startswith(PREFIX) or not LEAST <= len(secret) <= MOST:
        raise InvalidInput(f"OMDOME_WEBHOOK_SECRET is {PREFIX} and {LEAST} to {MOST} bytes in base64")
    return secret


CHANNEL = WebhookChannel
