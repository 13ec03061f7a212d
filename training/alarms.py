"""Which passages are urgent: learnt from our own corpus, with real reviews as a background that is hardly ever urgent."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack

from service.domain.review import ReviewText, Urgency
from service.understanding import hashed
from service.understanding.alarm_model import ANY, class_vector, split
from service.understanding.urgent import sounds_alarming
from service.understanding.words import lay_out
from training import fitting
from training.rows import Row, authored, table

STRENGTH = 5.0
TALK = 8.0
"""What is labelled for urgency alone is ordinary talk, of which there is far too little in the corpus."""
SHARE = 1 / 7
"""Share of what is urgent among what is learnt of a language. Of our English and German items nearly half are urgent, and of
real reviews hardly any: unless the ordinary items count more, whatever is written like our own sounds urgent."""
FEW = 2.0
"""Items of Norwegian and Danish, of which we have three hundred each, count so much."""
BACKGROUND = 0.3
"""A passage of the background counts so much: hardly any is urgent, but nobody has looked at each."""
FLAGGED = {"en": 0.004, "de": 0.10}
"""Share of real reviews that may sound urgent. In English another fifteen of a thousand say it outright, and 20 are as many
as somebody will read. Of German there are too few real reviews to learn what is ordinary, so more is let through."""
FALSE = {"sv": 0.12, "no": 0.12, "da": 0.12, "fi": 0.12}
"""Share of the corpus' items without anything urgent that may sound urgent, where no real reviews of work are at hand. The
corpus is full of what is nearly urgent: of ordinary Swedish reviews that it never saw, half as many do."""
LARGEST_SHARE = {"en": 50_000, "de": 800, "sv": 4000}


def fitted(data: Path) -> tuple[dict[str, np.ndarray], dict[str, float], list[str]]:
    """Vectors, limits by language and a table for the card."""
    own = authored()
    x = _matrix(["\n".join(part for part in row.fields if part) for row in own])
    language = np.array([row.language for row in own])
    urgent = np.array([bool(row.urgent) for row in own])
    learnt, held_back = _background(data)
    behind = _matrix(learnt)
    talk = np.array([row.tone < 0 for row in own]) & (language == "sv")
    weight = np.where(np.isin(language, ["no", "da"]), FEW, np.where(talk, TALK, 1.0))
    for code in sorted(set(language)):
        alarming, ordinary = (language == code) & urgent, (language == code) & ~urgent
        weight[ordinary] *= max(1.0, alarming.sum() * (1 / SHARE - 1) / ordinary.sum())

    def fit(take: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        return fitting.labelled(
            vstack([x[take], behind]).tocsr(),
            np.concatenate([wanted[take], np.zeros(behind.shape[0], dtype=bool)]),
            np.concatenate([weight[take], np.full(behind.shape[0], BACKGROUND)]),
            STRENGTH,
        )

    place, held = fitting.folds([str(n) for n in range(len(own))]), np.zeros(len(own))
    for fold in range(5):
        held[place == fold] = fitting.score(x[place == fold], fit(place != fold, urgent))
    whole = np.ones(len(own), dtype=bool)
    vectors = {ANY: fit(whole, urgent)}
    for kind in Urgency:
        vectors[class_vector(kind)] = fit(whole, np.array([kind.value in row.urgent for row in own]))
    limits = {
        code: round(float(np.quantile(held[(language == code) & ~urgent], 1 - share)), 3)
        for code, share in FALSE.items()
    }
    for code, share in FLAGGED.items():
        loud = [fitting.score(_matrix(parts), vectors[ANY]).max() for parts in held_back[code]]
        limits[code] = round(float(np.quantile(loud, 1 - share)), 3)
    lines = ["| urgent, own corpus held out | items | urgent | precision | recall |", "|---|---|---|---|---|"]
    for code, limit in limits.items():
        mine = language == code
        lines.append(_judged(code, held[mine] >= limit, urgent[mine]))
    return vectors, limits, lines


def _judged(code: str, flagged: np.ndarray, urgent: np.ndarray) -> str:
    hit = int((flagged & urgent).sum())
    return f"| {code} | {len(urgent)} | {urgent.sum()} | {hit / max(flagged.sum(), 1):.2f} | {hit / urgent.sum():.2f} |"


def _matrix(texts: list[str]) -> csr_matrix:
    told = [(None, None, None, None, text) for text in texts]
    starts = range(0, len(told), fitting.BATCH)
    return fitting.stacked([hashed.features(told[at : at + fitting.BATCH], letters=True) for at in starts])


def _background(data: Path) -> tuple[list[str], dict[str, list[list[str]]]]:
    """Passages to learn from, without those that hold an alarming word; and other reviews, for the limits."""
    rows = list(table(data / "employee_en.dev.tsv.gz"))
    held, english = rows[::9], [row for n, row in enumerate(rows) if n % 9]
    german = [row for row in table(data / "employee_other.dev.tsv.gz") if row.language == "de"]
    chance, learnt = np.random.default_rng(fitting.SEED), list[str]()
    customers = list(table(data / "sv_reviews.dev.tsv.gz"))
    for code, rows in (("en", english[::2]), ("de", german[::2]), ("sv", customers)):
        parts = [part for row in rows for part in _passages(row) if not sounds_alarming(part, code)]
        learnt += [parts[n] for n in chance.permutation(len(parts))[: LARGEST_SHARE[code]]]
    held_back = {"en": held, "de": german[1::2]}
    return learnt, {code: [parts for row in rows if (parts := _passages(row))] for code, rows in held_back.items()}


def _passages(row: Row) -> list[str]:
    laid = lay_out(ReviewText(**dict(zip(hashed.FIELDS, row.fields, strict=True))))
    return [field.text[start:end] for field in laid for start, end in split(field.text, len(field.words))]
