"""How `omdome demo` looks on the terminal, once through or live."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.bootstrap import House
    from service.demo.platform import DemoSite

EVERY_SECONDS = 20
"""How often something happens on the fictional platform while the demo runs."""


def demo_once() -> None:
    """The whole way in a temporary folder that is left for looking at; the last line is a JSON summary."""
    from service.cli.house import settings
    from service.demo.once import run_once
    from service.domain.interchange import json_line

    started = time.monotonic()

    def tell(what: str) -> None:
        print(f"[{time.monotonic() - started:5.1f} s] {what}", file=sys.stderr, flush=True)

    outcome = run_once(Path(tempfile.mkdtemp(prefix="omdome-demo-")), settings(), tell)
    print(json_line(outcome.summary()).decode())


def demo_live() -> None:
    """Platform, API and scheduler on this machine until interrupted; a temporary folder holds the database."""
    from service.bootstrap import open_house
    from service.cli.house import settings
    from service.cli.running import ending_well, serve_house
    from service.demo.platform import DemoSite
    from service.demo.server import serve_in_background
    from service.domain.ticket import Role
    from service.scheduler import Timekeeper
    from service.workflows.admit import add_key

    site = DemoSite(datetime.now(UTC).date())
    with (
        ending_well(),
        serve_in_background(site) as base_url,
        tempfile.TemporaryDirectory(prefix="omdome-demo-") as folder,
    ):
        port = _free_port(settings().host, settings().port)
        update = {
            "data_dir": Path(folder),
            "database_url": None,
            "pace_seconds": 0.0,
            "allow_hosts": frozenset({base_url.removeprefix("http://")}),
            "public_url": f"http://{settings().host}:{port}",
        }
        with open_house(settings().model_copy(update=update)) as house:
            _first_looks(house, site, base_url)
            key = add_key(house.database, "demo", Role.ADMIN, house.secret, now=house.clock())
            _point_around(house, base_url, key)
            keeper = Timekeeper(house)
            keeper.start()
            with _happenings(site):
                try:
                    serve_house(house, port=port)
                finally:
                    keeper.stop()


def _first_looks(house: House, site: DemoSite, base_url: str) -> None:
    from service.demo.round import show_round
    from service.demo.stage import furnish
    from service.domain.month import Month
    from service.storage.repositories import employers
    from service.workflows.audit import freeze_month

    print(f"1  a fictional review platform is up at {base_url}", flush=True)
    for source_id in furnish(house, site, base_url, schedule="every 1m"):
        done = house.look(source_id)
        print(
            f"2  collected source {source_id}: {done.report.verdict}, {done.report.tally.new} reviews, "
            f"{done.understood.negative} negative, {done.understood.tickets} tickets",
            flush=True,
        )
    show_round(house, source_id, lambda text: print(text, flush=True))
    month = Month.of(house.clock().date()).previous()
    with house.database.read() as session:
        own = [employer.id for employer in employers.every(session) if employer.kind == "own"]
    for employer_id in own:
        freeze_month(house.database, employer_id, month, house.metrics, now=house.clock())
    print(f"3  audited {month} for {len(own)} employers", flush=True)


def _point_around(house: House, base_url: str, key: str) -> None:
    here = house.settings.public_url
    print(
        f"""4  the API is at {here}/docs — the key of this demo: {key}

   the queue   curl -H 'Authorization: Bearer {key}' '{here}/api/v1/tickets?state=open&limit=3'
   the audit   curl -H 'Authorization: Bearer {key}' -o audit.html '{here}/api/v1/audits/1/{_month(house)}/export?format=html'
   readiness   curl {here}/readyz
   the site    {base_url}

   Something happens on the platform every {EVERY_SECONDS} seconds and is collected within a minute. Ctrl-C ends it.
""",
        flush=True,
    )


def _month(house: House) -> str:
    from service.domain.month import Month

    return str(Month.of(house.clock().date()).previous())


@contextmanager
def _happenings(site: DemoSite) -> Iterator[None]:
    from service.demo.publishing import alarming, next_happening

    end = threading.Event()

    def happen() -> None:
        number = 0
        while not end.wait(EVERY_SECONDS):
            now = datetime.now(UTC)
            said = (
                next_happening(site, now, number) if number else f"{len(alarming(site, now.date()))} alarming reviews"
            )
            print(f"   {now:%H:%M:%S} on the platform: {said}", flush=True)
            number += 1

    thread = threading.Thread(target=happen, daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def _free_port(host: str, wanted: int) -> int:
    import socket

    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind((host, port))
            except OSError:
                continue
            number: int = probe.getsockname()[1]
            return number
    return wanted
