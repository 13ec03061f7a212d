"""Tone alone, and the whole reading, beside plain VADER on the same English reviews in one run."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.measuring import best_of
from service.domain.review import TEXT_FIELDS, ReviewText
from service.understanding import read_batch
from service.understanding.tone_model import judge_texts
from service.understanding.weights import weights

BATCH, COUNT = 512, 5120


def rows(shared: Path) -> Iterator[tuple[str, ...]]:
    csv.field_size_limit(10**9)
    raw = gzip.decompress((shared / "data" / "employee_en.dev.tsv.gz").read_bytes())
    told = list(csv.DictReader(io.StringIO(raw.decode("utf-8")), delimiter="\t"))[:: 94_873 // COUNT][:COUNT]
    fields = [[row.get(name) or None for name in TEXT_FIELDS] for row in told]
    texts = [ReviewText(**dict(zip(TEXT_FIELDS, one, strict=True)), language="en") for one in fields]
    joined = ["\n".join(part for part in one if part) for one in fields]
    vader, model = SentimentIntensityAnalyzer(), weights()
    assert model is not None
    nothing = [{}] * BATCH

    def tone() -> None:
        for start in range(0, COUNT, BATCH):
            judge_texts(model, fields[start : start + BATCH], ["en"] * BATCH, nothing)

    def whole() -> None:
        for start in range(0, COUNT, BATCH):
            read_batch(texts[start : start + BATCH])

    def plain() -> None:
        for one in joined:
            vader.polarity_scores(one)

    read_batch(texts[:10])
    ours, everything, theirs = best_of(5, tone, whole, plain)
    per = f"{COUNT / theirs:.0f} reviews/s"
    yield (
        "tone of 5,120 reviews, batches of 512",
        f"{COUNT / ours:.0f} reviews/s",
        f"plain VADER: {per}",
        f"{theirs / ours:.1f}×",
        "≥ 15×",
    )
    yield (
        "the whole reading of them",
        f"{COUNT / everything:.0f} reviews/s",
        f"plain VADER: {per}",
        f"{theirs / everything:.2f}×",
        "≥ 1.2×",
    )
