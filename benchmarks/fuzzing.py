"""200,000 damaged pages, the real captures among them where they are: verdicts, the slowest call, memory.

Usage: uv run python -m benchmarks.fuzzing [CASES] [SHARED]
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from scrapers import as_record, parse_page
from tests.scrapers.mutating import damaged
from tests.scrapers.test_fuzzing import PAGES, SECONDS

BATCH = 500
CAPTURES_EVERY = 20
"""One batch in this many damages the real captures, which are a hundred times larger."""
_pages: Sequence[bytes] = ()
_captures: Sequence[bytes] = ()


def _begin(shared: Path) -> None:
    global _pages, _captures
    _pages, _captures = PAGES, [path.read_bytes() for path in sorted(shared.glob("pages/*/*.html"))] or PAGES


def _batch(start: int) -> tuple[Counter[str], float, int, int]:
    verdicts, slowest, where = Counter[str](), 0.0, start
    pages = _captures if start // BATCH % CAPTURES_EVERY == 0 else _pages
    for number in range(start, start + BATCH):
        _, content = damaged(pages, number)
        began = time.process_time()
        page = parse_page(content)
        spent = time.process_time() - began
        as_record(page)
        verdicts[page.verdict.value] += 1
        if spent > slowest:
            slowest, where = spent, number
    return verdicts, slowest, where, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(cases: int, shared: Path) -> None:
    began, verdicts, slowest, where, memory = time.monotonic(), Counter[str](), 0.0, 0, 0
    with multiprocessing.Pool(os.cpu_count(), _begin, (shared,)) as pool:
        for found, slow, number, peak in pool.imap_unordered(_batch, range(0, cases, BATCH)):
            verdicts += found
            memory = max(memory, peak)
            slowest, where = max((slowest, where), (slow, number))
    seconds = time.monotonic() - began
    print(f"{sum(verdicts.values())} cases in {seconds:.0f} s ({cases / seconds:.0f}/s), no exception")
    print(
        f"slowest {slowest:.2f} s of processor time (case {where}, wanted ≤ {SECONDS:g}), peak {memory / 1024:.0f} MB"
    )
    print(dict(verdicts.most_common()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000, Path(sys.argv[2] if len(sys.argv) > 2 else "../shared"))
