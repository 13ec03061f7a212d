"""Collection rounds: exactly what a person must open, no more; and a receipt that does not flatter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.domain.collection_round import Task, Why
from service.storage.repositories import employers, sources
from service.storage.repositories import rounds as stored
from service.texts import CATALOGUES
from service.workflows import round_words, rounds
from service.workflows.importing import SavedPage, import_pages
from service.workflows.watch import add_source, permit
from tests.factories import SITE, Scene, make_review
from tests.scrapers.imports.files import make_mail

PALLVIK = 2


def forbid(scene: Scene) -> None:
    """The permission of our own employer's source runs out."""
    scene.clock.pass_time(minutes=1)
    today = scene.clock().date()
    permit(
        scene.house.database,
        scene.source_ids[1],
        basis="the demo's own site",
        reviewed_on=today - timedelta(days=9),
        reviewed_by="HR",
        expires_on=today - timedelta(days=1),
    )


def tasks(scene: Scene, employer: int = PALLVIK) -> list[Task]:
    with scene.house.database.read() as session:
        return rounds.tasks_of(session, employers.get(session, employer), scene.clock())


def page(scene: Scene, number: int = 1) -> SavedPage:
    return SavedPage("page.html", scene.fetcher.get(f"{SITE}/arbetsgivare/pallvik-logistik?sida={number}").content)


def import_page(scene: Scene, saved: SavedPage) -> None:
    import_pages(scene.house.database, "Pallvik Logistik", [saved], clock=scene.clock, channels=scene.house.post.names)


def test_what_is_read_by_itself_needs_nobody(scene: Scene) -> None:
    scene.look()
    assert tasks(scene) == []


def test_a_source_that_is_closed_to_us_is_opened_by_a_person(scene: Scene) -> None:
    scene.look()
    forbid(scene)
    (task,) = tasks(scene)
    assert (task.platform, task.why) == ("demo", Why.FORBIDDEN)
    assert task.addresses[0].endswith("/arbetsgivare/pallvik-logistik")
    assert task.last_known is not None
    assert task.last_known.published_on is not None


def test_a_site_that_shuts_us_out_is_opened_by_a_person(scene: Scene) -> None:
    scene.fetcher.planned["*"] = b"<html><title>Just a moment...</title><body>checking your browser</body></html>"
    scene.look()
    assert [task.why for task in tasks(scene)] == [Why.BLIND]


def test_a_list_watched_by_hand_says_where_it_is(scene: Scene) -> None:
    with scene.house.database.write() as session:
        add_source(
            session,
            employer_id=PALLVIK,
            platform="trustpilot",
            way_in="import",
            url="https://www.trustpilot.com/review/pallvik.example",
            now=scene.clock(),
        )
    scene.look()
    (task,) = tasks(scene)
    assert (task.platform, task.why, task.last_known) == ("trustpilot", Why.BY_HAND, None)
    assert task.addresses[0].startswith("https://www.trustpilot.com/review/pallvik.example")


def test_what_a_person_saves_goes_to_the_source_watched_by_hand(scene: Scene) -> None:
    with scene.house.database.write() as session:
        url = f"{SITE}/arbetsgivare/pallvik-logistik"
        hand = add_source(session, employer_id=PALLVIK, platform="demo", way_in="import", url=url, now=scene.clock()).id
    import_page(scene, page(scene))
    with scene.house.database.read() as session:
        assert sources.get(session, hand).last_good_at == scene.clock()
        assert len([one for one, _ in sources.every(session, PALLVIK) if one.way_in == "import"]) == 1


def test_a_mail_without_text_asks_for_the_page_of_its_review(scene: Scene) -> None:
    scene.look()
    link = "https://www.glassdoor.com/Reviews/Employee-Review-Pallvik-E99999-RVW7654321.htm"
    mail = make_mail(f"You have a new review.\n{link}\n")
    import_pages(
        scene.house.database,
        "Pallvik Logistik",
        [SavedPage("mail", mail)],
        clock=scene.clock,
        channels=(),
        way_in="mailbox",
    )
    (task,) = tasks(scene)
    assert (task.platform, task.why) == ("glassdoor", Why.TEXT_MISSING)
    assert task.addresses
    assert "RVW7654321" in task.addresses[0]


