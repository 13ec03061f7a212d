"""What happens on the invented platform while somebody watches: new reviews, second thoughts, answers; never nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from service.demo import stories
from service.demo.platform import DemoSite
from service.demo.records import Review

_CYCLE = ("mixed", "edit", "positive", "answer")
_SAID = {
    "new": {
        "sv": "Nytt omdöme om {employer}, {stars} av 5: ”{title}”",
        "en": "New review of {employer}, {stars} of 5: “{title}”",
    },
    "edit": {
        "sv": "Ändrat omdöme om {employer}, nu {stars} av 5: ”{title}”",
        "en": "Edited review of {employer}, now {stars} of 5: “{title}”",
    },
    "answer": {
        "sv": "{employer} har svarat på omdömet ”{title}”",
        "en": "{employer} has answered the review “{title}”",
    },
    "withdrawal": {
        "sv": "{employer} har tagit bort sitt svar på omdömet ”{title}”",
        "en": "{employer} has taken back its answer to the review “{title}”",
    },
}
_ADDITION = {"sv": "Tillägg: ", "en": "Update: "}


def alarming(site: DemoSite, on: date) -> list[str]:
    """Publish one urgent and two negative reviews (Swedish, English) of one own employer; their ids, urgent first."""
    return [site.publish(review) for review in stories.alarming_reviews(on)]


def next_happening(site: DemoSite, now: datetime, n: int, *, language: str = "sv") -> str:
    """Let the n-th thing (from 0) happen, dated `now`, and say what it was in one sentence ("sv" or "en").

    Turns go new review, edit, praise, answer. When every written review is out, its turns become edits and
    answers; when everything is answered, an answer is taken back, and may be given again the next time.
    """
    kind, review_id = _turn(n)(site, now.date(), n)
    review = site.review(review_id)
    employer = dict(site.employers)[review.employer]
    return _SAID[kind][language].format(employer=employer, stars=review.stars, title=review.title)


def _turn(n: int) -> Callable[[DemoSite, date, int], tuple[str, str]]:
    mood = _CYCLE[n % len(_CYCLE)]
    if mood in {"mixed", "positive"} and n // len(_CYCLE) < len(stories.coming_reviews(mood, date.min)):
        return _publish
    return _edit if mood in {"edit", "positive"} else _answer


def _publish(site: DemoSite, on: date, n: int) -> tuple[str, str]:
    coming = stories.coming_reviews(_CYCLE[n % len(_CYCLE)], on)
    return "new", site.publish(coming[n // len(_CYCLE)])


def _edit(site: DemoSite, on: date, n: int) -> tuple[str, str]:
    """Somebody adds a line to a review, in place of the line added before, and may change the stars."""
    reviews = _everyday(site)
    reviews = [review for review in reviews if review.stars < 5] or reviews
    review = reviews[n * 7 % len(reviews)]
    label = _ADDITION["en" if review.language == "en" else "sv"]
    fresh = [said for said in stories.additions(review.language) if said["text"] not in review.text]
    addition = fresh[n // len(_CYCLE) % len(fresh)]
    text = f"{review.text.split(label)[0].rstrip()}\n\n{label}{addition['text']}".strip()
    site.edit(review.id, on=on, text=text, stars=min(5, max(1, review.stars + addition["stars"])))
    return "edit", review.id


def _answer(site: DemoSite, on: date, n: int) -> tuple[str, str]:
    """The newest unanswered review of three stars or more is answered: the bad ones are left to the product's users.

    When all of those are answered, one of them loses its answer.
    """
    reviews = _everyday(site)
    reviews = [review for review in reviews if review.stars >= 3] or reviews
    unanswered = [review for review in reviews if not review.answers]
    if not unanswered:
        review = reviews[n % len(reviews)]
        site.withdraw_answer(review.id)
        return "withdrawal", review.id
    review = unanswered[0]
    given = stories.answers(review.language, praised=review.stars > 3)
    answer = given[n // len(_CYCLE) % len(given)]
    site.answer(review.id, answer["text"], on, answer["title"])
    return "answer", review.id


def _everyday(site: DemoSite) -> list[Review]:
    """Every review of our own employers but the alarming ones (no small talk under those), newest first."""
    alarming_titles = {review.title for review in stories.alarming_reviews(date.min)}
    found = [
        review
        for slug in stories.OWN
        for page in range(1, site.listing(slug).pages + 1)
        for review in site.listing(slug, page).reviews
        if review.title not in alarming_titles
    ]
    return sorted(found, key=lambda review: (review.published_on, review.id), reverse=True)
