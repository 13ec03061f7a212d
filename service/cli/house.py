"""A house for the length of a command, from the environment, with logs set up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.bootstrap import House
    from service.domain.settings import Settings


def settings() -> Settings:
    """The settings in effect, logs already following them."""
    from service.cli.logs import configure_logs
    from service.config import load_settings

    found = load_settings()
    configure_logs(found)
    return found


@contextmanager
def house() -> Iterator[House]:
    """The house that the environment describes."""
    from service.bootstrap import open_house

    with open_house(settings()) as opened:
        yield opened
