"""What people say of readings: whom to ask about which, keeping the answer, and what the answers tell. Nothing learns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from service.domain.access import Person
from service.domain.review import Tone, Urgency
from service.domain.score import share_of
from service.storage.repositories import catalogue, labels
from service.storage.repositories.labels import Asked
from service.storage.session import Database
from service.storage.tables import Label
from service.understanding.needs_reply import limits_of
from service.understanding.tone import logit

LOOKED_AT = 500
"""Newest readings among which those worth asking about are sought."""
NEAR = 0.4
"""Log odds to either side of the threshold within which a reading might as well have gone the other way."""
DRAWN_OF = 20
"""Every so many-th review is asked about whatever was read of it: only those tell how the whole is read."""
DOUBTFUL_LANGUAGE = 0.6
LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Question:
    """A reading that a person should look at, and why: `unsure`, `near` the threshold, or `drawn` by lot."""

    asked: Asked
    why: Literal["unsure", "near", "drawn"]


@dataclass(frozen=True, slots=True)
class Said:
    """A person's own reading."""

    tone: Tone
    needs_reply: bool
    urgent: tuple[Urgency, ...] = ()


def questions(database: Database, *, limit: int, employer_id: int | None = None) -> list[Question]:
    """A short list, newest first."""
    with database.read() as session:
        found = labels.unsaid(session, LOOKED_AT, employer_id)
        session.expunge_all()
    asked = (Question(one, why) for one in found if (why := _why(one)))
    return [question for question, _ in zip(asked, range(limit), strict=False)]


def say(database: Database, review_id: int, said: Said, person: Person, *, now: datetime) -> None:
    """Keep what a person says of a review as it stands. Raises NotFound."""
    with database.write() as session:
        review, revision, reading = catalogue.get(session, review_id)
        labels.say(
            session,
            revision.id,
            person.name,
            said_at=now,
            tone=said.tone.value,
            needs_reply=said.needs_reply,
            urgent=[kind.value for kind in said.urgent],
            drawn=_drawn(review.id),
            model=reading.model if reading else "",
            language=reading.language if reading else None,
            read_tone=reading.tone if reading else Tone.UNSURE.value,
            read_needs_reply=reading.needs_reply if reading else False,
            read_urgent=reading.urgent if reading else [],
        )


def report(database: Database, *, now: datetime, employer_id: int | None = None) -> dict[str, Any]:
    """Agreement (all, lately and before, by language), and on the drawn ones sensitivity and specificity.

    Every share is told with what it counts, of how many, and its 90 % interval.
    """
    with database.read() as session:
        found = list(labels.every(session, employer_id))
        session.expunge_all()
    languages = sorted({label.language or "?" for label in found})
    lately = [label for label in found if label.said_at >= now - LATELY]
    before = [label for label in found if label.said_at < now - LATELY]
    return {
        "labels": len(found),
        "agreement": _agreement(found),
        "by_language": {
            code: _agreement([label for label in found if (label.language or "?") == code]) for code in languages
        },
        "drift": {"lately": _agreement(lately)["tone"], "before": _agreement(before)["tone"]},
        "negative": _measured(found, lambda label: label.tone == "neg", lambda label: label.read_tone == "neg"),
        "needs_reply": _measured(found, lambda label: label.needs_reply, lambda label: label.read_needs_reply),
        "urgent": _measured(found, lambda label: bool(label.urgent), lambda label: bool(label.read_urgent)),
    }


def _why(asked: Asked) -> Literal["unsure", "near", "drawn"] | None:
    reading = asked.reading
    if reading.tone == Tone.UNSURE or reading.language_confidence < DOUBTFUL_LANGUAGE:
        return "unsure"
    limit = limits_of(reading.language, asked.employer.reply_from).text
    by_text = asked.revision.rating is None and 0 < reading.p_negative < 1
    if by_text and abs(logit(reading.p_negative) - logit(limit)) <= NEAR:
        return "near"
    return "drawn" if _drawn(asked.review.id) else None


def _drawn(review_id: int) -> bool:
    return review_id % DRAWN_OF == 0


def _agreement(found: Sequence[Label]) -> dict[str, Any]:
    agreed = (
        ("tone", lambda label: label.tone == label.read_tone),
        ("needs_reply", lambda label: label.needs_reply == label.read_needs_reply),
        ("urgent", lambda label: set(label.urgent) == set(label.read_urgent)),
    )
    return {name: share_of(sum(map(same, found)), len(found)) for name, same in agreed}


def _measured(
    found: Sequence[Label], true: Callable[[Label], bool], told: Callable[[Label], bool]
) -> dict[str, dict[str, float | None]]:
    """Only what was drawn by lot: what is near the threshold is wrong more often than the rest."""
    drawn = [label for label in found if label.drawn]
    return dict(_both(drawn, true, told))


def _both(
    drawn: Sequence[Label], true: Callable[[Label], bool], told: Callable[[Label], bool]
) -> Iterator[tuple[str, dict[str, float | None]]]:
    yes, no = [label for label in drawn if true(label)], [label for label in drawn if not true(label)]
    yield "sensitivity", share_of(sum(map(told, yes)), len(yes))
    yield "specificity", share_of(sum(not told(label) for label in no), len(no))
