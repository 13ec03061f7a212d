"""Calls to other people's APIs: a token fetched when needed, answers judged alike, and no secret in any error.

OAuth 2.0 tokens per RFC 6749, 4.4 (client credentials) and 6 (refresh): one form, one answer. Authlib does the same and
more; it brings a cryptography package that nothing here needs.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import httpx
import orjson

from service.domain.errors import DeliveryFailed, DeliveryRefused

TIMEOUT = 15.0
MOST_BYTES = 1_000_000
"""Of an answer; what is longer is none that we wait for."""
EARLY = 60.0
"""Seconds before its end from which a token is not used any more."""
SHORTEST_LIFE = 300.0
"""Of a token whose life is not told."""


class Token:
    """A bearer token, kept while it is valid."""

    def __init__(self, url: str, form: Mapping[str, str], basic: tuple[str, str] | None = None) -> None:
        self._url, self._form, self._basic = url, dict(form), basic
        self._value, self._until = "", 0.0

    def value(self, client: httpx.Client, who: str) -> str:
        """The token. Raises DeliveryRefused where the credentials are not taken, DeliveryFailed where nobody answers."""
        if time.monotonic() >= self._until:
            auth = httpx.BasicAuth(*self._basic) if self._basic else None
            answer = _ask(client, who, "POST", self._url, data=self._form, auth=auth)
            if answer.status_code in (400, 401, 403):
                raise DeliveryRefused(f"{who} does not accept our credentials ({answer.status_code}): renew them")
            told = _judged(answer, who)
            self._value = str(told.get("access_token") or "")
            if not self._value:
                raise DeliveryFailed(f"{who} gave no token")
            self._until = time.monotonic() + _seconds(told.get("expires_in")) - EARLY
        return self._value

    def forget(self) -> None:
        """It was not accepted: fetch another."""
        self._until = 0.0


class Key:
    """A key that does not change; none where the endpoint wants none."""

    def __init__(self, key: str | None) -> None:
        self._key = key

    def value(self, client: httpx.Client, who: str) -> str:
        """The key, or nothing."""
        return self._key or ""

    def forget(self) -> None:
        """There is no other."""


class Api:
    """One API, asked with a token; `who` names it in errors."""

    def __init__(self, who: str, token: Token | Key, timeout: float = TIMEOUT) -> None:
        self._who, self._token = who, token
        self._client = httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False)

    def send(self, method: str, url: str, body: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """The answer, which is an object or nothing. A token that ran out early is renewed once.

        Raises DeliveryFailed (try again) and DeliveryRefused (do not).
        """
        answer = self._once(method, url, body)
        if answer.status_code == 401:
            self._token.forget()
            answer = self._once(method, url, body)
        return _judged(answer, self._who)

    def close(self) -> None:
        """Give back its connections."""
        self._client.close()

    def _once(self, method: str, url: str, body: Mapping[str, Any] | None) -> httpx.Response:
        token = self._token.value(self._client, self._who)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        if body is None:
            return _ask(self._client, self._who, method, url, headers=headers)
        sent = {**headers, "content-type": "application/json"}
        return _ask(self._client, self._who, method, url, headers=sent, content=orjson.dumps(body))


def _ask(client: httpx.Client, who: str, method: str, url: str, **more: Any) -> httpx.Response:
    """Addresses and bodies hold tokens and texts, so an error says only what kind it is."""
    try:
        with client.stream(method, url, **more) as answer:
            read = b""
            for part in answer.iter_bytes():
                read += part
                if len(read) > MOST_BYTES:
                    raise DeliveryFailed(f"{who} answers with more than {MOST_BYTES} bytes")
            return httpx.Response(answer.status_code, headers=_kept(answer.headers), content=read)
    except httpx.HTTPError as problem:
        raise DeliveryFailed(f"{who} could not be reached ({type(problem).__name__})") from None


def _kept(headers: httpx.Headers) -> dict[str, str]:
    return {"retry-after": headers["retry-after"]} if "retry-after" in headers else {}


def _judged(answer: httpx.Response, who: str) -> Mapping[str, Any]:
    status = answer.status_code
    if status == 429 or status == 408 or status >= 500:
        asked = answer.headers.get("retry-after", "")
        raise DeliveryFailed(f"{who} answers {status}", retry_after=float(asked) if asked.isdigit() else None)
    if not answer.is_success:
        raise DeliveryRefused(f"{who} refuses it ({status}){_why(answer)}")
    if not answer.content.strip():
        return {}
    try:
        told = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        raise DeliveryFailed(f"{who} answers with something that is not JSON") from None
    return told if isinstance(told, dict) else {}


def _why(answer: httpx.Response) -> str:
    """What the API itself says, cut short: a message for developers, never our text."""
    try:
        told = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        return ""
    error = told.get("error", told) if isinstance(told, dict) else {}
    said = error.get("message") if isinstance(error, dict) else error
    return f": {' '.join(said.split())[:200]}" if isinstance(said, str) and said.isprintable() else ""


def _seconds(told: object) -> float:
    try:
        return max(SHORTEST_LIFE, float(str(told)))
    except ValueError:
        return SHORTEST_LIFE
