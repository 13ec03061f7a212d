"""A thousand sources on fifty hosts for thirty days on a clock of its own: manners kept, every look accounted for.

Usage: uv run python -m benchmarks.politeness [SOURCES HOSTS DAYS BUDGET]     (a quarter of an hour)
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from pathlib import Path

import structlog

from tests.factories import Clockwork, FakeChannel, make_house
from tests.simulation import PACE, simulate


def main(count: int = 1000, hosts: int = 50, days: int = 30, budget: int = 22) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder:
        clock = Clockwork()
        house = make_house(f"sqlite:///{folder}/omdome.db", Path(folder), clock, FakeChannel())
        began = time.process_time()
        account = simulate(house, clock, hosts=hosts, count=count, days=days, budget=budget, seed=3)
        spent = time.process_time() - began
        house.close()
    print(account)
    print(f"{account.looks} looks, {spent:.0f} s CPU, {spent / account.looks * 1000:.1f} ms a look")
    assert account.least_gap >= PACE
    assert account.most_a_day <= budget
    assert account.runs == account.looks
    assert account.unended == account.unexplained == account.late == 0


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
