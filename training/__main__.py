"""Fit, measure on held-out folds, and write the weights. Usage: uv run python -m training [DATA]   (../shared/data)"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

from threadpoolctl import threadpool_limits

from service.understanding import hashed, weights
from service.understanding.alarm_model import ANY
from service.understanding.reader import TONE_MODEL
from training import alarms
from training.agreement import agreement
from training.english import english
from training.europe import europe
from training.nordic import nordic
from training.polarity import polarity

KEPT = {
    "en": 60_000,
    "nordic": 80_000,
    "europe": 80_000,
    "nordic_consumer": 50_000,
    "nordic_domain": 30_000,
    ANY: 60_000,
}
KEPT_OF_POLARITY, KEPT_OF_CLASS = 40_000, 10_000
"""Weights that are shipped of each vector."""
OUT = Path(hashed.__file__).with_name(weights.FOLDER)


def main(data: Path) -> None:
    began = time.monotonic()
    lines = ["| set | rows | F1 negative | AUC | calibration error |", "|---|---|---|---|---|"]

    def tell(told: list[str]) -> None:
        lines.extend(told)
        print("\n".join(told), f"({time.monotonic() - began:.0f} s)", flush=True)

    vectors, curves, told = english(data)
    tell(told)
    for part in (nordic, partial(europe, english=vectors["en"])):
        made, drawn, told = part(data)
        vectors |= made
        curves |= drawn
        tell(told)
    made, told = polarity(data)
    vectors |= made
    tell(told)
    made, limits, told = alarms.fitted(data)
    vectors |= made
    tell(["", *told])
    tell(["", *agreement()])
    about, packed, digest = weights.pack(TONE_MODEL, vectors, _kept, curves, limits, hashed.BITS)
    OUT.mkdir(exist_ok=True)
    (OUT / "tone.json").write_bytes(about)
    (OUT / "tone.bin").write_bytes(packed)
    (OUT / "tone.sha256").write_text(f"{digest}\n")
    (OUT / "measured.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(packed) + len(about)} bytes, sha256 {digest[:16]}…")


def _kept(name: str) -> int:
    return KEPT.get(name) or (KEPT_OF_CLASS if name.startswith(f"{ANY}_") else KEPT_OF_POLARITY)


if __name__ == "__main__":
    with threadpool_limits(1):  # several threads add in another order each time the machine has another number of them
        main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
