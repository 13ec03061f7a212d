"""Fit, measure on held-out folds, and write the weights. Usage: uv run python -m training [DATA]   (../shared/data)"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from service.understanding import hashed, weights
from service.understanding.alarm_model import ANY
from service.understanding.tone_model import CONSUMER, DOMAIN, mix
from service.understanding.words import Field, clauses
from training import alarms, fitting, measuring
from training.rows import Row, authored, table

KEPT, KEPT_OF_CLASS = 60_000, 12_000
"""Weights that are shipped of each vector, and of those that tell one urgent class from another."""
SHORT_ALPHA = 3e-5
"""For clauses: a few words each, so that what is learnt of each word must be smaller. Its log odds are then true ones."""
OUT = Path(hashed.__file__).with_name(weights.FOLDER)


def main(data: Path) -> None:
    began = time.monotonic()
    vectors: dict[str, np.ndarray] = {}
    curves: dict[str, object] = {}
    lines = ["| set | rows | F1 negative | AUC | calibration error |", "|---|---|---|---|---|"]
    for part in (english, nordic, europe):
        made, drawn, told = part(data)
        vectors |= made
        curves |= drawn
        lines += told
        print("\n".join(told), f"({time.monotonic() - began:.0f} s)", flush=True)
    heard, limits, told = alarms.fitted(data)
    vectors |= heard
    lines += ["", *told]
    print("\n".join(told), f"({time.monotonic() - began:.0f} s)", flush=True)
    told, packed, digest = weights.pack("tone/4", vectors, _kept, curves, limits, hashed.BITS)
    OUT.mkdir(exist_ok=True)
    (OUT / "tone.json").write_bytes(told)
    (OUT / "tone.bin").write_bytes(packed)
    (OUT / "tone.sha256").write_text(f"{digest}\n")
    (OUT / "measured.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(packed) + len(told)} bytes, sha256 {digest[:16]}…")


def _kept(name: str) -> int:
    return KEPT_OF_CLASS if name.startswith(f"{ANY}_") else KEPT


def english(data: Path) -> tuple[dict, dict, list[str]]:
    """Stars, four ordinal heads; folds by row and by company."""
    rows = list(table(data / "employee_en.dev.tsv.gz"))
    x, stars = fitting.matrix(rows, "en"), np.array([row.stars for row in rows])
    tone = np.array([row.tone for row in rows])
    told, lines = None, []
    for name, keys in (("rows", [str(n) for n in range(len(rows))]), ("companies", [row.company for row in rows])):
        held = _held_out(x, fitting.folds(keys), lambda x, take: fitting.starred(x[take], stars[take]))
        curve, line = _judged(f"employee_en, folds by {name}", held, tone)
        told = told or curve
        lines.append(line)
    polarity, line = _sides(rows)
    return {"en": fitting.starred(x, stars), "polarity_en": polarity}, {"en": told}, [*lines, line]


def _sides(rows: list[Row]) -> tuple[np.ndarray, str]:
    """Which side of the form a clause stands on: praise or blame of one thing, whatever the stars. Folds by review."""
    told = [(n, part) for n, row in enumerate(rows[::3]) for part in _clauses(row)]
    place = fitting.folds([str(n) for n, _ in told])
    x, blame = fitting.matrix([part for _, part in told], "en"), np.array([part.tone == 0 for _, part in told])
    held = fitting.score(x[place == 0], fitting.averaged(x[place != 0], blame[place != 0], SHORT_ALPHA))
    right, area = float(((held > 0) == blame[place == 0]).mean()), measuring.auc(held, blame[place == 0])
    f1 = measuring.f1_at(held > 0, blame[place == 0])
    return fitting.averaged(
        x, blame, SHORT_ALPHA
    ), f"| clauses of pros and cons, English ({right:.3f} right) | {len(told)} | {f1:.3f} | {area:.3f} | |"


def _clauses(row: Row) -> list[Row]:
    _, pros, cons, _, _ = row.fields
    return [
        Row((None, None, None, None, text[start:end]), tone, row.language)
        for text, tone in ((pros, 2), (cons, 0))
        if text
        for start, end in clauses(Field("text", text, 0, text.lower().split()))
        if len(text[start:end].split()) > 1
    ]


def nordic(data: Path) -> tuple[dict, dict, list[str]]:
    """Employees from our own corpus; Swedish customers beside it; and which of the two wrote."""
    own = [row for row in authored() if row.language in ("sv", "no", "da", "fi") and row.tone >= 0]
    customers = list(table(data / "sv_reviews.dev.tsv.gz"))
    x, negative = fitting.matrix(own, "nordic"), np.array([row.tone == 0 for row in own])
    c, unhappy = fitting.matrix(customers, "nordic"), np.array([row.tone == 0 for row in customers])
    from scipy.sparse import vstack

    both, works = vstack([x, c]).tocsr(), np.array([True] * len(own) + [False] * len(customers))
    place = fitting.folds([str(n) for n in range(len(works))])
    held = np.zeros(len(works))
    for fold in range(5):
        o, k = place[: len(own)] != fold, place[len(own) :] != fold
        made = (
            fitting.labelled(x[o], negative[o]),
            fitting.labelled(c[k], unhappy[k]),
            fitting.labelled(both[place != fold], works[place != fold]),
        )
        test = place == fold
        held[test] = mix(*(fitting.score(both[test], vector) for vector in made))
    tones = np.array([row.tone for row in (*own, *customers)])
    replies = np.array([bool(row.needs_reply) for row in own])
    drawn: dict[str, object] = {}
    lines = []
    for language in ("sv", "fi", "no", "da"):
        take = np.array([row.language == language for row in own])
        if take.sum() >= 100:
            drawn[language], line = _judged(
                f"own corpus, {language}", held[: len(own)][take], tones[: len(own)][take], wanted=replies[take]
            )
            lines.append(line)
    for language in ("no", "da"):
        drawn.setdefault(language, drawn["sv"])
    _, line = _judged("sv_reviews (customers)", held[len(own) :], tones[len(own) :], curve=drawn["sv"])
    vectors = {
        "nordic": fitting.labelled(x, negative),
        CONSUMER: fitting.labelled(c, unhappy),
        DOMAIN: fitting.labelled(both, works),
    }
    lines.append(line)
    for name in ("sv", "no", "da", "fi"):
        lines.append(_evaluated(data / f"{name}_employer.dev.tsv", vectors, drawn[name]))
    return vectors, drawn, lines


def europe(data: Path) -> tuple[dict, dict, list[str]]:
    """Five languages in one vector: stars of employees, each field also alone as a weak label of its own; our own German."""
    rows = list(table(data / "employee_other.dev.tsv.gz"))
    weak = [(n, part) for n, row in enumerate(rows) for part in _fields_alone(row)]
    x, negative = fitting.matrix(rows, "europe"), np.array([row.tone == 0 for row in rows])
    w, blame = fitting.matrix([part for _, part in weak], "europe"), np.array([part.tone == 0 for _, part in weak])
    owner = np.array([n for n, _ in weak])
    own = [row for row in authored("de") if row.tone >= 0]
    o, unhappy = fitting.matrix(own, "europe"), np.array([row.tone == 0 for row in own])
    from scipy.sparse import vstack

    def fit(take: np.ndarray) -> np.ndarray:
        some = take[owner]
        weight = np.concatenate([np.ones(take.sum()), np.full(some.sum(), 0.3), np.full(len(own), 0.3)])
        return fitting.labelled(
            vstack([x[take], w[some], o]).tocsr(), np.concatenate([negative[take], blame[some], unhappy]), weight
        )

    place, held = fitting.folds([str(n) for n in range(len(rows))]), np.zeros(len(rows))
    for fold in range(5):
        held[place == fold] = fitting.score(x[place == fold], fit(place != fold))
    tones, drawn, lines = np.array([row.tone for row in rows]), {}, []
    for language in ("de", "fr", "es", "pt", "nl"):
        take = np.array([row.language == language for row in rows])
        if take.sum() >= 40 and (tones[take] == 0).sum() >= 5:
            drawn[language], line = _judged(f"employee_other, {language}", held[take], tones[take])
            lines.append(line)
    return {"europe": fit(np.ones(len(rows), dtype=bool))}, drawn, lines


def _fields_alone(row: Row) -> list[Row]:
    """A field of pros is praise and one of cons blame, whatever the stars."""
    _, pros, cons, _, _ = row.fields
    found = [Row((None, None, None, None, pros), 2, row.language)] if pros and len(pros.split()) > 2 else []
    return found + ([Row((None, None, None, None, cons), 0, row.language)] if cons and len(cons.split()) > 2 else [])


def _held_out(x: object, place: np.ndarray, fit: object) -> np.ndarray:
    held = np.zeros(len(place))
    for fold in range(place.max() + 1):
        held[place == fold] = fitting.score(x[place == fold], fit(x, place != fold))
    return held


def _judged(
    name: str, held: np.ndarray, tone: np.ndarray, curve: object = None, wanted: np.ndarray | None = None
) -> tuple[dict, str]:
    """The curve that held-out scores give, and what it is worth on folds of its own.

    `wanted`: which texts want an answer, where somebody has said so; else the negative ones.
    """
    negative, p = tone == 0, np.zeros(len(held))
    for fold, place in enumerate(
        fitting.folds([str(n) for n in range(len(held))])[None].repeat(5, 0) == np.arange(5)[:, None]
    ):
        del fold
        knots = measuring.calibrated(held[~place], negative[~place]) if curve is None else curve["knots"]
        p[place] = np.interp(held[place], *zip(*knots, strict=True))
    low, high = measuring.cuts(p, tone) if curve is None else (curve["negative"], curve["positive"])
    told = curve or {
        "knots": measuring.calibrated(held, negative),
        "negative": low,
        "positive": high,
        **measuring.reply(p, negative if wanted is None else wanted),
        "measured": {
            "rows": len(held),
            "auc": round(measuring.auc(held, negative), 3),
            "f1": round(measuring.f1_at(p >= low, negative), 3),
            "error": round(measuring.calibration_error(p, negative), 3),
        },
    }
    f1, area = measuring.f1_at(p >= low, negative), measuring.auc(held, negative)
    return told, f"| {name} | {len(held)} | {f1:.3f} | {area:.3f} | {measuring.calibration_error(p, negative):.3f} |"


def _evaluated(path: Path, vectors: dict, curve: dict) -> str:
    """A set that was never trained on, not even in folds."""
    rows = list(table(path))
    x, tone = fitting.matrix(rows, "nordic"), np.array([row.tone for row in rows])
    held = mix(*(fitting.score(x, vectors[name]) for name in ("nordic", CONSUMER, DOMAIN)))
    p = np.interp(held, *zip(*curve["knots"], strict=True))
    f1 = measuring.f1_at(p >= curve["negative"], tone == 0)
    error = measuring.calibration_error(p, tone == 0, bins=5)
    return f"| {path.name.split('.')[0]} (evaluation only) | {len(rows)} | {f1:.3f} | {measuring.auc(held, tone == 0):.3f} | {error:.3f} |"


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
