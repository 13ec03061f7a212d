"""Plug-ins are found by being there, keyed by the name they give themselves, and opened only with what they need."""

from __future__ import annotations

import pkgutil
from types import ModuleType

import pytest
from pydantic import SecretStr

from service import channels, formats, metrics
from service.domain.errors import InvalidInput
from service.domain.settings import Settings
from service.plugins import channel_builders, load_formats, load_metrics, open_channel


@pytest.mark.parametrize(
    ("room", "found"),
    [(formats, load_formats()), (metrics, load_metrics()), (channels, channel_builders())],
    ids=["formats", "metrics", "channels"],
)
def test_each_module_of_a_room_is_one_plugin(room: ModuleType, found: dict[str, object]) -> None:
    modules = [module for module in pkgutil.iter_modules(room.__path__) if not module.ispkg]
    assert len(found) == len(modules) > 0
    assert all(getattr(plugin, "slug", None) == slug for slug, plugin in found.items())


def test_formats_say_what_they_write() -> None:
    for form in load_formats().values():
        assert "/" in form.media_type
        assert form.suffix
    assert {"csv", "html", "json"} <= load_formats().keys()


def test_metrics_can_measure() -> None:
    assert all(callable(metric.measure) for metric in load_metrics().values())
    assert {"standing", "harm", "conduct", "sight"} <= load_metrics().keys()


def test_a_channel_is_opened_by_its_name() -> None:
    webhook = SecretStr("http://127.0.0.1:9/hush")
    assert open_channel("console", Settings()).slug == "console"
    assert open_channel("slack", Settings(slack_webhook=webhook)).slug == "slack"


def test_slack_without_a_webhook_says_which_setting_is_missing() -> None:
    with pytest.raises(InvalidInput, match="OMDOME_SLACK_WEBHOOK"):
        open_channel("slack", Settings())
