"""An embedded review list into a page: what it declares about the employer, and its reviews one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from scrapers.contract import LayoutChanged, Page, PlatformFacts, Response, Review, Verdict
from scrapers.platforms.glassdoor.addresses import absolute, nth_page, page_number
from scrapers.platforms.glassdoor.codes import LANGUAGES, SUBRATINGS, TENURES, YES_NO, stars
from scrapers.platforms.glassdoor.stores import Listing, Store
from scrapers.reading.dates import calendar_date
from scrapers.reading.document import Document
from scrapers.reading.embedded import dig
from scrapers.reading.text import plain

_LONGEST_ID, _LONGEST_LINK = 24, 400


def listing_page(document: Document, listing: Listing, facts: PlatformFacts) -> Page:
    """The page of a listing. Raises `LayoutChanged` when it holds no reviews and nothing proves that there are none."""
    answer, store, records = listing.answer, listing.store, listing.reviews
    if len(records) < listing.named:
        raise LayoutChanged(
            f"{listing.named - len(records)} of {listing.named} embedded Glassdoor reviews cannot be read"
        )
    total = _count(answer, "allReviewsCount")
    filtered = _count(answer, "filteredReviewsCount")
    linked = any(store.field(record, "links") for record in records)
    links = {} if linked else dict(_review_links(document))
    reviews = tuple(_review(document, listing, record, links) for record in records)
    verdict = _verdict(document, answer, total if filtered is None else filtered, reviews)
    ratings = store.field(answer, "ratings")
    return Page(
        platform=facts.slug,
        verdict=verdict,
        declared_total=total if filtered is None else filtered,
        declared_total_all=total,
        declared_rating=stars(dig(ratings, "overallRating")),
        declared_distribution=_distribution(answer),
        declared_subratings=_declared_subratings(ratings),
        page=_count(answer, "currentPage"),
        next_url=_next_url(document, answer),
        employer_name=_employer_name(listing),
        parser=facts.parser,
        reviews=() if verdict is Verdict.PAST_END else reviews,
    )


def _verdict(document: Document, answer: dict[str, Any], total: int | None, reviews: tuple[Review, ...]) -> Verdict:
    shown, pages, asked = _count(answer, "currentPage"), _count(answer, "numberOfPages"), page_number(document.url)
    if shown is not None and asked is not None and asked > 1 and shown != asked:
        return Verdict.PAST_END
    if reviews:
        return Verdict.REVIEWS
    if 0 in (total, pages):
        return Verdict.EMPTY
    if pages is not None and max(shown or 1, asked or 1) > pages:
        return Verdict.PAST_END
    raise LayoutChanged(f"a Glassdoor review list declares {total} reviews on {pages} pages and embeds none")


def _review(document: Document, listing: Listing, record: dict[str, Any], links: dict[str, str]) -> Review:
    store, field = listing.store, listing.store.field
    external_id = str(record["reviewId"])
    own_link = dig(field(record, "links"), "reviewDetailUrl") or links.get(external_id)
    return Review(
        external_id=external_id,
        url=absolute(document, own_link),
        published_on=calendar_date(str(field(record, "reviewDateTime") or "")),
        rating=stars(record.get("ratingOverall")),
        title=plain(_text(record, "summary")),
        pros=plain(_text(record, "pros")),
        cons=plain(_text(record, "cons")),
        advice=plain(_text(record, "advice")),
        language=LANGUAGES.get(_text(record, "languageId") or listing.language or ""),
        employment=_employment(record.get("isCurrentJob")),
        job_title=plain(_text(field(record, "jobTitle"), "text")),
        location=plain(_text(field(record, "location"), "name")),
        tenure=TENURES.get(_count(record, "lengthOfEmployment")),
        recommends=YES_NO.get(_text(record, "ratingRecommendToFriend")),
        ceo_approval=YES_NO.get(_text(record, "ratingCeo")),
        outlook=YES_NO.get(_text(record, "ratingBusinessOutlook")),
        helpful=_count(record, "countHelpful"),
        subratings={name: given for key, name in SUBRATINGS.items() if (given := stars(record.get(f"rating{key}")))},
        responses=_responses(store, record),
    )


def _responses(store: Store, record: dict[str, Any]) -> tuple[Response, ...]:
    """The employer's answers, oldest first."""
    found = [
        Response(
            text=text,
            published_on=calendar_date(store.field(answer, "responseDateTime")),
            author_title=plain(_text(answer, "userJobTitle")),
            external_id=str(answer["id"]) if answer.get("id") else None,
        )
        for answer in store.items(record, "employerResponses")
        if (text := plain(_text(answer, "response")))
    ]
    return tuple(sorted(found, key=lambda response: response.published_on or date.min))


def _employment(is_current: object) -> str | None:
    if isinstance(is_current, bool):
        return "current" if is_current else "former"
    return None


def _text(record: Any, key: str) -> str | None:
    value = dig(record, key)
    return value if isinstance(value, str) else None


def _count(record: dict[str, Any], key: str) -> int | None:
    value = record.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _distribution(answer: dict[str, Any]) -> dict[str, int] | None:
    counts = {str(star): dig(answer, "ratingCountDistribution", "overall", f"_{star}") for star in range(1, 6)}
    return counts if all(isinstance(count, int) for count in counts.values()) else None


def _declared_subratings(ratings: Any) -> dict[str, float]:
    """Category means; the site calls them `workLifeBalanceRating` where a review says `ratingWorkLifeBalance`."""
    means = {name: stars(dig(ratings, f"{key[0].lower()}{key[1:]}Rating")) for key, name in SUBRATINGS.items()}
    means["senior_leadership"] = means["senior_leadership"] or stars(dig(ratings, "seniorManagementRating"))
    return {name: mean for name, mean in means.items() if mean is not None}


def _employer_name(listing: Listing) -> str | None:
    employers = [listing.store.field(record, "employer") for record in (listing.answer, *listing.reviews)]
    names = (_text(employer, "shortName") or _text(employer, "name") for employer in employers)
    return plain(next(filter(None, names), None))


def _next_url(document: Document, answer: dict[str, Any]) -> str | None:
    """The page's own link; where a saved page lost it, the address worked out from the page's own."""
    own = absolute(document, document.link("next"))
    shown, pages = _count(answer, "currentPage"), _count(answer, "numberOfPages")
    here = absolute(document, document.link("canonical") or document.url)
    if own or here is None or shown is None or pages is None or shown >= pages:
        return own
    return nth_page(here, shown + 1)


def _review_links(document: Document) -> Iterator[tuple[str, str]]:
    """Links to single reviews by review id, from the markup: the cache of 2025 does not hold them."""
    for before, after in document.around("RVW", _LONGEST_LINK, _LONGEST_ID):
        number, ended, _ = after.partition(".htm")
        start = before[max(before.rfind('"'), before.rfind("'")) + 1 :]
        if ended and number.isdigit() and start.startswith(("/", "http")):
            yield number, f"{start}RVW{number}.htm"
