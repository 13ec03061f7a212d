"""The invented platform's state: published, edited, answered and removed reviews, safe to change while it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from statistics import fmean
from threading import RLock
from typing import Any

from service.demo import stories
from service.demo.records import (
    PER_PAGE,
    SCORES,
    STARS,
    Answer,
    DemoError,
    Employer,
    Listing,
    Review,
    UnknownAnswer,
    UnknownEmployer,
    UnknownReview,
    accepted,
    readable,
)

_FIRST_NUMBER = 10_001
_UNCHANGEABLE = {"id", "employer", "answers"}


class DemoSite:
    """Every employer and review, in memory; one lock, so that a page is always one consistent moment."""

    def __init__(self, today: date) -> None:
        self._lock = RLock()
        # Noon of the day before: Last-Modified may never lie in the future, in whatever time zone `today` was read.
        self._opened_at = datetime.combine(today, time(), UTC) - timedelta(hours=12)
        self._employers = {employer.slug: employer for employer in stories.employers()}
        self._revision = 0
        self._changed = dict.fromkeys(self._employers, 0)
        self._numbers = count(_FIRST_NUMBER)
        self._reviews: dict[str, Review] = {}
        self._removed: set[str] = set()
        for review in stories.opening_reviews(today):
            self.publish(review)

    @property
    def employers(self) -> list[tuple[str, str]]:
        """(slug, name) of every employer."""
        return [(employer.slug, employer.name) for employer in self._employers.values()]

    @property
    def changed_at(self) -> datetime:
        """When anything last changed (UTC, whole seconds; each change has a second of its own)."""
        return self._moment(self._revision)

    def listing(self, slug: str, page: int = 1) -> Listing:
        """Page `page` (from 1) of an employer's reviews, newest first. Raises UnknownEmployer.

        Past the last page `reviews` is empty while `total` is not.
        """
        with self._lock:
            employer = self._employer(slug)
            newest_first = self._of(slug)
            changed_at = self._moment(self._changed[slug])
        start = (page - 1) * PER_PAGE
        shown = tuple(newest_first[start : start + PER_PAGE])
        return Listing(employer, page, len(newest_first), *_figures(newest_first), reviews=shown, changed_at=changed_at)

    def review(self, review_id: str) -> Review:
        """The review as it stands. Raises UnknownReview."""
        with self._lock:
            if review_id not in self._reviews:
                raise UnknownReview(f"no review has the id {review_id!r}")
            return self._reviews[review_id]

    def page_of(self, review_id: str) -> int:
        """On which page of its employer's list a review stands now. Raises UnknownReview."""
        with self._lock:
            ids = [review.id for review in self._of(self.review(review_id).employer)]
        return ids.index(review_id) // PER_PAGE + 1

    def was_removed(self, review_id: str) -> bool:
        """Whether a review of that id was here once and is not any more."""
        return review_id in self._removed

    def publish(self, review: Review) -> str:
        """Show a review and return its id. Raises InvalidReview, UnknownEmployer, or DemoError for an id in use."""
        review = accepted(review)
        with self._lock:
            self._employer(review.employer)
            if review.id in self._reviews or review.id in self._removed:
                raise DemoError(f"the id {review.id!r} is in use; leave it empty to be given one")
            review_id = review.id or self._number("JE")
            numbered = tuple(replace(answer, id=answer.id or self._number("SV")) for answer in review.answers)
            self._keep(replace(review, id=review_id, answers=numbered))
        return review_id

    def edit(self, review_id: str, *, on: date | None = None, **changes: Any) -> None:
        """Change fields of a review, e.g. `edit(id, on=today, stars=2, cons="…")`. `on` is shown as the day of the edit.

        Raises UnknownReview, InvalidReview, or DemoError for a field that cannot be edited.
        """
        fixed = _UNCHANGEABLE & changes.keys()
        if fixed:
            raise DemoError(f"{', '.join(sorted(fixed))} of a review cannot be edited; publish another one")
        with self._lock:
            review = self.review(review_id)
            self._keep(accepted(replace(review, edited_on=on or review.edited_on, **changes)))

    def answer(self, review_id: str, text: str, on: date, title: str) -> str:
        """Show an employer's answer under a review and return its id. Raises UnknownReview."""
        with self._lock:
            review = self.review(review_id)
            answer = Answer(self._number("SV"), readable(text), on, readable(title))
            self._keep(replace(review, answers=(*review.answers, answer)))
        return answer.id

    def withdraw_answer(self, review_id: str, answer_id: str | None = None) -> None:
        """Take away one answer, the latest where none is named. Raises UnknownReview, UnknownAnswer."""
        with self._lock:
            review = self.review(review_id)
            gone = answer_id or (review.answers[-1].id if review.answers else "")
            left = tuple(answer for answer in review.answers if answer.id != gone)
            if left == review.answers:
                raise UnknownAnswer(f"review {review_id} has no answer {gone or 'at all'}")
            self._keep(replace(review, answers=left))

    def remove(self, review_id: str) -> None:
        """Take a review away for good; its id is never given again. Raises UnknownReview."""
        with self._lock:
            review = self.review(review_id)
            del self._reviews[review_id]
            self._removed.add(review_id)
            self._touch(review.employer)

    def _of(self, slug: str) -> list[Review]:
        """An employer's reviews, newest first; of one day, the last published first."""
        own = [review for review in self._reviews.values() if review.employer == slug]
        return sorted(own, key=lambda review: review.published_on)[::-1]

    def _keep(self, review: Review) -> None:
        self._reviews[review.id] = review
        self._touch(review.employer)

    def _touch(self, slug: str) -> None:
        self._revision += 1
        self._changed[slug] = self._revision

    def _number(self, series: str) -> str:
        return f"{series}-{next(self._numbers)}"

    def _moment(self, revision: int) -> datetime:
        return self._opened_at + timedelta(seconds=revision)

    def _employer(self, slug: str) -> Employer:
        if slug not in self._employers:
            raise UnknownEmployer(f"no employer has the slug {slug!r}; known are {', '.join(self._employers)}")
        return self._employers[slug]


def _figures(reviews: Iterable[Review]) -> tuple[float | None, dict[int, int], dict[str, float]]:
    """What a page head declares: the mean, the count of every star, and the mean of every sub-rating given."""
    reviews = list(reviews)
    stars = Counter(review.stars for review in reviews)
    mean = round(fmean(review.stars for review in reviews), 1) if reviews else None
    given = {name: [review.scores[name] for review in reviews if review.scores.get(name)] for name in SCORES}
    scores = {name: round(fmean(values), 1) for name, values in given.items() if values}
    return mean, {star: stars[star] for star in STARS}, scores
