"""Files that are no web pages, one module a kind; a new one is found by being here."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from scrapers.contract import ImportKind


@cache
def load_kinds() -> dict[str, ImportKind]:
    """Every kind of file by slug, in the order of their modules' names."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    kinds: list[ImportKind] = [module.KIND for module in modules if hasattr(module, "KIND")]
    return {kind.slug: kind for kind in kinds}


def kind_of(content: bytes) -> ImportKind | None:
    """The kind of file these bytes are, told from content alone; None for web pages and whatever else. Never raises."""
    return next((kind for kind in load_kinds().values() if kind.recognises(content)), None)
