"""A month is frozen once, from what was known, and gives the same bytes ever after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.errors import InvalidInput, NotFound
from service.domain.month import Month
from service.storage.repositories import employers, snapshots
from service.storage.tables import Snapshot
from service.workflows.audit import freeze_month, month_due
from service.workflows.export import choose, file_name, write_files
from service.workflows.watch import permit
from tests.factories import Scene, make_review

OCTOBER = Month(2026, 10)


def freeze(scene: Scene, month: Month = OCTOBER) -> tuple[Snapshot, bool]:
    house = scene.house
    return freeze_month(house.database, 2, month, house.metrics, now=scene.clock(), channels=house.post.names)


def test_a_frozen_month_does_not_change_when_new_reviews_come(scene: Scene, tmp_path: Path) -> None:
    for source in range(3):
        scene.look(source)
    first, fresh = freeze(scene)
    files = {path.name: path.read_bytes() for path in write_files(first, scene.house.formats, tmp_path / "a", "sv")}
    scene.site.publish(make_review())
    scene.look()
    again, still_fresh = freeze(scene)
    assert (fresh, still_fresh) == (True, False)
    assert first.results == again.results
    assert files == {
        path.name: path.read_bytes() for path in write_files(again, scene.house.formats, tmp_path / "b", "sv")
    }
    assert len(files) == len(scene.house.formats) >= 3


def test_a_month_is_stamped_with_the_ledgers_word_on_each_source(scene: Scene) -> None:
    scene.look()
    permit(
        scene.house.database,
        scene.source_ids[1],
        basis="consent",
        reviewed_on=scene.clock().date(),
        reviewed_by="HR",
        expires_on=scene.clock().date() - timedelta(days=1),
    )
    frozen, _ = freeze(scene)
    (source,) = frozen.results["metrics"]["sight"]["sources"]
    assert (source["state"], source["held"], source["declared"]) == ("forbidden", 24, 24)
    assert "permission" in source["reason"]


def test_the_standing_stands_beside_the_platforms_own_figures(scene: Scene) -> None:
    for source in range(3):
        scene.look(source)
    snapshot, _ = freeze(scene)
    (platform,) = snapshot.results["metrics"]["standing"]["platforms"]
    assert 1 <= platform["low"] <= platform["mean"] <= platform["high"] <= 5
    assert platform["effective_n"] > 0
    assert platform["declared"]["total"] == 24
    assert snapshot.inputs["panel"]["demo"]["employers"] == 1


def test_nothing_frozen_points_at_a_writer_or_quotes_one(small_scene: Scene) -> None:
    small_scene.site.publish(make_review(alias="blåklint99", cons="Citatet som inte ska med"))
    small_scene.look()
    snapshot, _ = freeze(small_scene)
    assert "blåklint99" not in repr((snapshot.inputs, snapshot.results))
    assert "Citatet" not in repr((snapshot.inputs, snapshot.results))


def test_a_month_that_is_not_over_is_refused(small_scene: Scene) -> None:
    with pytest.raises(InvalidInput, match="2026-11 is not over yet: the newest month that can be frozen is 2026-10"):
        freeze(small_scene, Month(2026, 11))


def test_an_employer_without_reviews_has_an_honest_empty_month(small_scene: Scene) -> None:
    snapshot, _ = freeze(small_scene)
    assert snapshot.results["metrics"]["standing"]["platforms"] == []


def test_freezing_tells_once(scene: Scene) -> None:
    freeze(scene)
    freeze(scene)
    scene.house.deliver()
    assert [message.kind for message in scene.channel.sent] == ["month"]


def test_a_month_never_frozen_is_named(small_scene: Scene) -> None:
    small_scene.look()
    with small_scene.house.database.read() as session, pytest.raises(NotFound, match="2026-09 is not frozen"):
        snapshots.get(session, 1, "2026-09")


def test_the_house_freezes_what_is_due_and_writes_the_files(scene: Scene) -> None:
    scene.look()
    files = scene.house.freeze_due()
    assert len(files) == 2 * len(scene.house.formats)
    assert all(path.stat().st_size > 0 for path in files)
    assert scene.house.freeze_due() == []


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (datetime(2026, 11, 2, 5, 59, tzinfo=UTC), None),  # Monday 06:59 in Stockholm, the first working day
        (datetime(2026, 11, 2, 6, 0, tzinfo=UTC), Month(2026, 10)),
        (datetime(2026, 11, 1, 12, 0, tzinfo=UTC), None),  # a Sunday
        (datetime(2027, 1, 1, 12, 0, tzinfo=UTC), None),  # New Year's Day
        (datetime(2027, 1, 4, 6, 0, tzinfo=UTC), Month(2026, 12)),
    ],
)
def test_a_month_falls_due_at_seven_on_the_first_working_day(
    small_scene: Scene, moment: datetime, due: Month | None
) -> None:
    with small_scene.house.database.read() as session:
        assert month_due(employers.get(session, 1), moment) == due


def test_an_unknown_format_is_named_with_those_there_are(small_scene: Scene) -> None:
    with pytest.raises(InvalidInput, match=r"'docx' is no format: choose one of csv"):
        choose(small_scene.house.formats, "docx")


@given(name=st.text(max_size=80))
def test_file_names_are_safe_whatever_the_employer_is_called(name: str) -> None:
    from service.plugins import load_formats

    snapshot = Snapshot(employer_id=3, month="2026-10", results={"employer": {"name": name}})
    for form in load_formats().values():
        made = file_name(snapshot, form, "sv")
        assert made.isascii()
        assert not set(made) & set('/\\:*?"<>| ')
        assert not made.startswith((".", "-"))


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "26-10", "", "2026-1", "0000-01", "２０２６-10", "x" * 500])
def test_what_is_no_month_is_named(text: str) -> None:
    with pytest.raises(InvalidInput, match="no month"):
        Month.parse(text)


@given(st.dates(min_value=datetime(2, 1, 1, tzinfo=UTC).date()))
def test_a_month_holds_its_days(day: object) -> None:
    from datetime import date, timedelta

    assert isinstance(day, date)
    month = Month.of(day)
    assert month.first <= day <= month.last
    assert Month.parse(str(month)) == month
    assert month.previous().last == month.first - timedelta(days=1)
