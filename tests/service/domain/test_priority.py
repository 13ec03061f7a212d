"""Why a ticket stands where it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.domain.priority import FRONT, sooner, why
from service.domain.ticket import Rank

NOW = datetime(2026, 11, 10, 11, tzinfo=UTC)


def keys(**more: Any) -> list[str]:
    plain: dict[str, Any] = {
        "rank": Rank.OTHER, "state": "open", "urgent": (), "rating": None, "helpful": None, "reasons": (), "heavy": (),
        "due_at": NOW + timedelta(days=1), "overdue_at": NOW + timedelta(days=3), "now": NOW,
    }  # fmt: skip
    return [one.key for one in why(**{**plain, **more})]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["priority.due"]),
        ({"urgent": ["safety"], "rank": Rank.URGENT}, ["priority.urgent", "priority.due"]),
        ({"rating": 2, "rank": Rank.NEGATIVE}, ["priority.stars", "priority.due"]),
        ({"rating": 4, "rank": Rank.NEGATIVE}, ["priority.negative", "priority.due"]),
        ({"helpful": 12}, ["priority.helpful", "priority.due"]),
        ({"helpful": 4}, ["priority.due"]),
        ({"reasons": [FRONT]}, ["priority.front", "priority.due"]),
        ({"heavy": ["workload_stress"]}, ["priority.heavy", "priority.due"]),
        ({"due_at": NOW - timedelta(hours=1)}, ["priority.late"]),
        ({"overdue_at": NOW - timedelta(hours=1)}, ["priority.overdue"]),
        ({"state": "snoozed", "overdue_at": NOW - timedelta(hours=1)}, []),
        ({"state": "seen", "overdue_at": NOW - timedelta(hours=1)}, []),
    ],
)
def test_each_reason_is_named_and_only_when_it_holds(more: dict[str, Any], expected: list[str]) -> None:
    assert keys(**more) == expected


def test_what_many_see_and_what_weighs_is_due_sooner() -> None:
    assert sooner(helpful=None, front=False, heavy=()) == []
    assert len(sooner(helpful=9, front=True, heavy=())) == 1, "seen is seen, for whatever reason"
    assert len(sooner(helpful=None, front=True, heavy=("culture", "management"))) == 2
