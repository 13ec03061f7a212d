"""A collection round in words, in the language of the people who do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from service.domain.collection_round import LastKnown, Line, Receipt, Task, Why, minutes, platforms
from service.texts import message, one_line

MOST = 10
"""Addresses listed of one task; the rest is a number."""


def told(tasks: Sequence[Task], employer: str, folder: Path, language: str) -> Iterator[str]:
    """What to open, line by line, and where to put it."""
    yield message(
        language, "round.head", employer=one_line(employer), count=len(platforms(tasks)), minutes=minutes(tasks)
    )
    for number, task in enumerate(tasks, 1):
        yield ""
        yield f"{number}. {task.platform}: {message(language, f'round.why.{task.why}')}"
        yield from (f"   {line}" for line in _task(task, language))
    yield ""
    yield message(language, "round.drop", folder=folder)


def receipt(found: Receipt, language: str) -> Iterator[str]:
    """What became seen, which replies were found, what stayed blind and until when that is fine."""
    yield message(language, "round.receipt")
    for line in found.lines:
        yield f"  {line.platform}: {'; '.join(_became(line, language))}"


def _task(task: Task, language: str) -> Iterator[str]:
    yield from task.addresses[:MOST] or [message(language, "round.no_address", platform=task.platform)]
    if len(task.addresses) > MOST:
        yield message(language, "alert.more", count=len(task.addresses) - MOST)
    if task.last_known:
        yield message(language, "round.until", review=_known(task.last_known, language))
    elif task.why is not Why.TEXT_MISSING:
        yield message(language, "round.first")
    if task.replies:
        yield message(language, "round.replies", count=len(task.replies), where=", ".join(task.replies[:MOST]))


def _known(known: LastKnown, language: str) -> str:
    parts = [
        known.published_on.isoformat() if known.published_on else None,
        message(language, "round.stars", stars=f"{known.rating:g}") if known.rating is not None else None,
        f"“{one_line(known.begins)}”" if known.begins else None,
    ]
    return ", ".join(part for part in parts if part) or "?"


def _became(line: Line, language: str) -> Iterator[str]:
    yield message(language, "round.seen" if line.seen else "round.blind")
    if line.seen:
        yield message(language, "round.news", new=line.new, edited=line.edited)
    known = "round.coverage" if line.declared is not None else "round.held"
    yield message(language, known, held=line.held, declared=line.declared)
    if line.replies_seen or line.replies_waiting:
        yield message(language, "round.verified", seen=line.replies_seen, waiting=line.replies_waiting)
    if line.fine_until:
        yield message(language, "round.fine", day=line.fine_until)
    if line.problem:
        yield one_line(line.problem)
