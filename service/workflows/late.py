"""A mapping that is looked up when somebody first asks: most runs find nothing to parse and never do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")


class Late(Mapping[str, V]):
    """Calls `load` once, at the first question."""

    def __init__(self, load: Callable[[], Mapping[str, V]]) -> None:
        self._load = load
        self._held: Mapping[str, V] | None = None

    def _found(self) -> Mapping[str, V]:
        if self._held is None:
            self._held = self._load()
        return self._held

    def __getitem__(self, key: str) -> V:
        return self._found()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found())

    def __len__(self) -> int:
        return len(self._found())
