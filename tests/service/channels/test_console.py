"""Alerts on the terminal."""

from __future__ import annotations

import io

from service.channels.console import ConsoleChannel
from service.domain.ports import Line, Message
from service.domain.settings import Settings


def test_a_message_is_readable_in_its_language() -> None:
    stream = io.StringIO()
    line = Line("demo", "1-2", ("management",), ("safety",), 0, "http://house/r/1", text="Orden")
    ConsoleChannel(stream).send(
        Message("k", "urgent", "Exempel", "Akut om Exempel", (line,), "sv", more=2, link="http://house/x")
    )
    told = stream.getvalue()
    for part in ("Akut om Exempel", "http://house/r/1", "Orden", "2", "http://house/x"):
        assert part in told


def test_text_from_outside_does_not_steer_the_terminal() -> None:
    stream = io.StringIO()
    line = Line("demo\x1b[2J", "3", (), (), 1, "l", text="\x1b]0;titel\x07 \u202eomvänt")
    ConsoleChannel(stream).send(Message("k", "negative", "E", "H\x1b[31m", (line,), "en"))
    assert "\x1b" not in stream.getvalue()
    assert "\x07" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()


def test_it_needs_no_setting() -> None:
    assert ConsoleChannel.from_settings(Settings()).slug == "console"
