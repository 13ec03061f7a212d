"""Finds plug-ins by their being there: each module in the room ends with the one name we look for."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any

from service import channels, formats, metrics, posting
from service.domain.ports import Channel, Format, Metric, Poster
from service.domain.settings import Settings


@cache
def load_formats() -> dict[str, Format]:
    """Every export format by slug."""
    return {form.slug: form for form in _found(formats, "FORMAT")}


@cache
def load_metrics() -> dict[str, Metric]:
    """Every metric of the audit by slug."""
    return {metric.slug: metric for metric in _found(metrics, "METRIC")}


@cache
def channel_builders() -> dict[str, Any]:
    """Every channel's builder (settings to channel) by slug."""
    return {builder.slug: builder for builder in _found(channels, "CHANNEL")}


def open_channel(slug: str, settings: Settings) -> Channel:
    """A channel ready to send. Raises InvalidInput when a setting it needs is missing."""
    channel: Channel = channel_builders()[slug].from_settings(settings)
    return channel


def open_posters(settings: Settings) -> dict[str, Poster]:
    """By platform, who replies there through its API; those that are set up. Raises InvalidInput."""
    made = {builder.slug: builder.from_settings(settings) for builder in _found(posting, "POSTER")}
    return {slug: poster for slug, poster in made.items() if poster is not None}


def _found(room: Any, name: str) -> list[Any]:
    modules = [
        importlib.import_module(f"{room.__name__}.{found.name}") for found in pkgutil.iter_modules(room.__path__)
    ]
    return [getattr(module, name) for module in modules]
