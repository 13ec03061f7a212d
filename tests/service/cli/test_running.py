"""The long-running commands, as processes: they start, answer, and end when told to."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@contextmanager
def running(
    folder: Path, *words: str, port: int = 0, told: signal.Signals = signal.SIGTERM
) -> Iterator[subprocess.Popen[str]]:
    """A command as a process, told to end after the block; it must end well."""
    environment = os.environ | {
        "OMDOME_DATA_DIR": str(folder / "home"),
        "OMDOME_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(folder),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "service", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    try:
        yield process
        process.send_signal(told)
        said, _ = process.communicate(timeout=90)
        assert "Traceback" not in said, said
        assert process.returncode in ((0, 130) if told is signal.SIGINT else (0,)), said
    finally:
        process.kill()


def wait_for(url: str) -> httpx2.Response:
    end = time.monotonic() + 90
    while True:
        try:
            return httpx2.get(url, timeout=5)
        except httpx2.HTTPError:
            assert time.monotonic() < end, f"{url} never answered"
            time.sleep(0.1)


def test_up_shows_the_admin_key_once_and_becomes_ready(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, "up", port=port) as process:
        assert wait_for(f"http://127.0.0.1:{port}/healthz").status_code == 200
        assert httpx2.get(f"http://127.0.0.1:{port}/readyz", timeout=30).status_code == 200
        assert process.stdout is not None
        shown = "".join(process.stdout.readline() for _ in range(4))
    key = re.search(r"omd_\S+", shown)
    assert key
    with running(tmp_path, "serve", port=port) as process:
        answer = wait_for(f"http://127.0.0.1:{port}/healthz")
        assert answer.status_code == 200
        listed = httpx2.get(f"http://127.0.0.1:{port}/api/v1/employers", headers={"Authorization": f"Bearer {key[0]}"})
        assert listed.json() == {"items": []}
        assert process.stdout is not None
        assert "omd_" not in process.stdout.readline()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_the_scheduler_alone_runs_until_told_to_end(tmp_path: Path, told: signal.Signals) -> None:
    with running(tmp_path, "schedule", told=told) as process:
        assert process.stdout is not None
        assert "Ctrl-C" in process.stdout.readline()


def test_the_demo_once_does_the_whole_way(tmp_path: Path) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "service", "demo", "--once"],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        timeout=120,
    )
    summary = json.loads(done.stdout.splitlines()[-1])
    assert summary["reviews"] >= 20
    assert summary["negative"] >= 5
    assert summary["tickets"] >= 5
    assert summary["alerts_sent"] >= 1
    assert all(Path(name).is_file() for name in summary["audit_files"])
    assert len(summary["audit_files"]) == 6


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_the_live_demo_points_around_and_leaves_nothing_when_told_to_end(tmp_path: Path, told: signal.Signals) -> None:
    port = free_port()
    with running(tmp_path, "demo", port=port, told=told) as process:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        assert process.stdout is not None
        shown = ""
        while "Ctrl-C ends it" not in shown:
            shown += process.stdout.readline()
        key = re.search(r"omd_\S+", shown)
        assert key
        answer = httpx2.get(f"http://127.0.0.1:{port}/api/v1/tickets", headers={"Authorization": f"Bearer {key[0]}"})
        assert len(answer.json()["items"]) > 3
    assert not list(tmp_path.glob("omdome-demo-*"))
