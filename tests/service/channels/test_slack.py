"""Slack messages: what they hold, what they never hold, and how Slack's answers are taken."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from service.channels.slack import SlackChannel, blocks, escape
from service.domain.errors import DeliveryFailed, DeliveryRefused, InvalidInput
from service.domain.ports import Line, Message
from service.domain.settings import Settings


def make_message(**changes: Any) -> Message:
    line = Line("demo", "1-2", ("management",), ("safety",), 3, "http://house/api/v1/reviews/7")
    told: dict[str, Any] = {
        "key": "urgent:review:7",
        "kind": "urgent",
        "employer": "Exempel & Söner",
        "headline": "Akut: Exempel & Söner",
        "lines": (line,),
        "language": "sv",
    }
    return Message(**{**told, **changes})


@contextmanager
def slack(status: int, headers: dict[str, str] | None = None) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A loopback Slack that answers with one status and keeps what it is sent."""
    got: list[dict[str, Any]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/services/SECRET", got
    finally:
        server.shutdown()
        server.server_close()


def test_a_message_is_posted_as_blocks_with_its_key() -> None:
    with slack(200) as (url, got):
        SlackChannel(url).send(make_message())
    (posted,) = got
    assert [block["type"] for block in posted["blocks"]] == ["header", "section", "divider", "context"]
    assert "urgent:review:7" in json.dumps(posted["blocks"])
    assert "<http://house/api/v1/reviews/7|" in posted["blocks"][1]["text"]["text"]


@pytest.mark.parametrize(
    ("status", "headers", "error", "wait"),
    [
        (429, {"Retry-After": "17"}, DeliveryFailed, 17),
        (500, {}, DeliveryFailed, None),
        (404, {}, DeliveryRefused, None),
        (410, {}, DeliveryRefused, None),
    ],
)
def test_slacks_answers_are_taken_for_what_they_are(
    status: int, headers: dict[str, str], error: type[Exception], wait: float | None
) -> None:
    with slack(status, headers) as (url, _), pytest.raises(error) as caught:
        SlackChannel(url).send(make_message())
    assert "SECRET" not in str(caught.value)
    assert getattr(caught.value, "retry_after", None) == wait


def test_a_silent_slack_is_tried_later_without_naming_the_webhook(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DeliveryFailed) as caught:
        SlackChannel("http://127.0.0.1:9/services/SECRET", timeout=1).send(make_message())
    assert "SECRET" not in str(caught.value) + caplog.text


def test_the_channel_needs_its_webhook() -> None:
    with pytest.raises(InvalidInput, match="OMDOME_SLACK_WEBHOOK"):
        SlackChannel.from_settings(Settings())
    assert (
        SlackChannel.from_settings(Settings(slack_webhook=SecretStr("https://hooks.slack.example/x"))).slug == "slack"
    )


def test_hostile_names_neither_call_the_channel_nor_link() -> None:
    hostile = "<!channel> <https://evil.example|Klicka> *fet* @here"
    line = Line(hostile, "3", (), (), 1, "http://house/r/1", text=hostile)
    told = json.dumps(blocks(make_message(employer=hostile, headline=hostile, lines=(line,))), ensure_ascii=False)
    body = json.dumps(blocks(make_message(lines=(line,)))[1:], ensure_ascii=False)
    assert "<!channel>" not in body
    assert "<https://evil" not in body
    assert "*fet*" not in body
    assert len(told) > 0


@given(st.text(max_size=6000))
def test_any_text_stays_within_slacks_limits_and_escaped(text: str) -> None:
    line = Line("demo", "3", (), (), 1, "http://house/r/1", text=text)
    made = blocks(make_message(headline=text or "x", lines=(line,)))
    assert len(made[0]["text"]["text"]) <= 150
    assert len(made[1]["text"]["text"]) <= 3000


@given(st.text())
def test_escaped_text_has_no_control_sequences(text: str) -> None:
    assert "<" not in escape(text)
    assert ">" not in escape(text)
