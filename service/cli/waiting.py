"""Something to look at while a command takes its time; silent when nobody is looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """A spinner on standard error."""
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


def counted(items: Sequence[T], what: str) -> Iterator[T]:
    """The items, with a progress bar on standard error that goes when it is done."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(items, what, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def progressing(what: str) -> Iterator[Callable[[int], None]]:
    """A counter on standard error, told how many are done."""
    from rich.console import Console

    console = Console(stderr=True)
    with console.status(what) as status:

        def tell(done: int) -> None:
            if done % 20 == 0:
                status.update(f"{what}: {done}")

        yield tell
