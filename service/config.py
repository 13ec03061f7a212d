"""Fills the settings from `OMDOME_…` in the environment; the only place that reads it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from service.domain.errors import InvalidInput
from service.domain.settings import Settings

PREFIX = "OMDOME_"


class _Environment(BaseSettings, Settings):
    """The settings as they stand in the environment; lists are written with commas."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    allow_hosts: Annotated[frozenset[str], NoDecode] = frozenset()
    channels: Annotated[tuple[str, ...], NoDecode] = ("console",)

    @field_validator("allow_hosts", "channels", mode="before")
    @classmethod
    def _by_commas(cls, value: Any) -> Any:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def load_settings(**overrides: Any) -> Settings:
    """Environment, then `overrides`. Raises InvalidInput that names each wrong setting, never its value: it may be secret."""
    try:
        found = _Environment(**overrides)
    except ValidationError as problem:
        wrong = "; ".join(f"{PREFIX}{str(error['loc'][0]).upper()}: {error['msg']}" for error in problem.errors())
        raise InvalidInput(f"the settings cannot be used: {wrong}") from None
    return Settings(**{name: getattr(found, name) for name in Settings.model_fields})
