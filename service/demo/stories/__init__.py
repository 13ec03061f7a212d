"""The invented employers and everything their staff write, read from the files in this folder.

Dates are kept as days before "today", so that the platform looks lived-in whatever the clock says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from service.demo.records import Answer, Employer, Review

OWN = ("ljusbacka-omsorg", "pallvik-logistik")
"""Slugs of the employers that the demonstration treats as ours."""
COMPETITORS = ("ekorrbo-hemvard",)

_OPENING = ("ljusbacka", "pallvik", "ekorrbo")
_WRITTEN = {field.name for field in fields(Review)} - {"answers"}


def employers() -> tuple[Employer, ...]:
    """The three employers, our own ones first."""
    return tuple(
        Employer(**{field.name: story[field.name] for field in fields(Employer)}) for story in map(_read, _OPENING)
    )


def opening_reviews(today: date) -> list[Review]:
    """Every review that is there before anything happens, oldest first, none of them from `today` itself."""
    reviews = [
        _with_answers(told, from_story(told, story["slug"], today - timedelta(days=told["ago"])))
        for story in map(_read, _OPENING)
        for told in story["reviews"]
    ]
    return sorted(reviews, key=lambda review: review.published_on)


def alarming_reviews(on: date) -> list[Review]:
    """One urgent and two negative reviews (Swedish, English) of one of our own employers."""
    return [from_story(told, told["slug"], on) for told in _read("alarming")["reviews"]]


def coming_reviews(mood: str, on: date) -> list[Review]:
    """Further reviews that have not been published yet; `mood` is "mixed" or "positive"."""
    return [from_story(told, told["slug"], on) for told in _read("coming")[mood]]


def additions(language: str) -> list[dict[str, Any]]:
    """What people add when they edit: `text`, and by how many `stars` they change their mind."""
    return list(_in_language(_read("afterwards")["additions"], language))


def answers(language: str, *, praised: bool) -> list[dict[str, str]]:
    """Answers an employer may give to nearly any review: `title` (a role) and `text`."""
    return list(_in_language(_read("afterwards")["answers_to_praise" if praised else "answers"], language))


def _in_language(told: Mapping[str, list[dict[str, Any]]], language: str) -> list[dict[str, Any]]:
    """What there is in English for English, in Swedish for everything else."""
    return told["en" if language == "en" else "sv"]


def from_story(told: Mapping[str, Any], slug: str, on: date) -> Review:
    """One told review as the platform's own record, without its answers."""
    written = {name: value for name, value in told.items() if name in _WRITTEN}
    return Review(**{"employer": slug, "published_on": on, **written})


def _with_answers(told: Mapping[str, Any], review: Review) -> Review:
    given = tuple(
        Answer("", answer["text"], review.published_on + timedelta(days=answer["after"]), answer["title"])
        for answer in told.get("answers", ())
    )
    return replace(review, answers=given)


@cache
def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resources.files(__package__).joinpath(f"{name}.json").read_text("utf-8"))
    return loaded
