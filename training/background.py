"""What real reviews sound like, beside our own corpus: hardly any is urgent, and those that came nearest were looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from service.domain.review import ReviewText
from service.understanding import hashed
from service.understanding.alarm_model import split
from service.understanding.urgent import sounds_alarming
from service.understanding.words import lay_out
from training import fitting
from training.rows import Row, records, table

LOOKED_AT = Path(__file__).with_name("looked_at")
"""By language, passages by the beginning of their SHA-256 and what they tell of, `-` for nothing urgent. They are the English
and German ones without an alarming word that sounded most urgent to the weights before these, read one by one by a language
model; texts of others are not kept here."""
MOST = {"en": 50_000, "de": 2500, "sv": 4000}
DIGITS = 16
ENGLISH, HELD_BACK = "employee_en.dev.tsv.gz", 9
"""Every ninth English review is not learnt from."""

Passages = list[str]


class Background(NamedTuple):
    """Passages to learn from that nobody looked at; those that somebody did, and the classes each tells of."""

    learnt: Passages
    looked_at: list[tuple[str, frozenset[str]]]


def background(data: Path) -> Background:
    """Of the development sets, always the same."""
    english = [_passages(row.fields) for n, row in enumerate(table(data / ENGLISH)) if n % HELD_BACK]
    german = [_passages(row.fields) for row in table(data / "employee_other.dev.tsv.gz") if row.language == "de"]
    customers = [_passages(row.fields) for row in table(data / "sv_reviews.dev.tsv.gz")]
    seen = {"en": english, "de": german + _sentences(data)[::2], "sv": customers}
    chance, learnt, looked_at = np.random.default_rng(fitting.SEED), Passages(), []
    for code, reviews in seen.items():
        told = labels_of(code)
        parts = [part for parts in reviews for part in parts if not sounds_alarming(part, code)]
        looked_at += [(part, told[key]) for part in dict.fromkeys(parts) if (key := key_of(part)) in told]
        parts = [part for part in parts if key_of(part) not in told]
        learnt += [parts[n] for n in chance.permutation(len(parts))[: MOST[code]]]
    return Background(learnt, looked_at)


def held_back(data: Path) -> dict[str, list[Passages]]:
    """By language other reviews, of German single sentences, as passages: limits are set on them."""
    english = [_passages(row.fields) for n, row in enumerate(table(data / ENGLISH)) if n % HELD_BACK == 0]
    return {"en": [parts for parts in english if parts], "de": _sentences(data)[1::2]}


def several(row: Row) -> Passages:
    """The passages of a review that has more than one; else none."""
    parts = _passages(row.fields)
    return parts if len(parts) > 1 else []


def _passages(fields: Sequence[str | None]) -> Passages:
    laid = lay_out(ReviewText(**dict(zip(hashed.FIELDS, fields, strict=True))))
    return [field.text[start:end] for field in laid for start, end in split(field.text, len(field.words))]


def _sentences(data: Path) -> list[Passages]:
    """Each once, in order: they are listed once for each theme."""
    told = (_passages((None, None, None, None, row["text"])) for row in records(data / "themes_kununu_de.dev.tsv.gz"))
    return list({"\n".join(parts): parts for parts in told if parts}.values())


def labels_of(language: str) -> dict[str, frozenset[str]]:
    """The classes of what was looked at in a language, by `key_of`."""
    path = LOOKED_AT / f"{language}.tsv"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {key: frozenset(told.split(",")) - {"-"} for key, _, told in (line.partition("\t") for line in lines)}


def key_of(passage: str) -> str:
    """What stands for a passage in the lists."""
    return hashlib.sha256(passage.encode()).hexdigest()[:DIGITS]
