"""Files a person names: read whole, within a limit, or refused in one sentence."""

from __future__ import annotations

from pathlib import Path

from service.domain.errors import InvalidInput


def read_file(path: Path, most_mb: int) -> bytes:
    """The bytes of a file. Raises InvalidInput that names it when it is missing, no file, not ours to read or too large."""
    try:
        if not path.is_file():
            raise InvalidInput(f"{path} is no file" if path.exists() else f"{path} does not exist")
        if path.stat().st_size > most_mb * 1024 * 1024:
            raise InvalidInput(f"{path} is larger than {most_mb} MB")
        return path.read_bytes()
    except (OSError, ValueError) as problem:
        raise InvalidInput(f"{path} cannot be read: {getattr(problem, 'strerror', None) or problem}") from None
