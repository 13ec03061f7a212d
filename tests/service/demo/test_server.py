"""The site on a real port: known at once, several side by side, gone afterwards."""

import socket
from unittest.mock import Mock, patch

import httpx
import pytest
import uvicorn

from service.demo import server
from service.demo.server import SiteNotServed, serve_in_background
from tests.service.demo.making import LIST, make_review, make_site


def test_site_answers_as_soon_as_its_address_is_known_and_not_afterwards() -> None:
    with serve_in_background(make_site()) as base:
        assert httpx.get(f"{base}{LIST}").status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{base}{LIST}")


def test_what_is_published_meanwhile_is_seen_at_once() -> None:
    site = make_site()
    with serve_in_background(site) as base, httpx.Client(base_url=base) as client:
        held = client.get(LIST).headers["etag"]
        assert client.get(LIST, headers={"If-None-Match": held}).status_code == 304
        site.publish(make_review(title="Alldeles nytt"))
        answer = client.get(LIST, headers={"If-None-Match": held})
        assert (answer.status_code, "Alldeles nytt" in answer.text) == (200, True)


def test_two_sites_side_by_side() -> None:
    with serve_in_background(make_site()) as one, serve_in_background(make_site()) as other:
        assert one != other
        assert httpx.get(one).text == httpx.get(other).text


def test_taken_port_is_named_in_the_refusal() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SiteNotServed, match=f"127.0.0.1:{port}"), serve_in_background(make_site(), port=port):
            pass


def test_a_server_that_does_not_come_up_is_an_error_and_not_a_wait() -> None:
    with (
        patch.object(uvicorn.Server, "run", Mock()),  # ends at once, as after a failed start
        pytest.raises(SiteNotServed, match="did not start"),
        serve_in_background(make_site()),
    ):
        pass


def test_a_server_that_hangs_at_the_start_is_given_up() -> None:
    with (
        patch.object(server, "_PATIENCE", 0.05),
        patch.object(uvicorn.Server, "startup", _never),
        pytest.raises(SiteNotServed),
        serve_in_background(make_site()),
    ):
        pass


async def _never(self: uvicorn.Server, sockets: object = None) -> None:
    import asyncio

    while not self.should_exit:
        await asyncio.sleep(0.01)
