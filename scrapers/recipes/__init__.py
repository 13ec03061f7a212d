"""Sites described in YAML instead of in Python: `load_recipe` reads one file, `known_platforms` has them all."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

from scrapers.contract import Platform
from scrapers.platforms import load_platforms
from scrapers.recipes.platform import RecipePlatform
from scrapers.recipes.schema import recipe_of
from scrapers.recipes.strict_yaml import LARGEST, read_values
from scrapers.recipes.wrong import RecipeError

__all__ = [
    "LARGEST",
    "SHIPPED",
    "RecipeError",
    "folder_recipes",
    "known_platforms",
    "load_recipe",
    "shipped_recipes",
    "use_folder",
]

SHIPPED = Path(__file__).with_name("shipped")
MOST_FILES = 500
"""Recipes one folder may hold."""
Files = tuple[tuple[Path, int, int], ...]
"""Each file of a folder with its time of change in nanoseconds and its size in bytes."""
_in_use: list[tuple[Path, Files | None]] = []


def load_recipe(path: Path) -> RecipePlatform:
    """The platform a file describes. Raises `RecipeError` with all that is wrong, place by place."""
    return RecipePlatform(recipe_of(read_values(path), path.name))


@cache
def shipped_recipes() -> dict[str, Platform]:
    """The recipes that come along, by slug."""
    return _loaded(sorted(SHIPPED.glob("*.yaml")))


def folder_recipes(folder: Path) -> dict[str, Platform]:
    """The recipes (`*.yaml`, `*.yml`) of a folder by slug; read anew when a file of it has changed.

    Raises `RecipeError` for a folder that is none, and for all its recipes that cannot be used, at once.
    """
    return dict(_of_files(_files(folder)))


def use_folder(folder: Path | None) -> None:
    """Know the recipes of this folder too, for the whole process, as they are now; none forgets the folder told before.

    A file changed later counts only when this is called again: a slip in a file must not stop a round half way. What
    is wrong with the folder is said by `known_platforms`.
    """
    _in_use[:] = []
    if folder is not None:
        with suppress(RecipeError):
            _in_use[:] = [(folder, _files(folder))]
        if not _in_use:
            _in_use[:] = [(folder, None)]


def known_platforms(folder: Path | None = None) -> dict[str, Platform]:
    """Every platform by slug: those in Python, the recipes that come along, those of `folder` or the folder in use.

    What reads any site's reviews comes last. Raises `RecipeError` for a folder that is none, a recipe that cannot be
    used or takes a slug twice.
    """
    if folder is not None:
        return _known(_files(folder))
    for used, files in _in_use:
        return _known(_files(used) if files is None else files)
    return _known(())


@lru_cache(maxsize=8)
def _known(files: Files) -> dict[str, Platform]:
    found = dict(load_platforms())
    for recipes in (shipped_recipes(), _of_files(files)):
        if taken := sorted(found.keys() & recipes.keys()):
            raise RecipeError(_named(files, taken[0]), [f"slug: {taken[0]!r} is taken; choose another"])
        found |= recipes
    return dict(sorted(found.items(), key=lambda item: (not item[1].facts.hosts, item[0])))


@lru_cache(maxsize=8)
def _of_files(files: Files) -> dict[str, Platform]:
    return _loaded([path for path, _, _ in files])


def _loaded(paths: Iterable[Path]) -> dict[str, Platform]:
    """Raises `RecipeError` for all files that cannot be used, each with its own problems."""
    found: dict[str, Platform] = {}
    wrong: list[RecipeError] = []
    for path in paths:
        try:
            _add(load_recipe(path), path, found)
        except RecipeError as problem:
            wrong.append(problem)
    if wrong:
        raise wrong[0] if len(wrong) == 1 else _together(wrong)
    return found


def _add(platform: Platform, path: Path, found: dict[str, Platform]) -> None:
    if found.setdefault(platform.facts.slug, platform) is not platform:
        raise RecipeError(path.name, [f"slug: {platform.facts.slug!r} is taken; choose another"])


def _together(wrong: list[RecipeError]) -> RecipeError:
    problems = [f"{one.file}: {each}" for one in wrong for each in one.problems]
    return RecipeError(f"{len(wrong)} recipes", problems)


def _files(folder: Path) -> Files:
    if not folder.is_dir():
        raise RecipeError(str(folder), ["is no folder: make it, or name the one that holds the recipes"])
    try:
        paths = sorted(path for form in ("*.yaml", "*.yml") for path in folder.glob(form) if path.is_file())
        stamps = [(path, path.stat()) for path in paths]
    except OSError as problem:
        raise RecipeError(str(folder), [f"cannot be read: {problem.strerror}"]) from None
    if len(paths) > MOST_FILES:
        raise RecipeError(str(folder), [f"holds {len(paths)} recipes, {MOST_FILES} at most: name another folder"])
    return tuple((path, stamp.st_mtime_ns, stamp.st_size) for path, stamp in stamps)


def _named(files: Files, slug: str) -> str:
    """The file that holds a recipe of this slug."""
    return next((path.name for path, _, _ in files if load_recipe(path).facts.slug == slug), slug)
