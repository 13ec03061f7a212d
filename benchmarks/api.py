"""A page of the queue over HTTP, with a key, beside an endpoint that does nothing, in one run on one worker.

Usage: uv run python -m benchmarks.api
"""

from __future__ import annotations

import multiprocessing
import socket
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from pydantic import SecretStr

from benchmarks.queue import NOW, fill
from service.app import create_app
from service.bootstrap import open_house
from service.domain.settings import Settings
from service.domain.ticket import Role
from service.workflows.admit import add_key

REVIEWS, SECONDS, TURNS = 20_000, 1.0, 15
PATHS = {"empty": "/empty", "page": "/api/v1/tickets?limit=50&state=open"}


def main() -> None:
    """Print requests a second of both, turn by turn, and the best ratio's row."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), secret=SecretStr("s" * 40))
        with open_house(settings) as house:
            fill(house.database, 0, REVIEWS)
            key = add_key(house.database, "bench", Role.VIEWER, house.secret, now=datetime.now(UTC))
        port = _free_port()
        server = multiprocessing.Process(target=_serve, args=(settings, port), daemon=True)
        server.start()
        _wait_for(port)
        try:
            turns = [{name: _rate(port, path, key) for name, path in PATHS.items()} for _ in range(TURNS)]
        finally:
            server.terminate()
            server.join(10)
    for turn in turns:
        print(
            " ".join(f"{name} {rate:,.0f}/s" for name, rate in turn.items()),
            f"ratio {turn['page'] / turn['empty']:.3f}",
        )
    middle = sorted(turns, key=lambda turn: turn["page"] / turn["empty"])[len(turns) // 2]
    ratio = middle["page"] / middle["empty"]
    print(
        f"| page of 50 tickets over HTTP with a key, one worker | {middle['page']:,.0f}/s "
        f"| an endpoint that does nothing: {middle['empty']:,.0f}/s | {ratio:.2f} | ≥ 0.20 |"
    )


def _serve(settings: Settings, port: int) -> None:
    with open_house(settings, clock=lambda: NOW) as house:
        app = create_app(house)

        @app.get("/empty")
        def empty() -> None:
            """Nothing."""

        uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)


def _rate(port: int, path: str, key: str) -> float:
    """Requests a second over one connection kept open; the client is a bare socket, so that the server is measured."""
    request = f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        _ask(connection, request)
        count, began = 0, time.perf_counter()
        while time.perf_counter() - began < SECONDS:
            _ask(connection, request)
            count += 1
        return count / (time.perf_counter() - began)


def _ask(connection: socket.socket, request: bytes) -> None:
    connection.sendall(request)
    held = b""
    while b"\r\n\r\n" not in held:
        held += connection.recv(1 << 18)
    head, _, body = held.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    length = int(
        next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")).split(b":")[1]
    )
    while len(body) < length:
        body += connection.recv(1 << 18)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"no server at {urlsplit(f'http://127.0.0.1:{port}').netloc}")


if __name__ == "__main__":
    main()
