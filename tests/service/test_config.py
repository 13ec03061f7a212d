"""Settings come from the environment; a wrong one is named, a secret one is never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.config import PREFIX, load_settings
from service.domain.errors import InvalidInput
from service.domain.settings import Settings

HUSH = "hush-hush"
host = st.from_regex(r"[a-z0-9.-]{1,20}(:[0-9]{1,5})?", fullmatch=True)


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = load_settings()
    assert settings == Settings()
    assert type(settings) is Settings
    assert settings.database_address == f"sqlite:///{Path('omdome-data') / 'omdome.db'}"
    assert settings.export_dir == Path("omdome-data/exports")
    assert (settings.channels, settings.allow_hosts, settings.alert_review_text) == (("console",), frozenset(), False)


@pytest.mark.parametrize(
    ("written", "means"),
    [("console", ("console",)), (" console , slack,", ("console", "slack")), (" , ", ()), ("", ("console",))],
)
def test_channels_are_written_with_commas(
    monkeypatch: pytest.MonkeyPatch, written: str, means: tuple[str, ...]
) -> None:
    monkeypatch.setenv("OMDOME_CHANNELS", written)
    assert load_settings().channels == means


@given(hosts=st.sets(host, max_size=5), gap=st.sampled_from([",", " , ", ",,"]))
def test_allowed_hosts_are_written_with_commas(hosts: set[str], gap: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMDOME_ALLOW_HOSTS", gap.join(sorted(hosts)))
        assert load_settings().allow_hosts == hosts


def test_an_override_beats_the_environment_which_beats_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMDOME_PORT", "9")
    monkeypatch.setenv("OMDOME_PACE_SECONDS", "0.5")
    settings = load_settings(port=10, channels=("slack",))
    assert (settings.port, settings.pace_seconds, settings.channels) == (10, 0.5, ("slack",))


def test_variables_that_are_unknown_or_empty_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OMDOME_COLOUR", "PORT", "OMDOMEPORT"):
        monkeypatch.setenv(name, "nonsense")
    monkeypatch.setenv("OMDOME_LANGUAGE", "")
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "70000"),
        ("PORT", HUSH),
        ("PACE_SECONDS", "-1"),
        ("MAX_PAGES", "0"),
        ("CAPTURE_DAYS", "ten"),
        ("LANGUAGE", HUSH),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_JSON", "perhaps"),
        ("SECRET", HUSH),
        ("CONTACT", HUSH * 30),
    ],
)
def test_a_wrong_value_names_its_setting_and_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(InvalidInput, match=f"OMDOME_{name}: ") as caught:
        load_settings()
    assert HUSH not in str(caught.value)
    assert caught.value.__cause__ is None
    assert "\n" not in str(caught.value)


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMDOME_PORT", "x")
    monkeypatch.setenv("OMDOME_LANGUAGE", "fr")
    with pytest.raises(InvalidInput, match=r"OMDOME_PORT.*OMDOME_LANGUAGE"):
        load_settings()


@pytest.mark.parametrize("name", ["SECRET", "DATABASE_URL", "SLACK_WEBHOOK"])
def test_a_secret_is_kept_and_not_shown(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    secret = f"postgresql://u:{HUSH}@h/d?{'x' * 32}"
    monkeypatch.setenv(PREFIX + name, secret)
    settings = load_settings()
    assert getattr(settings, name.lower()).get_secret_value() == secret
    assert HUSH not in f"{settings} {settings!r} {settings.model_dump_json()}"


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError):
        load_settings().port = 1  # type: ignore[misc]  # that is the mistake
