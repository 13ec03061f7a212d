"""Empty the outbox: claim a message, send it, record how it went. At least once, with a key that never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from service.domain.errors import DeliveryFailed, DeliveryRefused
from service.domain.patience import GIVE_UP_AFTER, LEASE, wait
from service.domain.ports import Channel, Clock, Line, Message
from service.storage.repositories import outbox, reviews
from service.storage.session import Database
from service.storage.tables import Alert
from service.texts import message
from service.understanding.names import masked


@dataclass(frozen=True, slots=True)
class Wording:
    """How messages are put: language, where links lead, and whether review text may go along."""

    language: str
    public_url: str
    with_text: bool


def deliver(database: Database, channels: Mapping[str, Channel], wording: Wording, *, clock: Clock) -> int:
    """Send everything that is due; how many were delivered. One that fails waits and does not hold up the rest."""
    sent = 0
    while True:
        now = clock()
        with database.write() as session:
            alert = outbox.claim(session, list(channels), now, now - LEASE)
        if alert is None:
            return sent
        outcome = _send(channels[alert.channel], _worded(database, alert, wording, now), alert, clock)
        sent += outcome["state"] == "sent"
        with database.write() as session:
            outbox.settle(session, alert.id, **outcome)


def _send(channel: Channel, worded: Message, alert: Alert, clock: Clock) -> dict[str, Any]:
    try:
        channel.send(worded)
    except DeliveryRefused as refusal:
        return {"state": "refused", "error": str(refusal)[:500]}
    except DeliveryFailed as failure:
        attempts = alert.attempts + 1  # `alert` is as it was before the claim counted this attempt
        if attempts >= GIVE_UP_AFTER:
            return {"state": "refused", "error": f"given up after {attempts} attempts: {failure}"[:500]}
        return {
            "state": "waiting",
            "error": str(failure)[:500],
            "not_before": clock() + wait(attempts, failure.retry_after),
        }
    return {"state": "sent", "sent_at": clock(), "error": None}


def _worded(database: Database, alert: Alert, wording: Wording, now: datetime) -> Message:
    payload = alert.payload
    items: list[dict[str, Any]] = payload["items"]
    texts: Mapping[int, str] = {}
    if wording.with_text and items:
        with database.read() as session:
            held = reviews.texts(session, [item["review_id"] for item in items])
        texts = {number: masked(text, language) for number, (text, language) in held.items()}
    return Message(
        key=alert.key,
        kind=alert.kind,
        employer=payload["employer"],
        headline=headline(alert, wording.language),
        lines=tuple(_line(item, wording, now, texts.get(item["review_id"])) for item in items),
        language=wording.language,
        more=payload["more"],
        link=payload.get("path") and wording.public_url.rstrip("/") + payload["path"],
    )


def headline(alert: Alert, language: str) -> str:
    """What an alert tells, in one line."""
    return message(
        language, f"alert.{alert.kind}", employer=alert.payload["employer"], **_details(alert.payload, language)
    )


def _details(payload: Mapping[str, Any], language: str) -> dict[str, Any]:
    details = {key: payload[key] for key in ("count", "source", "platform", "month", "minutes") if key in payload}
    if "since" in payload:
        details["since"] = payload["since"][:16].replace("T", " ")
    if "verdict" in payload:
        details["verdict"] = message(language, f"verdict.{payload['verdict']}")
    return details


def _line(item: Mapping[str, Any], wording: Wording, now: datetime, text: str | None) -> Line:
    published = date.fromisoformat(item["published_on"]) if item["published_on"] else now.date()
    return Line(
        platform=item["platform"],
        stars=item["stars"],
        themes=tuple(item["themes"]),
        urgent=tuple(item["urgent"]),
        age_days=max(0, (now.date() - published).days),
        link=f"{wording.public_url.rstrip('/')}/api/v1/reviews/{item['review_id']}",
        text=text,
    )
