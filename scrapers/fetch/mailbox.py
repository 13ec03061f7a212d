"""Mails of one folder over IMAP, read-only: nothing is marked, moved or deleted, and each is asked for once."""

from __future__ import annotations

import imaplib
import ipaddress
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import httpcore
from imap_tools import AND, BaseMailBox, ImapToolsError, MailBox, MailBoxUnencrypted, U
from imap_tools.errors import MailboxLoginError

from scrapers.contract import AddressRefused, Blocked, TryLater
from scrapers.fetch.address import addresses_of, is_public
from scrapers.fetch.settings import MIB

PORTS = {"imaps": 993, "imap": 143}
LARGEST = 10 * MIB
"""A mail beyond this is no notification and is left alone."""
MOST = 200
"""Mails asked for at once; the next reading goes on from there."""
_BULK = 50
_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class MailboxAddress:
    """A folder of a mailbox, as `imaps://user@host:993/FOLDER`."""

    host: str
    port: int
    user: str
    folder: str = "INBOX"
    encrypted: bool = True

    @classmethod
    def parse(cls, url: str) -> MailboxAddress:
        """Raises `AddressRefused` for what is no such address, carries a password, or would send one in the clear."""
        try:
            parts = urlsplit(url)
            port = parts.port or PORTS[parts.scheme]
            plain = parts.password is None and parts.hostname and parts.username and url.isprintable()
        except (ValueError, KeyError):
            plain = False
        if not plain:
            raise AddressRefused(
                "a mailbox is written imaps://user@host/FOLDER, with the @ of the user as %40 and without a password"
            )
        encrypted = parts.scheme == "imaps"
        host = str(parts.hostname)
        if not encrypted and not _is_loopback(host):
            raise AddressRefused(f"{host} would be sent the password in the clear: write imaps://")
        return cls(host, port, unquote(str(parts.username)), unquote(parts.path.strip("/")) or "INBOX", encrypted)


@dataclass(frozen=True, slots=True)
class Place:
    """How far a folder was read: valid while the server numbers its mails as it did."""

    validity: int = 0
    uid: int = 0


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as received, and the place behind it."""

    content: bytes
    place: Place


def new_mails(
    address: MailboxAddress, password: str, place: Place, allow_hosts: frozenset[str] = frozenset()
) -> Iterator[Mail]:
    """The mails behind `place`, oldest first, at most `MOST`.

    Raises `Blocked` when the server refuses the login, `AddressRefused` for a host that is neither public nor allowed,
    `TryLater` when it does not answer.
    """
    _check_host(address, allow_hosts)
    try:
        with _opened(address) as box:
            _log_in(box, address, password)
            yield from _behind(box, address, place)
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as problem:
        raise TryLater(f"the mailbox at {address.host} does not answer ({type(problem).__name__})") from None


@contextmanager
def _opened(address: MailboxAddress) -> Iterator[BaseMailBox]:
    """Connected for the length of a block; a connection that broke is closed all the same."""
    if address.encrypted:
        context = ssl.create_default_context()
        box: BaseMailBox = MailBox(address.host, address.port, timeout=_TIMEOUT, ssl_context=context)
    else:
        box = MailBoxUnencrypted(address.host, address.port, timeout=_TIMEOUT)
    try:
        yield box
    finally:
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            box.logout()
        with suppress(OSError):
            box.client.shutdown()


def _log_in(box: BaseMailBox, address: MailboxAddress, password: str) -> None:
    try:
        box.login(address.user, password, initial_folder=None)
    except (MailboxLoginError, imaplib.IMAP4.error):  # its message may quote what was sent
        raise Blocked(
            f"the mailbox at {address.host} does not let us in: check OMDOME_MAILBOX_PASSWORD, and that IMAP is allowed"
        ) from None


def _behind(box: BaseMailBox, address: MailboxAddress, place: Place) -> Iterator[Mail]:
    state = box.folder.status(address.folder, ["UIDVALIDITY"])
    box.folder.set(address.folder, readonly=True)
    validity = state.get("UIDVALIDITY", 0)
    begin = place.uid if validity == place.validity else 0
    found = sorted(int(uid) for uid in box.uids(AND(uid=U(str(begin + 1), "*"))))
    wanted = [uid for uid in found if uid > begin][:MOST]  # `n:*` gives the last mail even where it is before n
    sizes = _sizes(box, wanted)
    for uid in wanted:
        if sizes.get(uid, 0) <= LARGEST:
            for mail in box.fetch(uid_list=str(uid), mark_seen=False):
                yield Mail(mail.obj.as_bytes(), Place(validity, uid))


def _sizes(box: BaseMailBox, uids: list[int]) -> Mapping[int, int]:
    if not uids:
        return {}
    heads = box.fetch(uid_list=[str(uid) for uid in uids], headers_only=True, mark_seen=False, bulk=_BULK)
    return {int(head.uid or 0): head.size_rfc822 for head in heads}


def _check_host(address: MailboxAddress, allow_hosts: frozenset[str]) -> None:
    """The certificate is checked against the name afterwards, so a name that changes its address gains nothing."""
    if address.host in allow_hosts or f"{address.host}:{address.port}" in allow_hosts:
        return
    try:
        found = addresses_of(address.host, address.port)
    except httpcore.ConnectError as problem:
        raise TryLater(f"{problem}: check the address of the mailbox") from None
    for resolved in found:
        if not is_public(resolved):
            raise AddressRefused(
                f"{address.host} has the address {resolved}, which is not public; allow it with OMDOME_ALLOW_HOSTS if it is yours"
            )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
