"""Sites described in YAML instead of in Python: `load_recipe` reads one file, `known_platforms` has them all."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from scrapers.contract import Platform, ScrapersError
from scrapers.platforms import load_platforms
from scrapers.recipes.platform import RecipePlatform
from scrapers.recipes.schema import Recipe

SHIPPED = Path(__file__).with_name("shipped")
LARGEST = 64 * 1024
"""Bytes a recipe may have."""
_folders: list[Path] = []


class RecipeError(ScrapersError):
    """A recipe that cannot be used; the message names the file, the place in it, and what to do."""


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML publishes no types
    """Plain values only: an alias could make a small file a huge one."""

    def compose_node(self, parent: object, index: object) -> Any:
        """Refuse aliases, and nesting no recipe needs."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (`*name`) are not allowed in a recipe")
        self.depth = getattr(self, "depth", 0) + 1
        if self.depth > 12:
            raise yaml.YAMLError("it is nested too deeply")
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def load_recipe(path: Path) -> RecipePlatform:
    """The platform a file describes. Raises `RecipeError` with all that is wrong, place by place."""
    try:
        if path.stat().st_size > LARGEST:
            raise RecipeError(f"{path.name}: larger than {LARGEST // 1024} kB; a recipe describes one site")
        told = yaml.load(path.read_bytes(), _Loader)  # noqa: S506 (a SafeLoader, made stricter)
    except OSError as problem:
        raise RecipeError(f"{path} cannot be read: {problem.strerror}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise RecipeError(f"{path.name} is no YAML: {_short(problem)}") from None
    try:
        return RecipePlatform(Recipe.model_validate(told))
    except ValidationError as problem:
        wrong = "\n".join(f"  {_place(error['loc'])}: {error['msg']}" for error in problem.errors())
        raise RecipeError(f"{path.name} cannot be used:\n{wrong}\ndocs/recipes.md says what may stand where") from None


def use_folder(folder: Path | None) -> None:
    """Know the recipes of this folder too, for the whole process; none forgets the folder told before."""
    wanted = [folder] if folder else []
    if _folders != wanted:
        _folders[:] = wanted
        known_platforms.cache_clear()


@cache
def known_platforms() -> dict[str, Platform]:
    """Every platform by slug: those in Python, the recipes that come along, those of the folder in use.

    What reads any site's reviews comes last. Raises `RecipeError` for a recipe that cannot be used or takes a slug twice.
    """
    found = dict(load_platforms())
    for path in [
        *sorted(SHIPPED.glob("*.yaml")),
        *(file for folder in _folders for file in sorted(folder.glob("*.yaml"))),
    ]:
        platform = load_recipe(path)
        if platform.facts.slug in found:
            raise RecipeError(f"{path.name}: the slug {platform.facts.slug!r} is taken; choose another")
        found[platform.facts.slug] = platform
    return dict(sorted(found.items(), key=lambda item: (not item[1].facts.hosts, item[0])))


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc) or "the recipe"


def _short(problem: Exception) -> str:
    return " ".join(str(problem).split())[:300] or type(problem).__name__
