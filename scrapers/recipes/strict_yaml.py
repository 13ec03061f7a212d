"""A recipe's file as plain values: YAML without what could run, swell, or quietly mean something else."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from scrapers.recipes.wrong import RecipeError

LARGEST = 64 * 1024
"""Bytes a recipe may have."""
DEEPEST = 12
_BOOLEANS = re.compile(r"^(?:true|True|false|False)$")
_INTEGERS = re.compile(r"^[-+]?[0-9]{1,15}$")
_PLAIN = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:float")


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML publishes no types
    """Safe, and stricter: no alias (a small file could become a huge one), no tag, no key twice, no deep nesting.

    Words are read as YAML 1.2 does: `no` and `yes` are words (a language, a key, an answer), not false and true.
    """

    # PyYAML looks a plain word's meaning up by its first letter.
    yaml_implicit_resolvers = {  # noqa: RUF012 (PyYAML's own class attribute)
        letter: [(tag, form) for tag, form in resolvers if tag in _PLAIN]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    _nested = 0

    def compose_node(self, parent: object, index: object) -> Any:
        """Refuse what no recipe needs."""
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError(_at(event, "aliases (`*name`) are not allowed: write the value out"))
        if getattr(event, "tag", None) is not None:
            raise yaml.YAMLError(_at(event, f"tags ({event.tag}) are not allowed: write a plain value"))
        if self._nested >= DEEPEST:
            raise yaml.YAMLError(_at(event, "it is nested too deeply for a recipe"))
        self._nested += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._nested -= 1

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        """Refuse a key that stands twice: the first would be lost in silence."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.YAMLError(_at(key, f"the key `{key.value[:60]}` stands twice: keep one"))
                seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOLEANS, list("tTfF"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", _INTEGERS, list("-+0123456789"))


def _at(marked: Any, what: str) -> str:
    return f"line {marked.start_mark.line + 1}: {what}"


def read_values(path: Path) -> Any:
    """What the file holds. Raises `RecipeError` for one that is missing, too large, or no plain YAML."""
    try:
        if not path.is_file():
            raise RecipeError(str(path), ["is no file" if path.exists() else "does not exist: correct the path"])
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as problem:
        raise RecipeError(str(path), [f"cannot be read: {getattr(problem, 'strerror', None) or problem}"]) from None
    return values_of(content, path.name)


def values_of(content: bytes, file: str) -> Any:
    """The plain values some YAML states. Raises `RecipeError` that names the file and, where it can, the line."""
    if len(content) > LARGEST:
        raise RecipeError(file, [f"it is larger than {LARGEST // 1024} kB; a recipe describes one site: shorten it"])
    try:
        return yaml.load(content, _Loader)  # noqa: S506 (a SafeLoader, made stricter)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise RecipeError(file, [f"it is no plain YAML: {_short(problem)}"]) from None


def _short(problem: Exception) -> str:
    mark = getattr(problem, "problem_mark", None)
    if mark is not None:
        return f"line {mark.line + 1}: {getattr(problem, 'problem', None) or 'cannot be read'}"
    return " ".join(str(problem).split())[:300] or type(problem).__name__
