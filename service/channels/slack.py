"""Alerts in Slack by an incoming webhook, as Block Kit. No review text unless the operator opted in."""

from __future__ import annotations

import logging
import re
from typing import Any

from slack_sdk.errors import SlackClientError
from slack_sdk.models.blocks import ContextBlock, DividerBlock, HeaderBlock, MarkdownTextObject, SectionBlock
from slack_sdk.webhook import WebhookClient

from service.domain.errors import DeliveryFailed, DeliveryRefused, InvalidInput
from service.domain.ports import Line, Message
from service.domain.settings import Settings
from service.texts import message as say

HEADER_LIMIT, SECTION_LIMIT = 150, 3000
"""Slack's own limits on a header's and a section's characters."""
TEXT_LIMIT = 500
_SILENT = logging.getLogger("service.channels.slack.client")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False  # the client logs the webhook's address, which is a secret


class SlackChannel:
    """One webhook. Slack has no idempotency header, so the key rides along in the message's metadata and context."""

    slug = "slack"

    def __init__(self, url: str, timeout: int = 10) -> None:
        self._client = WebhookClient(url, timeout=timeout, logger=_SILENT)

    @classmethod
    def from_settings(cls, settings: Settings) -> SlackChannel:
        """Raises InvalidInput without a webhook."""
        if settings.slack_webhook is None:
            raise InvalidInput("the channel slack needs OMDOME_SLACK_WEBHOOK, the address of an incoming webhook")
        return cls(settings.slack_webhook.get_secret_value())

    def send(self, message: Message) -> None:
        """Post it once. Raises DeliveryFailed on a busy or silent Slack, DeliveryRefused when the webhook is no more."""
        try:
            answer = self._client.send(text=escape(message.headline), blocks=blocks(message))
        except (SlackClientError, OSError) as problem:
            # the webhook's address is a secret and may stand in the message of the error
            raise DeliveryFailed(f"Slack could not be reached ({type(problem).__name__})") from None
        if answer.status_code == 429 or answer.status_code >= 500:
            wait = _seconds(answer.headers)
            raise DeliveryFailed(f"Slack answered {answer.status_code}", retry_after=wait)
        if answer.status_code != 200:
            raise DeliveryRefused(f"Slack refused the message with {answer.status_code}: check OMDOME_SLACK_WEBHOOK")


def blocks(message: Message) -> list[dict[str, Any]]:
    """The message as Block Kit."""
    head = HeaderBlock(text=_cut(message.headline, HEADER_LIMIT))
    body = [SectionBlock(text=MarkdownTextObject(text=_line(line, message.language))) for line in message.lines]
    foot = ContextBlock(elements=[MarkdownTextObject(text=text) for text in _foot(message)])
    return [block.to_dict() for block in (head, *body, DividerBlock(), foot)]


def escape(text: str) -> str:
    """Slack's three characters, which also ends `<!channel>` and hidden links, and markers of bold, code and quotes."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([*_~`@])", "\u200b\\1", plain)


def _line(line: Line, language: str) -> str:
    urgent = ", ".join(say(language, f"urgent.{kind}") for kind in line.urgent)
    themes = ", ".join(say(language, f"theme.{theme}") for theme in line.themes)
    facts = [
        f"*{say(language, f'stars.{line.stars}')}* · {escape(line.platform)}",
        f":rotating_light: *{escape(urgent)}*" if urgent else "",
        escape(themes),
        say(language, "alert.age", days=line.age_days),
        f"<{line.link}|{say(language, 'alert.open')}>",
    ]
    told = " · ".join(fact for fact in facts if fact)
    quoted = "\n>" + escape(_cut(line.text, TEXT_LIMIT)).replace("\n", "\n>") if line.text else ""
    return _cut(told + quoted, SECTION_LIMIT)


def _foot(sent: Message) -> list[str]:
    more = say(sent.language, "alert.more", count=sent.more) if sent.more else ""
    link = f"<{sent.link}|{say(sent.language, 'alert.open')}>" if sent.link else ""
    return [text for text in (more, link, f"Omdome · {escape(sent.key)}") if text]


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _seconds(headers: dict[str, Any]) -> float | None:
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    return float(value) if value and str(value).isdigit() else None


CHANNEL = SlackChannel
