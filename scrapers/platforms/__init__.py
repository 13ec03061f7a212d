"""The platforms we can read, one file each; a new one is found by being here."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from scrapers.contract import Platform


@cache
def load_platforms() -> dict[str, Platform]:
    """Every platform by slug; the generic `schema_org` comes last because it claims any page the others do not."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    platforms: list[Platform] = [module.PLATFORM for module in modules]
    platforms.sort(key=lambda platform: (not platform.facts.hosts, platform.facts.slug))
    return {platform.facts.slug: platform for platform in platforms}