def test_the_receipt_tells_what_became_seen_and_what_stayed_blind(scene: Scene) -> None:
    scene.look()
    forbid(scene)
    with scene.house.database.write() as session:
        begun = rounds.current(session, employers.get(session, PALLVIK), now=scene.clock())
        assert begun is not None
        before = rounds.receipt_of(session, begun, scene.clock())
    assert before.blind == ("demo",)
    assert before.lines[0].problem
    scene.clock.pass_time(hours=1)
    scene.site.publish(make_review())
    import_page(scene, page(scene))
    with scene.house.database.write() as session:
        begun = stored.get(session, begun.id)
        receipt = rounds.close(session, begun, now=scene.clock())
    (line,) = receipt.lines
    assert (line.seen, line.new, line.held, line.declared) == (True, 1, 25, 25)
    assert line.fine_until == (scene.clock() + timedelta(days=14)).date()


def test_a_closed_round_keeps_its_receipt(scene: Scene) -> None:
    scene.look()
    forbid(scene)
    with scene.house.database.write() as session:
        employer = employers.get(session, PALLVIK)
        begun = rounds.current(session, employer, now=scene.clock())
        assert begun is not None
        receipt = rounds.close(session, begun, now=scene.clock())
        assert rounds.close(session, begun, now=scene.clock()) == receipt
    import_page(scene, page(scene))
    with scene.house.database.read() as session:
        assert rounds.receipt_of(session, stored.get(session, begun.id), scene.clock()) == receipt


def test_a_reply_is_looked_for_and_found_by_a_round(scene: Scene) -> None:
    review_id = scene.site.publish(make_review())
    scene.look()
    forbid(scene)
    api, key = scene.api(), scene.key(name="Maja")
    queue = api.get("/api/v1/tickets", headers=key).json()["items"]
    ticket = next(item for item in queue if item["review"]["title"] == "Stressigt")
    path = f"/api/v1/tickets/{ticket['id']}"
    text = "Tack för att du berättar. Vi ser över bemanningen; hör gärna av dig till HR."
    scene.clock.pass_time(hours=5)
    second = scene.key(name="Bo")
    for step, who, body in (
        ("claim", key, None),
        ("draft", key, {"text": text}),
        ("submit", key, None),
        ("approve", second, None),
        ("post", key, None),
    ):
        made = api.post(f"{path}/{step}", headers={**who, "If-Match": "*"}, json=body)
        assert made.status_code < 300, made.text
    scene.clock.pass_time(minutes=5)
    with scene.house.database.write() as session:
        begun = rounds.current(session, employers.get(session, PALLVIK), now=scene.clock())
        assert begun is not None
        assert len(begun.pages[0]["replies"]) == 1
    scene.site.answer(review_id, text, scene.clock().date(), "HR")
    scene.clock.pass_time(minutes=5)
    scene.house.take_in(PALLVIK, page(scene).content)
    with scene.house.database.read() as session:
        (line,) = rounds.receipt_of(session, stored.get(session, begun.id), scene.clock()).lines
    assert (line.replies_seen, line.replies_waiting) == (1, 0)


def test_a_round_opens_by_itself_once_a_week_and_is_told_once(scene: Scene) -> None:
    scene.look()
    forbid(scene)
    assert len(scene.house.open_rounds()) == 1
    assert scene.house.open_rounds() == []
    scene.house.deliver()
    told = [message for message in scene.channel.sent if message.kind == "round"]
    assert [message.employer for message in told].count("Pallvik Logistik") == 1
    assert told[0].link is not None
    scene.clock.pass_time(days=7)
    again = scene.house.open_rounds()
    assert again
    with scene.house.database.read() as session:
        newest = stored.newest(session, PALLVIK)
        earlier = stored.of_employer(session, PALLVIK, 5)[1]
    assert newest is not None
    assert newest.closed_at is None
    assert earlier.closed_at is not None


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_it_is_told_in_words_that_a_person_can_follow(scene: Scene, language: str) -> None:
    scene.look()
    forbid(scene)
    said = "\n".join(round_words.told(tasks(scene), "Pallvik\nLogistik", scene.house.folder.path, language))
    assert "Pallvik Logistik" in said
    assert "/arbetsgivare/pallvik-logistik" in said
    assert "2026-11" in said
    assert str(scene.house.folder.path) in said
