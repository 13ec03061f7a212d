"""The platform's state: what is published, edited, answered and removed is what the lists say, whoever reads meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from service.demo.platform import DemoSite
from service.demo.records import (
    DemoError,
    InvalidReview,
    Review,
    UnknownAnswer,
    UnknownEmployer,
    UnknownReview,
)
from tests.service.demo.making import SLUG, TODAY, make_empty_site, make_review, make_site


def everything(site: DemoSite, slug: str = SLUG) -> list[Review]:
    return [r for page in range(1, site.listing(slug).pages + 1) for r in site.listing(slug, page).reviews]


def test_lists_are_newest_first_and_paged_by_ten() -> None:
    site = make_site()
    shown = everything(site)
    assert len(shown) == site.listing(SLUG).total == 24
    assert [len(site.listing(SLUG, page).reviews) for page in (1, 2, 3, 4)] == [10, 10, 4, 0]
    assert [r.published_on for r in shown] == sorted((r.published_on for r in shown), reverse=True)
    assert len({r.id for r in shown}) == 24


def test_ids_are_the_same_whatever_day_the_site_opens() -> None:
    later = DemoSite(TODAY + timedelta(days=400))
    assert [(r.id, r.title) for r in everything(make_site())] == [(r.id, r.title) for r in everything(later)]


def test_of_one_day_the_last_published_comes_first() -> None:
    site = make_site()
    first, second = site.publish(make_review(title="Först")), site.publish(make_review(title="Sedan"))
    assert [r.id for r in site.listing(SLUG).reviews[:2]] == [second, first]


def test_figures_follow_every_change() -> None:
    site = make_empty_site()
    assert site.listing(SLUG).mean is None
    low = site.publish(make_review(stars=1, scores={"balans": 0, "lon": 2}))
    site.publish(make_review(stars=4, scores={"lon": 5}))
    head = site.listing(SLUG)
    assert (head.total, head.mean, head.stars[1], head.stars[5], dict(head.scores)) == (2, 2.5, 1, 0, {"lon": 3.5})
    site.edit(low, stars=5)
    assert site.listing(SLUG).mean == 4.5
    site.remove(low)
    assert site.listing(SLUG).total == 1


def test_an_edit_keeps_id_and_place_and_shows_its_day() -> None:
    site = make_site()
    review_id = site.publish(make_review())
    site.edit(review_id, on=TODAY + timedelta(days=1), cons="Ändrat\r\nhär  ")
    review = site.listing(SLUG).reviews[0]
    assert (review.id, review.cons, review.edited_on) == (review_id, "Ändrat\nhär", TODAY + timedelta(days=1))


def test_answers_are_added_in_order_and_the_last_or_a_named_one_withdrawn() -> None:
    site = make_site()
    review_id = site.publish(make_review())
    answers = [site.answer(review_id, f"Svar {n}", TODAY, "HR-chef") for n in range(3)]
    site.withdraw_answer(review_id)
    site.withdraw_answer(review_id, answers[0])
    assert [(a.id, a.text, a.title) for a in site.review(review_id).answers] == [(answers[1], "Svar 1", "HR-chef")]


def test_withdrawing_what_was_never_said_is_refused() -> None:
    site = make_site()
    review_id = site.publish(make_review())
    with pytest.raises(UnknownAnswer, match="no answer at all"):
        site.withdraw_answer(review_id)
    with pytest.raises(UnknownAnswer, match="SV-0"):
        site.withdraw_answer(review_id, "SV-0")


def test_an_id_is_never_given_twice() -> None:
    site = make_site()
    assert site.publish(make_review(id="min-egen")) == "min-egen"
    with pytest.raises(DemoError, match="min-egen"):
        site.publish(make_review(id="min-egen"))
    site.remove("min-egen")
    assert site.was_removed("min-egen")
    with pytest.raises(DemoError, match="in use"):
        site.publish(make_review(id="min-egen"))


@pytest.mark.parametrize(
    "fields", [{"stars": 0}, {"stars": 6}, {"employment": "boss"}, {"scores": {"lon": 6}}, {"scores": {"mat": 3}}]
)
def test_the_form_refuses_what_it_does_not_offer(fields: dict[str, object]) -> None:
    site = make_site()
    with pytest.raises(InvalidReview):
        site.publish(make_review(**fields))
    assert site.listing(SLUG).total == 24


def test_names_that_do_not_exist_are_named_in_the_refusal() -> None:
    site = make_site()
    with pytest.raises(UnknownEmployer, match="'finns-inte'"):
        site.listing("finns-inte")
    with pytest.raises(UnknownEmployer):
        site.publish(make_review(employer="finns-inte"))
    for act in (site.review, site.page_of, site.remove):
        with pytest.raises(UnknownReview, match="'JE-0'"):
            act("JE-0")


def test_identity_cannot_be_edited() -> None:
    site = make_site()
    with pytest.raises(DemoError, match="employer, id"):
        site.edit(site.publish(make_review()), id="x", employer="y")


def test_each_change_has_a_second_of_its_own_and_none_lies_in_the_future() -> None:
    site = make_site()
    before, other = site.listing(SLUG).changed_at, site.listing("ekorrbo-hemvard").changed_at
    review_id = site.publish(make_review())
    published = site.listing(SLUG).changed_at
    site.edit(review_id, stars=1)
    assert before < published < site.listing(SLUG).changed_at == site.changed_at
    assert site.listing("ekorrbo-hemvard").changed_at == other
    assert site.changed_at.date() < TODAY


def test_what_no_page_could_carry_is_left_out() -> None:
    site = make_site()
    review_id = site.publish(make_review(text="a\x00b\ud800c\rd"))
    assert site.review(review_id).text == "abc\nd"


def test_a_list_is_one_moment_while_others_publish() -> None:
    site = make_site()

    def publish(n: int) -> str:
        return site.publish(make_review(title=f"Nummer {n}", published_on=date(2026, 3, 2)))

    def read(_: int) -> bool:
        page = site.listing(SLUG, 1)
        return page.total == sum(page.stars.values()) and len(page.reviews) == 10

    with ThreadPoolExecutor(8) as threads:
        published = [threads.submit(publish, n) for n in range(200)]
        consistent = [threads.submit(read, n) for n in range(200)]
        assert all(reading.result() for reading in consistent)
        assert len({writing.result() for writing in published}) == 200
    assert site.listing(SLUG).total == 224
