"""One shape, the site's own JSON, made into the records everybody reads; both ways of reading a page end here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from scrapers.contract import LayoutChanged, Response, Review, Verdict
from scrapers.reading import dates, numbers
from scrapers.reading.embedded import dig
from scrapers.reading.links import joined
from scrapers.reading.text import clean

_SUBRATINGS = {
    "balans": "work_life_balance",
    "ledarskap": "management",
    "kultur": "culture_values",
    "utveckling": "career_opportunities",
    "lon": "compensation_benefits",
}
_TENURES = {
    "Under 1 år": "<1y",
    "1–3 år": "1-3y",
    "3–5 år": "3-5y",
    "5–8 år": "5-8y",
    "8–10 år": "8-10y",
    "Över 10 år": ">10y",
}


def listing_fields(shown: Any, url: str | None) -> dict[str, Any]:
    """The fields of a `Page`, its verdict among them. Raises LayoutChanged where the list cannot be read whole."""
    total, number, told = dig(shown, "listing", "total"), dig(shown, "listing", "page"), dig(shown, "reviews")
    if not isinstance(total, int) or not isinstance(number, int) or not isinstance(told, list):
        raise LayoutChanged("the list does not state its total, page and reviews; look at the page, mend the parser")
    reviews = tuple(_review(review, url) for review in told)
    return {
        "verdict": _verdict(shown, total, number, len(reviews)),
        "declared_total": total,
        "declared_total_all": total,
        "declared_rating": numbers.to_scale(dig(shown, "summary", "mean")),
        "declared_distribution": _distribution(shown),
        "declared_subratings": _subratings(dig(shown, "summary", "scores")),
        "page": number,
        "next_url": _absolute(dig(shown, "listing", "next"), url),
        "employer_name": clean(dig(shown, "employer", "name")),
        "reviews": reviews,
    }


def _verdict(shown: Any, total: int, number: int, got: int) -> Verdict:
    """Raises LayoutChanged where the page says that it has reviews and none could be read."""
    if got:
        return Verdict.REVIEWS
    if total == 0 and dig(shown, "listing", "empty") is True:
        return Verdict.EMPTY
    pages = dig(shown, "listing", "pages")
    if total and isinstance(pages, int) and number > pages:
        return Verdict.PAST_END
    raise LayoutChanged(f"the list says that it holds {total} reviews but page {number} shows none that could be read")


def _review(told: Any, url: str | None) -> Review:
    published_on = dates.calendar_date(dig(told, "publishedOn"))
    review_id, stars = clean(dig(told, "id")), numbers.to_scale(dig(told, "stars"))
    if review_id is None or stars is None or published_on is None:
        raise LayoutChanged(f"review {review_id or 'without an id'} lacks its stars or its date")
    tenure = clean(dig(told, "tenure"))
    employment = dig(told, "employment")
    recommends = dig(told, "recommends")
    return Review(
        external_id=review_id,
        url=_absolute(dig(told, "path"), url),
        published_on=published_on,
        rating=stars,
        title=clean(dig(told, "title")),
        pros=clean(dig(told, "pros")),
        cons=clean(dig(told, "cons")),
        advice=clean(dig(told, "advice")),
        text=clean(dig(told, "text")),
        language=clean(dig(told, "language")),
        employment=employment if employment in ("current", "former") else None,
        job_title=clean(dig(told, "role")),
        location=clean(dig(told, "place")),
        tenure=_TENURES.get(tenure, tenure) if tenure else None,
        recommends=recommends if isinstance(recommends, bool) else None,
        helpful=numbers.whole(dig(told, "helpful")),
        subratings=_subratings(dig(told, "scores")),
        responses=_responses(dig(told, "answers")),
    )


def _responses(told: Any) -> tuple[Response, ...]:
    """The employer's answers, oldest first."""
    answers = (
        Response(
            text=text,
            published_on=dates.calendar_date(dig(answer, "answeredOn")),
            author_title=clean(dig(answer, "title")),
            external_id=clean(dig(answer, "id")),
        )
        for answer in (told if isinstance(told, list) else ())
        if (text := clean(dig(answer, "text")))
    )
    return tuple(sorted(answers, key=lambda answer: answer.published_on or date.min))


def _subratings(told: Any) -> dict[str, float]:
    scores: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    rated = {_SUBRATINGS.get(name, name): numbers.to_scale(score) for name, score in scores.items()}
    return {name: score for name, score in rated.items() if score is not None}  # unrated is 0: below the scale


def _distribution(shown: Any) -> dict[str, int] | None:
    told = dig(shown, "summary", "stars")
    counts = {star: numbers.whole(dig(told, star)) for star in "12345"}
    known = {star: times for star, times in counts.items() if times is not None}
    return known if len(known) == len(counts) else None


def _absolute(path: Any, url: str | None) -> str | None:
    """The address resolved against the page's own; a relative one without a page address is None."""
    return joined(url, path)
