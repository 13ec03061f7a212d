"""kununu's employer export: ratings on its second sheet, texts on its fifth, heads in row 5, joined by a reference.

Positions as stated by the reader of an open-source project (PLATFORMS.md, section 3, 2021); no sample was seen, so
anything that does not fit is no export of theirs. It has no ids of reviews.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from scrapers.contract import Review
from scrapers.reading.dates import calendar_date
from scrapers.reading.numbers import decimal, to_scale
from scrapers.reading.tables.cells import employment
from scrapers.reading.tables.heads import fields_of
from scrapers.reading.text import clean

Rows = Sequence[Sequence[str]]
_RATINGS, _TEXTS = 1, 4
_HEADS = 4
_DATE, _RATING, _TITLE, _STATUS, _PLACE, _ROLE, _REFERENCE = 0, 1, 2, 16, 18, 20, 22
_FACTORS = range(3, 16)
_QUESTIONS = range(3, 20)
_TEXT_REFERENCE = 25
_ROLES = ("pros", "cons", "advice")


def is_export(sheets: Sequence[Rows]) -> bool:
    """Whether the sheets have the export's shape and its first rating its date and stars."""
    if len(sheets) <= _TEXTS or min(len(sheets[_RATINGS]), len(sheets[_TEXTS])) <= _HEADS:
        return False
    if len(sheets[_RATINGS][_HEADS]) <= _REFERENCE or len(sheets[_TEXTS][_HEADS]) <= _TEXT_REFERENCE:
        return False
    first = next(_filled(sheets[_RATINGS]), None)
    return (
        first is not None and calendar_date(first[_DATE]) is not None and to_scale(decimal(first[_RATING])) is not None
    )


def reviews_of(sheets: Sequence[Rows], captured_at: datetime | None) -> tuple[list[Review], int]:
    """The reviews, and how many rows had no date or no rating that could be read."""
    heads = sheets[_RATINGS][_HEADS]
    answers = _answers(sheets[_TEXTS])
    reviews = [
        _review(row, heads, answers.get(row[_REFERENCE].strip(), []), captured_at) for row in _filled(sheets[_RATINGS])
    ]
    return reviews, sum(review.published_on is None or review.rating is None for review in reviews)


def _filled(rows: Rows) -> Iterator[Sequence[str]]:
    return (row for row in rows[_HEADS + 1 :] if len(row) > _REFERENCE and (row[_DATE].strip() or row[_RATING].strip()))


def _review(
    row: Sequence[str], heads: Sequence[str], said: list[tuple[str, str]], captured_at: datetime | None
) -> Review:
    texts: dict[str, list[str]] = {}
    for question, answer in said:
        role = _role(question)
        texts.setdefault(role, []).append(answer if role in _ROLES else f"{question}: {answer}")
    joined = {role: "\n".join(parts) for role, parts in texts.items()}
    return Review(
        published_on=calendar_date(row[_DATE], language="de", reference=captured_at),
        rating=to_scale(decimal(row[_RATING])),
        title=clean(row[_TITLE]),
        pros=joined.get("pros"),
        cons=joined.get("cons"),
        advice=joined.get("advice"),
        text=joined.get("text"),
        employment=employment(row[_STATUS]),
        job_title=clean(row[_ROLE]),
        location=clean(row[_PLACE]),
        subratings=dict(_factors(row, heads)),
    )


def _role(question: str) -> str:
    meant = fields_of(question)
    return meant[0][0] if meant and meant[0][0] in _ROLES else "text"


def _factors(row: Sequence[str], heads: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The factors whose head is known, between title and status."""
    for at in _FACTORS:
        meant = fields_of(heads[at])
        rating = to_scale(decimal(row[at]))
        if rating is not None and meant and meant[0][0].startswith("subratings."):
            yield meant[0][0].removeprefix("subratings."), rating


def _answers(rows: Rows) -> Mapping[str, list[tuple[str, str]]]:
    """Reference to questions and answers, in the sheet's order."""
    questions = rows[_HEADS]
    answers: dict[str, list[tuple[str, str]]] = {}
    for row in rows[_HEADS + 1 :]:
        reference = row[_TEXT_REFERENCE].strip() if len(row) > _TEXT_REFERENCE else ""
        said = [(questions[at].strip(), answer) for at in _QUESTIONS if (answer := clean(row[at]))] if reference else []
        answers.setdefault(reference, []).extend(said)
    return answers
