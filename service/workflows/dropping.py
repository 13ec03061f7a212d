"""The watched folder: whatever is dropped there is taken in and moved to `done` or `failed`; nothing is ever deleted.

A folder for each employer, named after it; with one employer only, the folder itself will do. A process that dies
between taking in and moving leaves the file where it is: taken in again, it brings nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service.domain.errors import InvalidInput
from service.domain.ports import Clock
from service.storage.repositories import employers
from service.storage.repositories.reviews import Tally
from service.storage.session import Database
from service.texts import MissingMessage, message
from service.workflows.importing import SavedPage, import_pages

DONE, FAILED = "done", "failed"
SETTLED = 2.0
"""Seconds a file must have been left alone: a browser may still be writing it."""
UNFINISHED = (".part", ".crdownload", ".download", ".tmp", ".partial")
_FORBIDDEN = frozenset('<>:"/\\|?*')


@dataclass(frozen=True, slots=True)
class Dropped:
    """What became of one file."""

    path: Path
    """Where it lies now."""
    tally: Tally
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """The watched folder, how large a file may be, and in which language reasons are written."""

    path: Path
    most_mb: int
    language: str

    def of(self, employer: str) -> Path:
        """Where an employer's files go."""
        return self.path / folder_name(employer)


def folder_name(employer: str) -> str:
    """An employer's name as every file system takes it."""
    kept = "".join("_" if char in _FORBIDDEN or not char.isprintable() else char for char in employer)
    return kept.strip(" .")[:100] or "_"


def sweep(database: Database, folder: Folder, *, clock: Clock, channels: Sequence[str]) -> list[Dropped]:
    """Take in every file that lies in the folder and is left alone by now. One that fails holds up no other."""
    folder.path.mkdir(parents=True, exist_ok=True)
    with database.read() as session:
        names = [employer.name for employer in employers.every(session) if employer.kind == "own"]
        known = {folder_name(employer.name): employer.name for employer in employers.every(session)}
    return [
        _one(database, folder, file, whose, names, clock=clock, channels=channels)
        for file, whose in _lying(folder.path, known, names, clock())
    ]


def _lying(
    folder: Path, known: Mapping[str, str], own: Sequence[str], now: datetime
) -> Iterator[tuple[Path, str | None]]:
    only = own[0] if len(own) == 1 else None
    for file in _settled(folder, now):
        yield file, only
    for inner in sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()):
        if inner.name not in (DONE, FAILED) and not inner.name.startswith("."):
            for file in _settled(inner, now):
                yield file, known.get(inner.name)


def _settled(folder: Path, now: datetime) -> list[Path]:
    """Ordinary files only: a link could lead anywhere."""
    return [
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith((".", "~$"))
        and path.suffix.lower() not in UNFINISHED
        and not path.is_symlink()
        and path.is_file()
        and now.timestamp() - path.stat().st_mtime >= SETTLED
    ]


def _one(
    database: Database,
    folder: Folder,
    file: Path,
    whose: str | None,
    names: Sequence[str],
    *,
    clock: Clock,
    channels: Sequence[str],
) -> Dropped:
    try:
        page = SavedPage(file.name, _read(file, folder))
        owner = whose or _nobody(folder, names)
    except InvalidInput as unusable:
        return Dropped(_moved(folder, file, FAILED, str(unusable)), Tally(), str(unusable))
    done = import_pages(database, owner, [page], clock=clock, channels=channels)
    if done.failed:
        why = _why(done.failed[0].removeprefix(f"{file.name}: "), folder.language)
        problem = message(folder.language, "drop.no_reviews", name=file.name, why=why)
        return Dropped(_moved(folder, file, FAILED, problem), done.tally, problem)
    return Dropped(_moved(folder, file, DONE), done.tally)


def _nobody(folder: Folder, names: Sequence[str]) -> str:
    known = ", ".join(folder_name(name) for name in names) or "?"
    raise InvalidInput(message(folder.language, "drop.whose", employers=known))


def _read(file: Path, folder: Folder) -> bytes:
    try:
        if file.stat().st_size > folder.most_mb * 1024 * 1024:
            raise InvalidInput(message(folder.language, "drop.too_large", size=folder.most_mb))
        return file.read_bytes()
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise InvalidInput(message(folder.language, "drop.unreadable", why=why)) from None


def _why(failure: str, language: str) -> str:
    """A verdict in words, and what the reader said about the file."""
    verdict, _, detail = failure.partition(": ")
    try:
        said = message(language, f"verdict.{verdict}")
    except MissingMessage:
        said = verdict.replace("_", " ")
    return f"{said} ({detail})" if detail else said


def _moved(folder: Folder, file: Path, to: str, reason: str | None = None) -> Path:
    """The file's new place, beside others of its name; a reason lies next to it."""
    place = file.parent / to
    place.mkdir(exist_ok=True)
    target = _free(place / file.name)
    try:
        file.rename(target)
    except FileNotFoundError:
        return file  # another process took it in at the same time
    if reason is not None:
        words = f"{reason}\n{message(folder.language, 'drop.next')}\n"
        target.with_name(f"{target.name}.reason.txt").write_text(words, encoding="utf-8")
    return target


def _free(wanted: Path) -> Path:
    number, found = 1, wanted
    while found.exists():
        number += 1
        found = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return found
