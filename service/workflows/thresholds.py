"""From which probability a text wants an answer: as measured, and as an employer wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.domain.errors import InvalidInput
from service.storage.repositories import employers
from service.storage.session import Database
from service.understanding import model_name, why_not
from service.understanding.language import SUPPORTED
from service.understanding.needs_reply import limits_of

HEADS = (
    "language", "answers from", "set by", "recall", "precision", "share flagged", "AUC", "F1 negative",
    "calibration error", "urgent from", "rows", "model",
)  # fmt: skip
LEAST, GREATEST = 0.01, 0.99


def parse(told: str) -> tuple[str, float | None]:
    """`sv=0.3`, or `sv=` for what was measured. Raises InvalidInput."""
    language, equals, number = told.partition("=")
    if not equals or language not in SUPPORTED:
        raise InvalidInput(f"{told[:40]!r} is no threshold: write a language and a probability, as sv=0.3")
    if not number:
        return language, None
    try:
        return language, checked(float(number))
    except ValueError:
        raise InvalidInput(f"{number[:20]!r} is no number") from None


def checked(probability: float) -> float:
    """Raises InvalidInput for what is no threshold."""
    if not LEAST <= probability <= GREATEST:
        raise InvalidInput(f"a threshold lies between {LEAST} and {GREATEST}, not at {probability:g}")
    return probability


def set_own(database: Database, employer: str, wanted: Mapping[str, float | None]) -> dict[str, float]:
    """Change an employer's thresholds, named by number or name; all of them as they then stand. New readings use them;
    `omdome reread` brings old ones up to date. Raises NotFound."""
    with database.write() as session:
        found = employers.find(session, employer)
        kept = {**found.reply_from, **wanted}
        found.reply_from = {language: value for language, value in kept.items() if value is not None}
        return dict(found.reply_from)


def rows(own: Mapping[str, float]) -> Iterator[tuple[object, ...]]:
    """A row for each supported language, in the order of `HEADS`."""
    from service.understanding.weights import weights

    model, name = weights(), model_name() + (f" ({why_not()})" if why_not() else "")
    for language in SUPPORTED:
        curve = model.curves.get(language) if model else None
        told = dict(curve.told) if curve else {}
        measured = [told.get(key, "-") for key in ("recall", "precision", "flagged", "auc", "f1", "error")]
        limit = limits_of(language, own).text
        alarm = model.limits.get(language, "-") if model else "-"
        whose = "the employer" if language in own else "measurement" if curve else "a guess"
        yield (language, f"{limit:.3f}", whose, *measured, alarm, told.get("rows", "-"), name)
