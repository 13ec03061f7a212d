"""The JSON that a list page carries for its own scripts, as such sites do; it says what the markup says, no more."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from service.demo.records import PER_PAGE, Answer, Listing, Review

SCRIPT_ID = "omdomen-data"
# A "</script>" or "<!--" inside a review must not end the script early.
_HARMLESS = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def script_body(listing: Listing) -> Markup:
    """The page's data as JSON that may stand inside a `<script>` element."""
    return Markup(json.dumps(page_object(listing), ensure_ascii=False).translate(_HARMLESS))  # noqa: S704 - no `<` left


def page_object(listing: Listing) -> dict[str, Any]:
    """The page's data: employer, list, summary and reviews."""
    employer = listing.employer
    return {
        "employer": {"slug": employer.slug, "name": employer.name, "trade": employer.trade, "town": employer.town},
        "listing": {
            "page": listing.page,
            "pages": listing.pages,
            "perPage": PER_PAGE,
            "total": listing.total,
            "empty": listing.total == 0,
            "next": listing.page_path(listing.page + 1),
        },
        "summary": {
            "mean": listing.mean,
            "stars": {str(star): times for star, times in listing.stars.items()} if listing.total else {},
            "scores": dict(listing.scores),
        },
        "reviews": [_review(review) for review in listing.reviews],
    }


def review_path(review: Review) -> str:
    """The lasting address of one review."""
    return f"/arbetsgivare/{review.employer}/omdome/{review.id}"


def _review(review: Review) -> dict[str, Any]:
    return {
        "id": review.id,
        "path": review_path(review),
        "publishedOn": review.published_on.isoformat(),
        "editedOn": review.edited_on.isoformat() if review.edited_on else None,
        "author": {"alias": review.alias},
        "stars": review.stars,
        "title": review.title,
        "pros": review.pros,
        "cons": review.cons,
        "advice": review.advice,
        "text": review.text,
        "language": review.language,
        "employment": review.employment,
        "role": review.role,
        "place": review.place,
        "tenure": review.tenure,
        "recommends": review.recommends,
        "helpful": review.helpful,
        "scores": dict(review.scores),
        "answers": [_answer(answer) for answer in review.answers],
    }


def _answer(answer: Answer) -> dict[str, str]:
    return {
        "id": answer.id,
        "text": answer.text,
        "answeredOn": answer.answered_on.isoformat(),
        "title": answer.title,
    }
