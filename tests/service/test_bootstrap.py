"""A house is put together once, from settings, each part when it is first asked for, and given back whole."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from service.bootstrap import House, _kept_secret, open_house, present
from service.domain.errors import InvalidInput
from service.domain.settings import Settings
from service.storage import schema
from tests.factories import FakeChannel, Scene
from tests.scrapers.fetch.site import answer, serving


def make(folder: Path, **settings: Any) -> House:
    return House(Settings(data_dir=folder, **settings))


def test_the_secret_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    secret = make(folder).secret
    kept = folder / "secret.key"
    assert len(secret) >= 32
    assert kept.read_text(encoding="ascii") == secret
    assert kept.stat().st_mode & 0o777 == 0o600
    made_at = kept.stat().st_mtime_ns
    assert make(folder).secret == secret
    assert kept.stat().st_mtime_ns == made_at
    assert os.listdir(folder) == ["secret.key"]


def test_two_folders_do_not_share_a_secret(tmp_path: Path) -> None:
    assert make(tmp_path / "a").secret != make(tmp_path / "b").secret


def test_houses_that_start_together_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: make(tmp_path).secret, range(40)))
    assert len(secrets) == 1
    assert os.listdir(tmp_path) == ["secret.key"]


def test_a_secret_from_the_settings_leaves_no_file(tmp_path: Path) -> None:
    assert make(tmp_path, secret=SecretStr("x" * 32)).secret == "x" * 32
    assert os.listdir(tmp_path) == []


def test_an_unknown_channel_is_refused_naming_those_known(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"OMDOME_CHANNELS names carrier, pigeon: known are console, slack"):
        _ = make(tmp_path, channels=("pigeon", "console", "carrier")).post


def test_slack_without_its_webhook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="OMDOME_SLACK_WEBHOOK"):
        _ = make(tmp_path, channels=("console", "slack")).post


def test_the_channels_of_the_settings_are_opened(tmp_path: Path) -> None:
    webhook = SecretStr("http://127.0.0.1:9/hush")
    post = make(tmp_path, channels=("console", "slack"), slack_webhook=webhook, language="en").post
    assert set(post.channels) == {"console", "slack"}
    assert post.wording.language == "en"
    assert not post.channels.keys() - set(post.names)


def test_channels_that_are_given_are_not_looked_up(tmp_path: Path) -> None:
    fake = FakeChannel()
    house = House(Settings(data_dir=tmp_path, channels=("pigeon",)), channels={"fake": fake})
    assert house.post.channels == {"fake": fake}


def test_the_database_is_ready_to_use_when_it_is_first_asked_for(tmp_path: Path) -> None:
    with open_house(Settings(data_dir=tmp_path)) as house:
        assert not (tmp_path / "omdome.db").exists()
        assert schema.at_head(house.database)
        assert house.database is house.database


def test_a_closed_house_opens_again_and_may_be_closed_twice(tmp_path: Path) -> None:
    house = make(tmp_path)
    first = house.database
    _ = house.fetcher
    house.close()
    house.close()
    assert house.database is not first
    house.close()


def test_a_house_is_closed_although_its_block_fails(tmp_path: Path) -> None:
    opened: list[House] = []

    def fail(house: House) -> None:
        opened.append(house)
        _ = house.database
        raise RuntimeError

    with pytest.raises(RuntimeError), open_house(Settings(data_dir=tmp_path)) as house:
        fail(house)
    assert "database" not in opened[0].__dict__


def test_a_draft_left_by_a_crash_does_not_change_the_secret(tmp_path: Path) -> None:
    secret = make(tmp_path).secret
    os.link(tmp_path / "secret.key", tmp_path / f"secret.key.{os.getpid()}")  # killed between link and unlink
    assert make(tmp_path).secret == secret


def test_containers_that_share_a_folder_and_a_process_number_agree_on_one_secret(tmp_path: Path) -> None:
    together = threading.Barrier(4)

    def start(number: int) -> str:
        together.wait(2)
        return _kept_secret(tmp_path / str(number // 4) / "secret.key")

    with ThreadPoolExecutor(4) as pool:
        secrets = set(pool.map(start, range(4 * 50)))
    assert len(secrets) == 50
    assert all(len(secret) == 64 for secret in secrets)


def test_what_is_fetched_is_fetched_under_our_own_name(tmp_path: Path) -> None:
    with serving() as site:
        site.routes["/"] = answer()
        settings = Settings(
            data_dir=tmp_path / "new", contact="hr@example.org", pace_seconds=0, allow_hosts=frozenset({site.host})
        )
        with open_house(settings) as house:
            assert house.fetcher.get(f"{site.base}/").status == 200
        sent = site.last_sent("User-Agent") or ""
    assert "omdome" in sent.lower()
    assert "hr@example.org" in sent
    assert (tmp_path / "new" / "http-cache.db").is_file()


def test_the_present_is_aware_and_in_utc() -> None:
    assert present().utcoffset() == timedelta(0)


def test_a_house_collects_delivers_and_freezes(small_scene: Scene) -> None:
    house = small_scene.house
    assert house.look(small_scene.source_ids[1]).report.good
    assert isinstance(house.deliver(), int)
    files = house.freeze_due()
    assert {path.parent for path in files} == {house.settings.export_dir}
    assert len(files) == 2 * len(house.formats)
    assert house.freeze_due() == []
