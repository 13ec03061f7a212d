"""What happens while somebody watches: deterministic, never the same twice, and never nothing."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from service.demo import stories
from service.demo.platform import DemoSite
from service.demo.publishing import alarming, next_happening
from service.demo.records import Review
from tests.service.demo.making import SLUG, TODAY, make_empty_site, make_review, make_site

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def state(site: DemoSite) -> dict[str, Review]:
    lists = [(slug, page) for slug, _ in site.employers for page in range(1, site.listing(slug).pages + 1)]
    return {review.id: review for slug, page in lists for review in site.listing(slug, page).reviews}


def test_two_hundred_happenings_each_change_exactly_one_review() -> None:
    site = make_site()
    alarming(site, TODAY)
    before = state(site)
    for n in range(200):
        said = next_happening(site, NOW + timedelta(seconds=20 * n), n)
        after = state(site)
        changed = {key for key in after if after[key] != before.get(key)}
        assert len(changed) == 1, n
        assert before.keys() <= after.keys()
        assert after[changed.pop()].title in said
        before = after
    assert len(before) == 62 + 3 + 16


def test_the_first_turns_are_new_edited_praise_and_answer() -> None:
    site = make_site()
    said = [next_happening(site, NOW, n) for n in range(4)]
    assert [sentence.split(" om ")[0] for sentence in said[:3]] == ["Nytt omdöme", "Ändrat omdöme", "Nytt omdöme"]
    assert "har svarat på omdömet" in said[3]


def test_the_same_turns_on_the_same_site_are_the_same() -> None:
    one, other = make_site(), make_site()
    assert [next_happening(one, NOW, n) for n in range(80)] == [next_happening(other, NOW, n) for n in range(80)]
    assert state(one) == state(other)


def test_it_can_be_told_in_english() -> None:
    said = [next_happening(make_site(), NOW, n, language="en") for n in range(4)]
    assert all(sentence.isprintable() and "omdöme" not in sentence.split("“")[0] for sentence in said)


def test_when_everything_is_answered_an_answer_is_taken_back_and_given_again() -> None:
    site = make_site()
    for review in state(site).values():
        if not review.answers:
            site.answer(review.id, "Tack.", TODAY, "HR-chef")
    assert "har tagit bort sitt svar" in next_happening(site, NOW, 203)
    assert "har svarat på" in next_happening(site, NOW, 207)


def test_alarming_reviews_are_one_urgent_and_two_negative_ones_of_an_own_employer() -> None:
    site = make_site()
    urgent, swedish, english = (site.review(review_id) for review_id in alarming(site, TODAY))
    assert {r.employer for r in (urgent, swedish, english)} <= set(stories.OWN)
    assert len({r.employer for r in (urgent, swedish, english)}) == 1
    assert urgent.stars == 3
    assert "ambulans" in urgent.cons
    assert (swedish.language, english.language) == ("sv", "en")
    assert max(swedish.stars, english.stars) <= 2
    assert {r.published_on for r in (urgent, swedish, english)} == {TODAY}


def test_alarming_twice_makes_new_reviews() -> None:
    site = make_site()
    assert not set(alarming(site, TODAY)) & set(alarming(site, TODAY))


def test_nobody_makes_small_talk_under_an_alarming_review() -> None:
    site = make_site()
    alarmed = {review_id: site.review(review_id) for review_id in alarming(site, TODAY)}
    for n in range(200):
        next_happening(site, NOW, n)
    assert {review_id: site.review(review_id) for review_id in alarmed} == alarmed


@pytest.mark.parametrize("language", ["sv", "en", "de"])
def test_a_site_with_one_review_has_turns_too(language: str) -> None:
    site = make_empty_site()
    for review in state(site).values():
        site.remove(review.id)
    only = site.publish(make_review(employer=SLUG, stars=1, language=language, text="Bra mat."))
    texts = ["Bra mat."]
    for n in range(201, 240, 4):
        next_happening(site, NOW, n)
        texts.append(site.review(only).text)
        next_happening(site, NOW, n + 2)
    assert all(before != after for before, after in pairwise(texts))
    assert all(text.startswith("Bra mat.\n\n") and text.count(": ") <= 2 for text in texts[1:])
