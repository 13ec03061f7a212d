"""Tone alone, and the whole reading, beside plain VADER on the same reviews in one run: by the batch, and one by one."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.measuring import best_of
from service.domain.review import TEXT_FIELDS, ReviewText
from service.understanding import read_batch
from service.understanding.tone_model import judge_texts
from service.understanding.weights import weights
from service.understanding.words import texts_of

BATCH, COUNT, ALONE = 512, 5120, 200
ENGLISH, SWEDISH = "employee_en.dev.tsv.gz", "sv_employer.dev.tsv"
VADER = SentimentIntensityAnalyzer()


def rows(shared: Path) -> Iterator[tuple[str, ...]]:
    yield from _by_the_batch(_reviews(shared / "data" / ENGLISH, "en", COUNT))
    for name, language, spoken in ((ENGLISH, "en", "English"), (SWEDISH, "sv", "Swedish")):
        yield _one_by_one(_reviews(shared / "data" / name, language, ALONE), spoken)


def _by_the_batch(reviews: Sequence[ReviewText]) -> Iterator[tuple[str, ...]]:
    """The sides take turns at every batch: a machine that changes its speed within a run changes it for all of them."""
    read_batch(reviews[:10])
    sides = (_tone, read_batch, _plain)
    batches = [reviews[start : start + BATCH] for start in range(0, len(reviews), BATCH)]
    told = [best_of(5, *(partial(side, some) for side in sides)) for some in batches]
    tone, whole, plain = (sum(seconds) for seconds in zip(*told, strict=True))
    for name, ours, wanted in (
        (f"tone of {len(reviews):,} English reviews, batches of {BATCH}", tone, "≥ 15×"),
        ("the whole reading of them (language, tone, themes, urgent, reasons)", whole, "≥ 1.2×"),
    ):
        mine, theirs = (f"{len(reviews) / seconds:,.0f}/s" for seconds in (ours, plain))
        yield name, mine, f"plain VADER: {theirs}", f"{plain / ours:.2f}×", wanted


def _one_by_one(reviews: Sequence[ReviewText], language: str) -> tuple[str, ...]:
    read_batch(reviews)
    told = [best_of(10, partial(read_batch, [one]), partial(_plain, [one])) for one in reviews]
    ours, plain = zip(*told, strict=True)
    slow = quantiles(ours, n=10)[-1]
    return (
        f"one {language} review by itself, the middle of {len(reviews)} (nine in ten below)",
        f"{1000 * median(ours):.2f} ms ({1000 * slow:.2f})",
        f"plain VADER: {1000 * median(plain):.2f} ms",
        f"{sum(plain) / sum(ours):.2f}×",
        "≤ 1 ms",
    )


def _tone(reviews: Sequence[ReviewText]) -> None:
    model = weights()
    assert model is not None
    judge_texts(model, [texts_of(one) for one in reviews], ["en"] * len(reviews), [{}] * len(reviews))


def _plain(reviews: Sequence[ReviewText]) -> None:
    for one in reviews:
        VADER.polarity_scores("\n".join(filter(None, texts_of(one))))


def _reviews(path: Path, language: str, count: int) -> list[ReviewText]:
    """As many rows as wanted, or as there are, taken evenly from the whole file."""
    csv.field_size_limit(10**9)
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    told = list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    fields = [
        {name: row.get(name) or None for name in TEXT_FIELDS} for row in told[:: max(1, len(told) // count)][:count]
    ]
    return [ReviewText(**one, language=language) for one in fields]
