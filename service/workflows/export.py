"""Give a frozen month out in a format. Only the frozen rows are rendered, so the same month gives the same bytes."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from service.domain.errors import InvalidInput
from service.domain.ports import Format
from service.storage.tables import Snapshot


def choose(formats: Mapping[str, Format], slug: str) -> Format:
    """The format of this name. Raises InvalidInput with those there are."""
    if slug not in formats:
        raise InvalidInput(f"{slug[:40]!r} is no format: choose one of {', '.join(sorted(formats))}")
    return formats[slug]


def file_name(snapshot: Snapshot, form: Format, language: str) -> str:
    """A safe, readable name: employer, month, language; ASCII only."""
    name = unicodedata.normalize("NFKD", snapshot.results["employer"]["name"]).encode("ascii", "ignore").decode()
    short = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "employer"
    return f"{short}-{snapshot.employer_id}-{snapshot.month}-{language}.{form.suffix}"


def write_files(snapshot: Snapshot, formats: Mapping[str, Format], folder: Path, language: str) -> list[Path]:
    """One file a format. Each appears whole or not at all, also when the process dies meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for _, form in sorted(formats.items()):
        target = folder / file_name(snapshot, form, language)
        draft = target.with_suffix(target.suffix + ".part")
        draft.write_bytes(form.render(snapshot.results, language))
        os.replace(draft, target)
        written.append(target)
    return written
