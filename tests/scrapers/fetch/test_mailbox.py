"""Mails over IMAP: read-only, each once, and never a password where it does not belong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scrapers.contract import AddressRefused, Blocked, TryLater
from scrapers.fetch import mailbox
from scrapers.fetch.mailbox import MailboxAddress, Place, new_mails
from tests.scrapers.fetch.imap import Postbox, serving
from tests.scrapers.imports.files import make_mail

HOSTS = frozenset({"127.0.0.1"})


@pytest.fixture
def box() -> Iterator[Postbox]:
    """A mailbox with three mails."""
    with serving(Postbox({uid: make_mail(f"number {uid}") for uid in (4, 7, 9)})) as served:
        yield served


def read(box: Postbox, place: Place = Place(), password: str | None = None) -> list[mailbox.Mail]:  # noqa: B008 (frozen)
    return list(new_mails(MailboxAddress.parse(box.url), password or box.password, place, HOSTS))


def test_mails_come_oldest_first_and_nothing_is_marked(box: Postbox) -> None:
    found = read(box)
    assert [mail.place for mail in found] == [Place(1, 4), Place(1, 7), Place(1, 9)]
    assert b"number 4" in found[0].content
    assert any(told.startswith("EXAMINE") for told in box.told)
    assert not any(word in told for told in box.told for word in ("STORE", "SELECT", "EXPUNGE", "BODY["))
    assert all("BODY.PEEK" in told for told in box.told if "FETCH" in told)


def test_only_what_came_since_is_asked_for(box: Postbox) -> None:
    assert [mail.place.uid for mail in read(box, Place(1, 7))] == [9]
    assert read(box, Place(1, 9)) == []


def test_a_folder_that_was_numbered_anew_is_read_from_its_start(box: Postbox) -> None:
    box.validity = 2
    assert [mail.place for mail in read(box, Place(1, 9))] == [Place(2, 4), Place(2, 7), Place(2, 9)]


def test_a_mail_beyond_all_measure_is_left_alone(box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 2000)
    box.mails[8] = make_mail("x" * 5000)
    assert [mail.place.uid for mail in read(box)] == [4, 7, 9]
    assert not any(told.startswith("UID FETCH 8 ") for told in box.told)


def test_a_wrong_password_is_told_without_being_repeated(box: Postbox) -> None:
    with pytest.raises(Blocked, match="OMDOME_MAILBOX_PASSWORD") as refused:
        read(box, password="hemligt-ord")
    assert "hemligt-ord" not in str(refused.value)
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("command", ["LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"])
def test_a_server_that_breaks_off_is_tried_later(box: Postbox, command: str) -> None:
    box.breaks_at = command
    with pytest.raises((TryLater, Blocked)):
        read(box)


def test_nobody_there_is_tried_later() -> None:
    with pytest.raises(TryLater, match="does not answer"):
        list(new_mails(MailboxAddress("127.0.0.1", 1, "hr", encrypted=False), "x", Place(), HOSTS))


def test_an_address_within_our_own_network_must_be_allowed(box: Postbox) -> None:
    with pytest.raises(AddressRefused, match="OMDOME_ALLOW_HOSTS"):
        list(new_mails(MailboxAddress.parse(box.url), box.password, Place()))
    assert box.told == []


def test_a_name_that_leads_nowhere_is_tried_later() -> None:
    with pytest.raises(TryLater, match="check the address"):
        list(new_mails(MailboxAddress("nowhere.invalid", 993, "hr"), "x", Place()))


def test_an_encrypted_mailbox_checks_who_answers(box: Postbox) -> None:
    with pytest.raises(TryLater):
        list(new_mails(MailboxAddress("127.0.0.1", box.port, "hr"), "x", Place(), HOSTS))


@pytest.mark.parametrize(
    "url",
    [
        "imaps://host/INBOX",
        "imaps://hr:secret@host/INBOX",
        "imaps://",
        "https://hr@host",
        "imaps://hr@host:99999",
        "imap://hr@mail.example.org",
        "imaps://hr@ho\nst",
        "",
    ],
)
def test_what_is_no_mailbox_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        MailboxAddress.parse(url)
    assert "secret" not in str(refused.value)


def test_an_address_is_read_with_its_port_and_folder() -> None:
    assert MailboxAddress.parse("imaps://hr%40x.se@mail.example.org/A/B") == MailboxAddress(
        "mail.example.org", 993, "hr@x.se", "A/B"
    )
    assert MailboxAddress.parse("imap://hr@localhost:1143") == MailboxAddress("localhost", 1143, "hr", encrypted=False)
