"""Run every benchmark and print the table that docs/performance.md shows.

Usage: uv run python -m benchmarks [SHARED]     SHARED: folder with pages/ (default ../shared)
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import help_start, intake, memory, not_modified, parsing, tone

shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
print("| what | ours | baseline | ratio | wanted |\n|---|---|---|---|---|", flush=True)
for benchmark in (parsing, intake, not_modified, tone, help_start, memory):
    for row in benchmark.rows(shared):
        print("| " + " | ".join(row) + " |", flush=True)
