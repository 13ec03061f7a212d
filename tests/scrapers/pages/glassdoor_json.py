"""Invented Glassdoor pages of the three eras of embedded JSON: the structure of real ones, none of their text."""

from __future__ import annotations

import json
from typing import Any

HOST = "https://www.glassdoor.com"
PATH = "/Reviews/Nordvik-Lantern-Reviews-E777"


def make_review(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A review record as the site's API gives it."""
    return {
        "__typename": "EmployerReviewRG",
        "reviewId": 9000 + number,
        "reviewDateTime": "2025-03-04T23:59:59.120",
        "summary": f"Lamps &amp; ladders {number}",
        "pros": "Good light\r\nKind people",
        "cons": "Cold hall",
        "advice": None,
        "ratingOverall": 4,
        "ratingWorkLifeBalance": 5,
        "ratingCultureAndValues": 0,
        "ratingDiversityAndInclusion": 3,
        "ratingSeniorLeadership": 2,
        "ratingCareerOpportunities": 0,
        "ratingCompensationAndBenefits": 1,
        "ratingCeo": "NO_OPINION",
        "ratingRecommendToFriend": "POSITIVE",
        "ratingBusinessOutlook": "NEGATIVE",
        "isCurrentJob": False,
        "lengthOfEmployment": 4,
        "jobTitle": {"__ref": "JobTitle:1"},
        "location": {"__ref": "City:1"},
        "employer": {"__ref": "Employer:777"},
        "languageId": "swe",
        "countHelpful": 2,
        "employerResponses": [],
    } | changes


def make_answer(reviews: list[Any], **changes: Any) -> dict[str, Any]:
    """The answer to the question for an employer's reviews."""
    return {
        "__typename": "EmployerReviewsRG",
        "allReviewsCount": 40,
        "filteredReviewsCount": 21,
        "currentPage": 1,
        "numberOfPages": 3,
        "ratings": {
            "overallRating": 3.4,
            "workLifeBalanceRating": 3.9,
            "seniorManagementRating": 2.8,
            "ceoRating": 0.6,
        },
        "ratingCountDistribution": {"overall": {"_5": 9, "_4": 8, "_3": 7, "_2": 6, "_1": 5}},
        "reviews": reviews,
    } | changes


def records_of(reviews: list[dict[str, Any]], answer: dict[str, Any], question: str) -> dict[str, Any]:
    """The API client's cache since 2022: records by key, `__ref` between them."""
    stored = {f'EmployerReviewRG:{{"reviewId":{review["reviewId"]}}}': review for review in reviews}
    return stored | {
        "ROOT_QUERY": {"__typename": "Query", "employer({})": {"__ref": "Employer:777"}, question: answer},
        "JobTitle:1": {"id": 1, "text": "Lamp fitter"},
        "City:1": {"id": 1, "name": "Umeå"},
        "Employer:777": {"id": 777, "shortName": "Nordvik Lantern"},
    }


def make_next_page(reviews: list[dict[str, Any]] | None = None, *, path: str = f"{PATH}.htm", **answer: Any) -> str:
    """A page of 2025: `__NEXT_DATA__`."""
    reviews = [make_review(1), make_review(2)] if reviews is None else reviews
    refs = [{"__ref": f'EmployerReviewRG:{{"reviewId":{review["reviewId"]}}}'} for review in reviews]
    question = 'employerReviewsRG({"employerReviewsInput":{"language":"eng","page":{"num":1,"size":10}}})'
    cache = records_of(reviews, make_answer(refs, **answer), question)
    state = {"props": {"pageProps": {"appName": "ei-reviews-next", "apolloCache": cache}}, "page": "/Reviews/[id]"}
    links = "".join(
        f'<a href="/Reviews/Employee-Review-Nordvik-Lantern-E777-RVW{review["reviewId"]}.htm">more</a>'
        for review in reviews
    )
    return whole_page(links, f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>', path)


def make_app_cache_page(reviews: list[dict[str, Any]], *, path: str = f"{PATH}.htm", **answer: Any) -> str:
    """A page of 2022-24: `window.appCache`, the cache in `apolloState`, here with the records in place."""
    question = 'employerReviews({"language":"eng","page":{"num":1,"size":10}})'
    cache = records_of([], make_answer(reviews, **answer), question)
    state = {"appName": "reviews", "initialState": {}, "apolloState": cache}
    return whole_page("", f"<script>window.appCache={json.dumps(state)};window.other=1;</script>", path)


def make_apollo_page(review: dict[str, Any], *, path: str = "/Avis/Nordvik-Lantern-Avis-E777_P2.htm") -> str:
    """A page of 2019: `window.__APOLLO_STATE__`, flattened keys, `{"type":"id"}` between records."""
    key = '$ROOT_QUERY.employerReviews({"language":"fra","page":{"num":2,"size":10}})'
    answer = make_answer([_pointer(f"{key}.reviews.0")], currentPage=2, filteredReviewsCount=None)
    answer |= {"ratings": _pointer(f"{key}.ratings"), "employer": _pointer("Employer:777")}
    record = review | {
        "jobTitle": _pointer("JobTitle:1"),
        "location": None,
        "links": _pointer(f"{key}.reviews.0.links"),
        "employerResponses": [_pointer("EmployerResponse:8"), _pointer("EmployerResponse:7")],
    }
    cache = {
        "ROOT_QUERY": {key.removeprefix("$ROOT_QUERY."): _pointer(key)},
        key: answer,
        f"{key}.ratings": {"overallRating": -0.1, "cultureAndValuesRating": 3.5},
        f"{key}.reviews.0": record,
        f"{key}.reviews.0.links": {"reviewDetailUrl": "/Avis/avis-Nordvik-RVW9001.htm"},
        "JobTitle:1": {"text": "Monteur"},
        "Employer:777": {"shortName": "Nordvik Lantern"},
        "EmployerResponse:7": _answered(7, "Merci.", "2019-02-01T09:00:00"),
        "EmployerResponse:8": _answered(8, "Encore merci.\r\nBonne journée", "2019-03-01T09:00:00"),
    }
    return whole_page("", f"<script>window.__APOLLO_STATE__={json.dumps(cache)};</script>", path)


def whole_page(body: str, script: str = "", path: str | None = f"{PATH}.htm", title: str = "Lanterns") -> str:
    """A page around it, with the links of its head."""
    own = f'<link rel="canonical" href="{HOST}{path}">' if path else ""
    return f"<!DOCTYPE html><html><head><title>{title}</title>{own}</head><body>{body}{script}</body></html>"


def _pointer(key: str) -> dict[str, Any]:
    return {"type": "id", "generated": True, "id": key}


def _answered(number: int, text: str, at: str) -> dict[str, Any]:
    called = 'responseDateTime({"format":"ISO"})'
    return {"id": number, "response": text, "userJobTitle": "HR", called: at}
