"""The invented reviews: enough of them, spread as they should be, and nothing alarming lying about from the start."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.demo import stories
from service.demo.records import SCORES, Review, accepted, readable
from tests.service.demo.making import TODAY

DAYS = st.dates(date(2020, 1, 1), date(2100, 12, 31))
ALARM = re.compile(
    r"trakass|mobb|\bhot(ad|ade|fulla?)\b|hotelse|tafs|sexuell|rasis|diskrimin|olycka|skadad|skadade|ambulans|självmord|"
    r"svart lön|\bmuta|\bmutor|lösenord|läck|obetald|harass|bull(y|ied)|groped|unsafe|injur|discriminat|racis|fraud|"
    r"unpaid|threat|accident",
    re.IGNORECASE,
)


def every_review() -> Iterator[Review]:
    yield from stories.opening_reviews(TODAY)
    yield from stories.coming_reviews("mixed", TODAY)
    yield from stories.coming_reviews("positive", TODAY)
    yield from stories.alarming_reviews(TODAY)


def words(review: Review) -> str:
    return "\n".join([review.title, review.pros, review.cons, review.advice, review.text])


@given(DAYS)
def test_own_employers_have_eight_reviews_in_the_two_full_months_before_any_day(today: date) -> None:
    this_month = today.replace(day=1)
    first = ((this_month - timedelta(days=1)).replace(day=1) - timedelta(days=1)).replace(day=1)
    opening = stories.opening_reviews(today)
    for slug in stories.OWN:
        recent = [r for r in opening if r.employer == slug and first <= r.published_on < this_month]
        assert len(recent) >= 8


@given(DAYS)
def test_nothing_is_dated_today_or_later_or_older_than_fourteen_months(today: date) -> None:
    opening = stories.opening_reviews(today)
    dates = [r.published_on for r in opening] + [a.answered_on for r in opening for a in r.answers]
    assert max(dates) < today
    assert min(dates) >= today - timedelta(days=427)


def test_each_employer_has_enough_reviews_and_about_a_third_are_negative() -> None:
    opening = stories.opening_reviews(TODAY)
    count = {slug: sum(r.employer == slug for r in opening) for slug in (*stories.OWN, *stories.COMPETITORS)}
    assert all(count[slug] >= 20 for slug in stories.OWN)
    assert count[stories.COMPETITORS[0]] >= 10
    assert 0.25 <= sum(r.stars <= 2 for r in opening) / len(opening) <= 0.35
    assert {r.language for r in opening} == {"sv", "en"}


def test_no_review_alarms_from_the_start_but_one_old_safety_matter() -> None:
    alarming = [r for r in stories.opening_reviews(TODAY) if ALARM.search(words(r))]
    assert [r.title for r in alarming] == ["Nödstoppet vid band tre fungerade inte"]
    assert alarming[0].published_on < TODAY - timedelta(days=200)
    assert alarming[0].answers
    coming = stories.coming_reviews("mixed", TODAY) + stories.coming_reviews("positive", TODAY)
    assert not [r.title for r in coming if ALARM.search(words(r))]


def test_no_two_reviews_share_words_or_alias() -> None:
    everything = list(every_review())
    assert len({words(r) for r in everything}) == len(everything)
    assert len({r.title for r in everything}) == len(everything)
    assert len({r.alias for r in everything}) == len(everything)


def test_no_alias_is_a_word_of_the_pages_that_show_it() -> None:
    """Omdome blanks an alias wherever it stands on a page; a word of the texts would go with it."""
    everything = list(every_review())
    answers = [answer.text for review in everything for answer in review.answers]
    told = "\n".join([words(review) for review in everything] + answers).casefold()
    assert not [r.alias for r in everything if re.sub(r"[\W_\d]+", " ", r.alias).strip().casefold() in told]


def test_every_review_is_as_the_form_would_store_it() -> None:
    for review in every_review():
        assert accepted(review) == review
        assert review.tenure in {"Under 1 år", "1–3 år", "3–5 år", "5–8 år", "8–10 år", "Över 10 år"}
        assert set(review.scores) == set(SCORES)
        assert "\u00ad" not in words(review)


@pytest.mark.parametrize("mood", ["mixed", "positive"])
def test_what_is_coming_keeps_its_mood(mood: str) -> None:
    stars = [r.stars for r in stories.coming_reviews(mood, TODAY)]
    assert len(stars) >= 8
    assert all(count > 3 for count in stars) is (mood == "positive")


@pytest.mark.parametrize("language", ["sv", "en", "de"])
def test_there_are_several_additions_and_answers_in_any_language(language: str) -> None:
    assert len({said["text"] for said in stories.additions(language)}) >= 4
    for praised in (True, False):
        given_answers = stories.answers(language, praised=praised)
        assert len(given_answers) >= 2
        assert all(readable(answer["text"]) and answer["title"] for answer in given_answers)
