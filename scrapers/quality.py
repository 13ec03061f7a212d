"""Is this batch believable: a page that parsed is not yet a page that was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from itertools import chain

from scrapers.contract import LayoutChanged, Page, Review, Verdict

CORE = ("external_id", "published_on", "rating")
"""What every review of a platform with ids has; a page where most lack one of them was not understood."""

_FIELDS = tuple(f.name for f in fields(Review) if f.name != "audience")
_ENOUGH = 5  # reviews; below this an empty field says nothing
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Quality:
    """What may be believed of a page: its verdict, the share of reviews with each field, and what is wrong in words."""

    verdict: Verdict
    fill: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def judge(page: Page, *, expected: Mapping[str, float] | None = None, reference: datetime | None = None) -> Quality:
    """Whether the reviews of `page` can be believed; `layout_changed` when most cannot, or a steady field went silent.

    `expected` is the source's own history: field -> share filled (0-1). `reference` is the time of capture, against
    which dates in the future are told; without it they are not. Pages of another verdict are returned as they are.
    """
    if page.verdict is not Verdict.REVIEWS:
        return Quality(page.verdict)
    fill = fill_rates(page.reviews)
    faults = [tuple(_faults(review, fill, reference)) for review in page.reviews]
    repeats = tuple(_repeats(page.reviews))
    silent = tuple(_silenced(fill, expected or {}, len(faults)))
    counted = Counter(chain.from_iterable(faults))
    problems = [f"{count} of {len(faults)} reviews {what}" for what, count in counted.items()]
    if not faults:
        problems.append("the page calls itself a review list and holds none")
    broken = sum(map(bool, faults)) >= max(1, len(faults)) * _HALF or not faults or _monotonous(page.reviews) or silent
    return Quality(Verdict.LAYOUT_CHANGED if broken else page.verdict, fill, (*problems, *repeats, *silent))


def fill_rates(reviews: Sequence[Review]) -> dict[str, float]:
    """The share of reviews (0-1) in which each field holds something; empty for no reviews."""
    total = len(reviews)
    return {name: sum(_holds(getattr(r, name)) for r in reviews) / total for name in _FIELDS} if total else {}


def demand_readable(reviews: Sequence[Review], *, core: Iterable[str] = CORE) -> None:
    """Raise `LayoutChanged` when most of a page's reviews lack one of the `core` fields, or all text."""
    total = len(reviews)
    lost = [name for name in core if sum(_holds(getattr(r, name)) for r in reviews) < total * _HALF]
    if sum(bool(_texts(r)) for r in reviews) < total * _HALF:
        lost.append("any text")
    if lost or not total:
        raise LayoutChanged(
            f"most of {total} review cards are without {', '.join(lost) or 'anything'}: read the layout anew"
        )


def _faults(review: Review, fill: Mapping[str, float], reference: datetime | None) -> Iterator[str]:
    if review.rating is None and not _texts(review):
        yield "hold neither rating nor text"
    if review.rating is not None and not 1 <= review.rating <= 5:
        yield "have a rating outside 1-5"
    if review.published_on is None and fill["published_on"]:
        yield "are not dated"
    if review.external_id is None and fill["external_id"]:
        yield "have no id"
    if review.published_on and reference and review.published_on > _latest(reference):
        yield "are dated in the future"


def _latest(reference: datetime) -> date:
    """Somewhere on earth it is already tomorrow."""
    return (reference + timedelta(days=1)).date()


def _repeats(reviews: Sequence[Review]) -> Iterator[str]:
    for what, values in (("ids", _ids(reviews)), ("texts", _all_texts(reviews))):
        if again := len(values) - len(set(values)):
            yield f"{again} of {len(values)} {what} repeat an earlier one"


def _monotonous(reviews: Sequence[Review]) -> bool:
    """A selector that reads the same element for every card gives the same id or text again and again."""
    return any(len(v) > 2 and len(set(v)) <= len(v) * _HALF for v in (_ids(reviews), _all_texts(reviews)))


def _silenced(fill: Mapping[str, float], expected: Mapping[str, float], total: int) -> Iterator[str]:
    for name, usual in expected.items():
        if total >= _ENOUGH and usual >= _HALF and fill.get(name) == 0:
            yield f"{name} is empty in all {total} reviews, though {usual:.0%} used to have it"


def _ids(reviews: Sequence[Review]) -> list[str]:
    return [review.external_id for review in reviews if review.external_id]


def _all_texts(reviews: Sequence[Review]) -> list[tuple[str, ...]]:
    return [texts for review in reviews if (texts := _texts(review))]


def _texts(review: Review) -> tuple[str, ...]:
    return tuple(filter(None, (review.title, review.text, review.pros, review.cons, review.advice)))


def _holds(value: object) -> bool:
    return value is not None and value not in ("", (), {})
