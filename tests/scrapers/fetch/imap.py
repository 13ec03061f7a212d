"""A mailbox on loopback that speaks just enough IMAP; every command it was sent is kept for the test to judge."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

CAPABILITIES = b"* CAPABILITY IMAP4rev1\r\n"


@dataclass
class Postbox:
    """What lies in the folder, by uid, and what the server was asked."""

    mails: dict[int, bytes] = field(default_factory=dict)
    validity: int = 1
    password: str = "open sesame"
    told: list[str] = field(default_factory=list)
    breaks_at: str | None = None
    """A command at which the connection is dropped."""
    port: int = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"imap://hr%40example.org@127.0.0.1:{self.port}/Recensioner"


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box: Postbox = self.server.box  # type: ignore[attr-defined]  # set when the server was made
        self.wfile.write(b"* OK here\r\n")
        while line := self.rfile.readline():
            tag, command, rest = (*line.decode().strip().split(" ", 2), "")[:3]
            box.told.append(f"{command} {rest}".upper())
            if box.breaks_at and f"{command} {rest}".upper().startswith(box.breaks_at):
                return
            said, result = self._answer(box, command.upper(), rest)
            self.wfile.write(said + f"{tag} {result}\r\n".encode())
            if command.upper() == "LOGOUT":
                return

    def _answer(self, box: Postbox, command: str, rest: str) -> tuple[bytes, str]:
        if command == "CAPABILITY":
            return CAPABILITIES, "OK done"
        if command == "LOGIN":
            return b"", "OK in" if f'"{box.password}"' in rest else f"NO {rest} is wrong"
        if command == "STATUS":
            return f'* STATUS "Recensioner" (UIDVALIDITY {box.validity})\r\n'.encode(), "OK done"
        if command in ("EXAMINE", "SELECT"):
            return f"* {len(box.mails)} EXISTS\r\n".encode(), "OK [READ-ONLY] done"
        if command == "LOGOUT":
            return b"* BYE\r\n", "OK done"
        return self._by_uid(box, rest), "OK done"

    def _by_uid(self, box: Postbox, rest: str) -> bytes:
        if rest.upper().startswith("SEARCH"):
            found = re.search(r"(\d+):\*", rest)
            begin = int(found[1]) if found else 1
            uids = [uid for uid in box.mails if uid >= begin] or sorted(box.mails)[-1:]
            return b"* SEARCH " + " ".join(map(str, uids)).encode() + b"\r\n"
        wanted = [int(uid) for uid in rest.split(" ")[1].split(",")]
        return b"".join(_fetched(uid, box.mails[uid], "HEADER" in rest) for uid in wanted if uid in box.mails)


def _fetched(uid: int, content: bytes, head: bool) -> bytes:
    part = content.partition(b"\n\n")[0] + b"\n\n" if head else content
    name = "BODY[HEADER]" if head else "BODY[]"
    start = f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(content)} FLAGS () {name} {{{len(part)}}}\r\n"
    return start.encode() + part + b")\r\n"


@contextmanager
def serving(box: Postbox) -> Iterator[Postbox]:
    """The mailbox, reachable for the length of a block."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        server.daemon_threads = True
        server.box = box  # type: ignore[attr-defined]  # read by the session
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
