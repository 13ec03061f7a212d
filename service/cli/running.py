"""`omdome up`, `serve`, `schedule` and `demo`: the long-running commands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from service.bootstrap import House


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    for command in (up, serve, schedule, demo):
        cli.command()(command)


def up() -> None:
    """Run the API and the scheduler in one process."""
    from service.cli.house import house
    from service.scheduler import Timekeeper

    with ending_well(), house() as opened:
        _greet(opened)
        keeper = Timekeeper(opened)
        keeper.start()
        try:
            serve_house(opened)
        finally:
            keeper.stop()


def serve() -> None:
    """Run the API alone; `omdome schedule` runs beside it."""
    from service.cli.house import house

    with ending_well(), house() as opened:
        _greet(opened)
        serve_house(opened)


def schedule() -> None:
    """Run the scheduler alone. One at a time: two would collect everything twice."""
    from service.cli.house import house
    from service.scheduler import Timekeeper
    from service.storage.schema import only_scheduler

    with house() as opened, only_scheduler(opened.database):
        keeper = Timekeeper(opened)
        keeper.start()
        try:
            wait_for_the_end("the scheduler runs; Ctrl-C stops it")
        finally:
            keeper.stop()


def demo(
    once: bool = typer.Option(
        False, "--once", help="Run the whole way through on a stopped clock, print a summary and exit."
    ),
) -> None:
    """Watch a fictional review platform on this machine: collected over HTTP, understood, queued, alerted, audited."""
    from service.cli.demo import demo_live, demo_once

    if once:
        demo_once()
    else:
        demo_live()


def serve_house(opened: House, *, port: int | None = None) -> None:
    """Serve the API until told to stop."""
    import uvicorn

    from service.app import create_app

    settings = opened.settings
    uvicorn.run(
        create_app(opened),
        host=settings.host,
        port=settings.port if port is None else port,
        log_level="warning",
        access_log=False,
        server_header=False,
    )


@contextmanager
def ending_well() -> Iterator[None]:
    """Being told to end (SIGTERM) closes what is open and exits with 0, also where uvicorn passes the signal on."""
    import signal

    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def wait_for_the_end(says: str) -> None:
    """Sleep until interrupted or told to end; what it says is said when it can already be told to."""
    import signal
    import threading

    end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: end.set())
    print(says, file=sys.stderr, flush=True)
    end.wait()


def _greet(opened: House) -> None:
    from service.workflows.admit import first_key

    key = first_key(opened.database, opened.secret, now=opened.clock())
    settings = opened.settings
    if key is not None:
        print(f"First start. The admin key, shown this once:\n\n    {key}\n")
    print(f"API on http://{settings.host}:{settings.port} (docs at /docs); Ctrl-C stops it", flush=True)
