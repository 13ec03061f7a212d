"""The outbox: each message leaves once, a failing channel waits, nothing is lost and nothing repeated."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from service.domain import alert
from service.domain.errors import DeliveryFailed, DeliveryRefused
from service.domain.patience import GIVE_UP_AFTER, LEASE
from service.storage.repositories import outbox
from service.storage.tables import Alert
from service.workflows.alert import Wording, deliver
from tests.factories import Scene, make_review


def put(scene: Scene, key: str = "review:1") -> None:
    with scene.house.database.write() as session:
        rows = alert.rows(alert.Kind.MONTH, key, ["fake"], (1, "Exempelverken"), month="2026-10", path="/x")
        outbox.put(session, rows, scene.clock())


def only(scene: Scene) -> Alert:
    with scene.house.database.read() as session:
        return session.scalars(select(Alert)).one()


def test_a_message_is_sent_once_and_never_put_in_twice(scene: Scene) -> None:
    put(scene)
    put(scene)
    assert scene.house.deliver() == 1
    assert scene.house.deliver() == 0
    put(scene)
    assert scene.house.deliver() == 0
    assert [message.key for message in scene.channel.sent] == ["month:review:1"]
    assert only(scene).sent_at == scene.clock()


def test_a_failed_message_waits_longer_each_time_with_the_same_key(small_scene: Scene) -> None:
    put(small_scene)
    small_scene.channel.failures = [DeliveryFailed("busy"), DeliveryFailed("busy")]
    waits = []
    for _ in range(2):
        assert small_scene.house.deliver() == 0
        waits.append(only(small_scene).not_before - small_scene.clock())
        small_scene.clock.now = only(small_scene).not_before
    assert waits == [timedelta(seconds=30), timedelta(seconds=60)]
    assert small_scene.house.deliver() == 1
    assert small_scene.channel.sent[0].key == "month:review:1"


def test_a_channel_that_says_when_is_obeyed(small_scene: Scene) -> None:
    put(small_scene)
    small_scene.channel.failures = [DeliveryFailed("busy", retry_after=90)]
    small_scene.house.deliver()
    assert only(small_scene).not_before - small_scene.clock() == timedelta(seconds=90)


def test_a_refused_message_is_not_tried_again(small_scene: Scene) -> None:
    put(small_scene)
    small_scene.channel.failures = [DeliveryRefused("webhook is gone")]
    small_scene.house.deliver()
    assert (only(small_scene).state, only(small_scene).error) == ("refused", "webhook is gone")
    assert small_scene.house.deliver() == 0


def test_a_channel_that_never_works_is_given_up_in_words(small_scene: Scene) -> None:
    put(small_scene)
    small_scene.channel.failures = [DeliveryFailed("down")] * GIVE_UP_AFTER
    for _ in range(GIVE_UP_AFTER):
        small_scene.house.deliver()
        small_scene.clock.pass_time(hours=7)
    assert only(small_scene).state == "refused"
    assert "given up after 20 attempts" in str(only(small_scene).error)


def test_a_message_whose_sender_died_is_sent_by_another_after_the_lease(scene: Scene) -> None:
    put(scene)
    with scene.house.database.write() as session:
        assert outbox.claim(session, ["fake"], scene.clock(), scene.clock() - LEASE)
    assert scene.house.deliver() == 0
    scene.clock.pass_time(minutes=6)
    assert scene.house.deliver() == 1


def test_senders_side_by_side_send_each_message_once(scene: Scene) -> None:
    for number in range(12):
        put(scene, f"review:{number}")
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda _: scene.house.deliver(), range(4)))
    assert sum(sent) == 12
    assert len({message.key for message in scene.channel.sent}) == len(scene.channel.sent) == 12


def test_a_negative_review_at_night_waits_for_opening_time_an_urgent_one_does_not(scene: Scene) -> None:
    scene.look()
    scene.clock.now = scene.clock.now.replace(hour=21)
    scene.site.publish(make_review())
    scene.look()
    assert scene.channel.sent == []
    scene.clock.now = scene.clock.now.replace(day=11, hour=7, minute=0)
    assert scene.house.deliver() == 1
    assert scene.channel.sent[0].kind == "negative"


def test_text_goes_along_only_when_the_operator_asked_for_it(small_scene: Scene) -> None:
    small_scene.look()
    small_scene.site.publish(make_review(cons="Vi är för få. Kerstin Ek skriker."))
    small_scene.fetcher.asked.clear()
    wording = Wording("en", "http://house.example/", with_text=True)
    small_scene.channel.failures = [DeliveryFailed("later")]
    small_scene.look()
    small_scene.clock.pass_time(minutes=1)
    assert deliver(small_scene.house.database, {"fake": small_scene.channel}, wording, clock=small_scene.clock) == 1
    line = small_scene.channel.sent[0].lines[0]
    assert "Vi är för få. […] skriker." in str(line.text), "a named person is masked even then"
    assert line.link.startswith("http://house.example/api/v1/reviews/")


@pytest.mark.parametrize(
    ("rating", "band"), [(None, "none"), (1, "1-2"), (2.4, "1-2"), (3, "3"), (3.5, "4-5"), (5, "4-5")]
)
def test_stars_are_told_in_bands(rating: float | None, band: str) -> None:
    assert alert.star_band(rating) == band
