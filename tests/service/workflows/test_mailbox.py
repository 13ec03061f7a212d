"""A mailbox as a way in: platforms' mails become reviews, everybody else's are not kept, and no mail is read twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from service.domain.errors import InvalidInput
from service.domain.ticket import Role
from service.storage.repositories import sources
from service.storage.tables import Capture, Review, Source
from service.workflows.health import source_health
from service.workflows.mailbox import reader
from service.workflows.watch import add_source
from tests.factories import Scene
from tests.scrapers.fetch.imap import Postbox, serving
from tests.scrapers.imports.files import make_mail

LINK = "https://www.glassdoor.com/Reviews/Employee-Review-Pallvik-E99999-RVW{}.htm"


@pytest.fixture
def box() -> Iterator[Postbox]:
    """A mailbox with a platform's mail and a private one."""
    mails = {
        1: make_mail(f"New review\n{LINK.format(7654321)}\n"),
        2: make_mail("Hej Ylva, ses vi på fredag?", sender="Bo <bo@example.org>", subject="Lunch"),
    }
    with serving(Postbox(mails)) as served:
        yield served


@pytest.fixture
def mailbox_id(scene: Scene, box: Postbox) -> int:
    """The source that reads it."""
    changed = {"allow_hosts": frozenset({"127.0.0.1"}), "mailbox_password": box.password}
    scene.house.settings = scene.house.settings.model_validate({**scene.house.settings.model_dump(), **changed})
    with scene.house.database.write() as session:
        return add_source(session, employer_id=2, platform="mail", way_in="mailbox", url=box.url, now=scene.clock()).id


def state(scene: Scene, number: int) -> tuple[str, str]:
    with scene.house.database.read() as session:
        found = next(item for item in source_health(session, scene.clock()) if item.source.id == number)
        return found.state.value, found.reason


def test_a_platforms_mail_becomes_a_review_to_save(scene: Scene, mailbox_id: int) -> None:
    done = scene.house.look(mailbox_id)
    assert (done.report.verdict, done.report.tally.new, done.understood.tickets) == ("reviews", 1, 1)
    with scene.house.database.read() as session:
        (review,) = session.scalars(select(Review))
        assert review.platform == "glassdoor"
        assert review.url is not None
        assert sources.get(session, review.source_id).way_in == "mailbox"


def test_a_private_mail_is_not_kept(scene: Scene, mailbox_id: int, box: Postbox) -> None:
    scene.house.look(mailbox_id)
    with scene.house.database.read() as session:
        assert len(session.scalars(select(Capture)).all()) == 1
        assert session.get_one(Source, mailbox_id).cursor == {"validity": 1, "uid": 2}


def test_no_mail_is_asked_for_twice(scene: Scene, mailbox_id: int, box: Postbox) -> None:
    scene.house.look(mailbox_id)
    box.told.clear()
    box.mails[3] = make_mail(f"New review\n{LINK.format(7654322)}\n")
    assert scene.house.look(mailbox_id).report.tally.new == 1
    assert [told for told in box.told if told.startswith("UID FETCH 1 ")] == []
    assert scene.house.look(mailbox_id).report.tally.seen == 0
    assert state(scene, mailbox_id)[0] == "healthy"


def test_an_empty_mailbox_proves_nothing_before_the_first_mail(scene: Scene, mailbox_id: int, box: Postbox) -> None:
    box.mails.clear()
    scene.house.look(mailbox_id)
    assert state(scene, mailbox_id)[0] == "unproven"


def test_a_mailbox_that_shuts_us_out_is_blind_and_says_what_to_do(scene: Scene, mailbox_id: int, box: Postbox) -> None:
    box.password = "changed"
    assert scene.house.look(mailbox_id).report.verdict == "blocked"
    found, reason = state(scene, mailbox_id)
    assert (found, "OMDOME_MAILBOX_PASSWORD" in reason) == ("blind", True)


def test_what_came_before_the_line_broke_is_kept(scene: Scene, mailbox_id: int, box: Postbox) -> None:
    box.breaks_at = "UID FETCH 2 (BODY.PEEK[] "
    done = scene.house.look(mailbox_id)
    assert (done.report.verdict, done.report.tally.new) == ("unreachable", 1)
    box.breaks_at = None
    assert scene.house.look(mailbox_id).report.verdict == "empty"


def test_without_a_password_it_says_which_setting(scene: Scene, mailbox_id: int) -> None:
    with pytest.raises(InvalidInput, match="OMDOME_MAILBOX_PASSWORD"):
        reader(None, frozenset())(None, None)  # type: ignore[arg-type]  # refused before they are looked at


def test_an_address_in_our_own_network_is_refused(scene: Scene, mailbox_id: int) -> None:
    scene.house.settings = scene.house.settings.model_copy(update={"allow_hosts": frozenset()})
    assert scene.house.look(mailbox_id).report.verdict == "refused"


@pytest.mark.parametrize("url", ["https://x.se", "imaps://x.se/INBOX", "imaps://a:b@x.se", "x", "imaps://a@x\n.se"])
def test_what_is_no_mailbox_is_refused_when_it_is_added(scene: Scene, url: str) -> None:
    body = {"employer_id": 2, "platform": "mail", "way_in": "mailbox", "url": url}
    answer = scene.api().post("/api/v1/sources", json=body, headers=scene.key(Role.ADMIN))
    assert answer.status_code == 422


def test_what_mails_tell_of_is_never_late(scene: Scene, mailbox_id: int) -> None:
    scene.house.look(mailbox_id)
    scene.clock.pass_time(days=40)
    assert state(scene, mailbox_id + 1)[0] == "healthy"
    assert state(scene, mailbox_id)[0] == "degraded"
