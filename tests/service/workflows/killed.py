"""Processes that look at a source and are killed on the way; imported once by a fork server, so that each starts warm."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path
from types import FrameType

from service.bootstrap import House
from service.domain.review import ReviewText
from service.domain.settings import Settings
from service.understanding import read_batch
from tests.factories import Clockwork, FakeChannel

read_batch([ReviewText(text="A warm start, nothing else.")])


def run_killed(folder: Path, host: str, source_id: int, after: int) -> int | None:
    """Look at a source in a process of its own that kills itself after so many calls in the service; its exit code."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=_look, args=(folder, host, source_id, after))
    process.start()
    process.join(60)
    return process.exitcode


def _look(folder: Path, host: str, source_id: int, after: int) -> None:
    settings = Settings(data_dir=folder, pace_seconds=0, allow_hosts=frozenset({host}))
    house = House(settings, Clockwork(), {"fake": FakeChannel()})
    _ = house.database, house.fetcher
    steps = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal steps
        if "/service/" in frame.f_code.co_filename:
            steps += 1
            if steps == after:
                os.kill(os.getpid(), 9)

    sys.setprofile(count)
    house.look(source_id)
    sys.setprofile(None)
    house.close()
