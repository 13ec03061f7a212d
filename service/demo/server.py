"""Serves the invented platform from a thread of its own, on a port that is known before anybody asks."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Thread
from time import monotonic, sleep

import uvicorn

from service.demo.platform import DemoSite
from service.demo.records import DemoError
from service.demo.website import create_site

_PATIENCE = 10.0  # seconds for starting, and again for stopping


class SiteNotServed(DemoError):
    """The website could not be started."""


@contextmanager
def serve_in_background(site: DemoSite, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The base address, such as "http://127.0.0.1:49152", while `site` is being served; port 0 takes a free one.

    Raises SiteNotServed when the port is taken or the server does not come up.
    """
    with closing(_listening(host, port)) as listener:
        server = uvicorn.Server(_quiet(site))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="demo-site", daemon=True)
        thread.start()
        try:
            _wait_until_up(server, thread)
            yield f"http://{host}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_PATIENCE)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that already listens: nobody can take the port between choosing it and using it."""
    try:
        return socket.create_server((host, port))
    except OSError as problem:
        raise SiteNotServed(
            f"cannot listen on {host}:{port} ({problem}); choose another port, or 0 for any"
        ) from problem


def _quiet(site: DemoSite) -> uvicorn.Config:
    return uvicorn.Config(
        create_site(site), log_config=None, log_level="critical", access_log=False, lifespan="off", ws="none",
        timeout_graceful_shutdown=2,
    )  # fmt: skip


def _wait_until_up(server: uvicorn.Server, thread: Thread) -> None:
    until = monotonic() + _PATIENCE
    while not server.started:
        if not thread.is_alive() or monotonic() > until:
            raise SiteNotServed("the demo website did not start; see the log above")
        sleep(0.01)
