"""Memory of `omdome up` (API and scheduler in one process) after the demo's employers were collected and the API was used."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PASS = """
import json, tempfile, time, urllib.request
from datetime import UTC, datetime
from pathlib import Path
from service.app import create_app
from service.bootstrap import open_house
from service.demo import publishing
from service.demo.platform import DemoSite
from service.demo.server import serve_in_background
from service.demo.stage import furnish
from service.domain.settings import Settings
from service.domain.ticket import Role
from service.scheduler import Timekeeper
from service.workflows.admit import add_key
import threading, uvicorn
site = DemoSite(datetime.now(UTC).date())
with serve_in_background(site) as base, tempfile.TemporaryDirectory() as folder:
    settings = Settings(data_dir=Path(folder), pace_seconds=0, allow_hosts=frozenset({base.removeprefix("http://")}))
    with open_house(settings) as house:
        furnish(house, site, base, schedule="every 1m")
        key = add_key(house.database, "bench", Role.ADMIN, house.secret, now=house.clock())
        keeper = Timekeeper(house); keeper.start()
        server = uvicorn.Server(uvicorn.Config(create_app(house), port=0, log_level="critical"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started: time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        publishing.alarming(site, datetime.now(UTC).date())
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            ask = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/tickets?limit=200", headers={"Authorization": f"Bearer {key}"})
            items = json.load(urllib.request.urlopen(ask))["items"]
            if len(items) >= 12: break
            time.sleep(0.5)
        house.freeze_due()
        peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
        print(json.dumps({"tickets": len(items), "peak_mb": int(peak.split()[1]) / 1024}))
        server.should_exit = True
        keeper.stop()
"""


def rows(shared: Path) -> Iterator[tuple[str, ...]]:
    done = subprocess.run([sys.executable, "-c", PASS], check=True, capture_output=True, text=True)
    # alerts are printed too, some of them later
    told = json.loads(next(line for line in done.stdout.splitlines() if line.startswith('{"tickets"')))
    bare = subprocess.run(
        [
            sys.executable,
            "-c",
            "import fastapi, sqlalchemy, uvicorn\nprint(next(l for l in open('/proc/self/status') if l.startswith('VmHWM')).split()[1])",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    base = int(bare.stdout) / 1024
    yield (
        f"peak memory of `omdome up` after a demo pass ({told['tickets']} tickets; the demo's site in the same process)",
        f"{told['peak_mb']:.0f} MB",
        f"fastapi, sqlalchemy and uvicorn imported: {base:.0f} MB",
        f"{told['peak_mb'] / base:.1f}×",
        "≤ 300 MB",
    )
