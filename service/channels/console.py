"""Alerts on the terminal: the default, and what the demo shows."""

from __future__ import annotations

import sys
from typing import TextIO

from service.domain.ports import Line, Message
from service.domain.settings import Settings
from service.texts import message as say


class ConsoleChannel:
    """Writes messages to a stream (standard error, so that results on standard output stay clean)."""

    slug = "console"

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    @classmethod
    def from_settings(cls, settings: Settings) -> ConsoleChannel:
        """Needs no setting."""
        return cls()

    def send(self, message: Message) -> None:
        """Write it out. Control characters are shown as spaces: a text from outside must not steer a terminal."""
        lines = [f"▲ {message.headline}", *(f"  • {worded(line, message.language)}" for line in message.lines)]
        if message.more:
            lines.append("  " + _more(message))
        if message.link:
            lines.append(f"  {message.link}")
        print("\n".join(map(_tame, lines)), file=self._stream or sys.stderr, flush=True)


def worded(line: Line, language: str) -> str:
    """One review in words: what is urgent, stars, themes, age, link."""
    urgent = [say(language, f"urgent.{kind}") for kind in line.urgent]
    themes = [say(language, f"theme.{theme}") for theme in line.themes]
    parts = [
        ", ".join(urgent),
        f"{line.platform} {say(language, f'stars.{line.stars}')}",
        ", ".join(themes),
        say(language, "alert.age", days=line.age_days),
        line.link,
    ]
    told = " · ".join(part for part in parts if part)
    return f"{told}\n    {line.text}" if line.text else told


def _more(sent: Message) -> str:
    return say(sent.language, "alert.more", count=sent.more)


def _tame(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)


CHANNEL = ConsoleChannel
