"""Indeed's `comp-initialData` script: everything the page shows, as JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scrapers.contract import LayoutChanged, Page, Response, Review, Verdict
from scrapers.quality import demand_readable
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.embedded import dig, script_json
from scrapers.reading.numbers import to_scale, whole
from scrapers.reading.text import clean, plain

MARKER = 'id="comp-initialData"'

_EMPLOYMENT = {"True": "current", "False": "former"}
_SUBRATINGS = {
    "workAndLifeBalanceRating": "work_life_balance",
    "compensationAndBenefitsRating": "compensation_benefits",
    "jobSecurityAndAdvancementRating": "job_security_advancement",
    "managementRating": "management",
    "cultureAndValuesRating": "culture_values",
}
_MEANS = {
    "workLifeBalance": "work_life_balance",
    "compensationBenefits": "compensation_benefits",
    "jobSecurityAdvancement": "job_security_advancement",
    "management": "management",
    "culture": "culture_values",
}


def read(document: Document) -> Page | None:
    """The page its state script describes; None without a readable script.

    Raises `LayoutChanged` when the script holds a review list that cannot be read.
    """
    state = script_json(document, MARKER)
    if not isinstance(state, dict):
        return None
    page, listing = _page(state), state.get("reviewsList")
    if not isinstance(listing, dict):
        return replace(page, verdict=Verdict.NOT_REVIEWS)
    items = listing.get("items")
    if not isinstance(items, list):
        raise LayoutChanged("Indeed: the review list is there but holds no `items`")
    return _listed(page, items, state) if items else _without_reviews(page, listing)


def _listed(page: Page, items: list[Any], state: dict[str, Any]) -> Page:
    base, language = _base(state), clean(dig(state, "requestContext", "locale"))
    reviews = tuple(_review(item, language, base) for item in items if isinstance(item, dict))
    demand_readable(reviews)
    return replace(page, reviews=reviews)


def _without_reviews(page: Page, listing: dict[str, Any]) -> Page:
    """An empty list is believed only when the page counts none; a gate in front of it is said to be one."""
    if page.declared_total == 0 or (page.declared_total is None and page.declared_total_all == 0):
        return replace(page, verdict=Verdict.EMPTY)
    if dig(listing, "contentGate", "eligible") is True:
        return replace(page, verdict=Verdict.LOGIN_WALL)
    raise LayoutChanged(f"Indeed: the page counts {page.declared_total} reviews but lists none")


def _page(state: dict[str, Any]) -> Page:
    header = dig(state, "companyPageHeader", "companyHeader")
    counts = dig(state, "reviewsFilters", "reviewsCount")
    pagination = dig(state, "reviewsList", "pagination")
    total, following = whole(dig(counts, "totalReviewCount")), clean(dig(pagination, "paginationNextLink", "href"))
    return Page(
        "indeed",
        Verdict.REVIEWS,
        declared_total=whole(dig(counts, "foundReviewCount")),
        declared_total_all=whole(dig(header, "reviewCount")) if total is None else total,
        declared_rating=to_scale(dig(header, "rating")),
        declared_distribution=_distribution(dig(state, "sidebarWidgets", "reviewHistogram", "counts")),
        declared_subratings=_rated(dig(state, "sidebarWidgets", "companyPageStats", "reviewCategories"), _MEANS),
        page=whole(dig(pagination, "currentPage")),
        next_url=_absolute(_base(state), following),
        employer_name=clean(dig(state, "reviewsList", "companyName")) or clean(dig(header, "name")),
    )


def _base(state: dict[str, Any]) -> str:
    """The country's own host, which the paths in the script belong to."""
    return clean(dig(state, "requestContext", "domain")) or "https://www.indeed.com"


def _absolute(base: str, path: str | None) -> str | None:
    return base + path if path and path.startswith("/") else path


def _review(item: dict[str, Any], language: str | None, base: str) -> Review:
    path = clean(item.get("reviewUrl"))
    return Review(
        external_id=clean(item.get("encryptedReviewId")),
        url=_absolute(base, path) or clean(item.get("sharingLink")),
        published_on=calendar_date(item.get("submissionDate"), language=language),
        rating=to_scale(item.get("overallRating")),
        title=_words(item.get("title")),
        pros=_words(item.get("pros")),
        cons=_words(item.get("cons")),
        text=_words(item.get("text")),
        language=_language(dig(item, "text", "languageTag")),
        employment=_EMPLOYMENT.get(str(item.get("currentEmployee"))),
        job_title=clean(item.get("jobTitle")),
        location=clean(item.get("location")),
        helpful=whole(item.get("helpful")),
        subratings=_rated({key: dig(item, key, "rating") for key in _SUBRATINGS}, _SUBRATINGS),
        responses=_responses(item.get("comments"), language),
    )


def _responses(comments: Any, language: str | None) -> tuple[Response, ...]:
    """The official comments, oldest first; anybody else's are not the employer's answer."""
    official = [c for c in comments if dig(c, "isOfficial") is True] if isinstance(comments, list) else []
    found = [
        Response(text, calendar_date(comment.get("date"), language=language))
        for comment in official
        if (text := _words(comment.get("commentText")))
    ]
    return tuple(sorted(found, key=lambda response: str(response.published_on or "")))


def _words(value: Any) -> str | None:
    """What was written; Indeed keeps entities ("&nbsp;") in some of its JSON texts."""
    text = value.get("text") if isinstance(value, dict) else value
    return plain(text) if isinstance(text, str) else None


def _language(tag: Any) -> str | None:
    """Indeed declares a language only where it differs from the page's own ("en-NL")."""
    code = tag.split("-")[0].lower() if isinstance(tag, str) else ""
    return code if len(code) == 2 and code.isalpha() else None


def _rated(values: Any, names: dict[str, str]) -> dict[str, float]:
    """Our names for those ratings that were given: 0 means not rated."""
    found = {name: to_scale(dig(values, key)) for key, name in names.items()}
    return {name: rating for name, rating in found.items() if rating is not None}


def _distribution(counts: Any) -> dict[str, int] | None:
    """Star counts from one star to five."""
    numbers = [whole(count) for count in counts] if isinstance(counts, list) else []
    stated = {str(star): number for star, number in enumerate(numbers, start=1) if number is not None}
    return stated if len(stated) == len(numbers) == 5 else None
