"""What is read of kununu: the page's own JSON, the cards of a saved page, applicants apart; never a nickname."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scrapers import Page, Verdict, as_record, parse_page
from scrapers.blanking import blank_authors
from scrapers.contract import Audience
from scrapers.platforms.kununu import PLATFORM
from tests.scrapers.pages.kununu import PROFILE, make_article, make_card, make_envelope, make_page, make_uuid


def read(content: bytes) -> Page:
    page = parse_page(content)
    assert page.platform == "kununu", page
    return page


def test_a_review_of_the_json_is_read_whole() -> None:
    page = read(make_envelope())
    assert (page.verdict, page.declared_total, page.declared_rating, page.page) == (Verdict.REVIEWS, 13, 3.6, 1)
    assert page.employer_name == "Bootshaus"
    review = page.reviews[0]
    assert (review.external_id, review.rating, review.published_on) == (make_uuid(1), 3.4, date(2026, 3, 9))
    assert review.url == f"https://www.kununu.com/de/statements/{PROFILE}/review/{make_uuid(1)}"
    assert (review.pros, review.cons, review.advice) == ("Die Ruhe am Steg 1", "Der Weg & das Licht", "Mehr Lampen")
    assert review.text == "atmosphere\nMan grüßt sich"
    assert (review.employment, review.recommends, review.location) == ("current", True, "Flensburg")
    assert review.subratings == {"work_atmosphere": 4.0, "management": 2.5}
    assert review.audience is Audience.EMPLOYEE


def test_applicants_stand_apart() -> None:
    (review,) = read(make_envelope([make_card(type="applicants")])).reviews
    assert (review.audience, review.employment) == (Audience.APPLICANT, None)


def test_a_former_employee_and_an_answer_are_seen() -> None:
    answer = {"uuid": "r1", "text": "Danke für die Worte.", "createdAt": "2026-03-15T00:00:00", "position": "Personal"}
    (review,) = read(make_envelope([make_card(former={"since": 2024}, response=answer)])).reviews
    assert review.employment == "former"
    assert [(one.text, one.published_on, one.author_title) for one in review.responses] == [
        ("Danke für die Worte.", date(2026, 3, 15), "Personal")
    ]


def test_empty_needs_proof() -> None:
    assert read(make_envelope([], totalReviews=0)).verdict is Verdict.EMPTY
    assert read(make_envelope([], page=3)).verdict is Verdict.PAST_END
    assert read(make_envelope([])).verdict is Verdict.LAYOUT_CHANGED
    assert read(make_envelope()[:-40]).verdict is Verdict.UNREADABLE


def test_a_card_of_a_saved_page_is_read_by_the_beginnings_of_its_classes() -> None:
    page = read(
        make_page(make_article(1, answer="Wir haben Lampen bestellt."), make_article(2, about="Ex-Angestellte/r"))
    )
    assert (page.verdict, page.declared_total, page.employer_name) == (Verdict.REVIEWS, 13, "Bootshaus")
    first, second = page.reviews
    assert (first.external_id, first.rating, first.published_on) == (make_uuid(1), 2.8, date(2026, 3, 1))
    assert (first.pros, first.text) == ("Der Steg 1", "Image\nMan kennt uns")
    assert (first.recommends, first.employment, second.employment) == (False, "current", "former")
    assert first.subratings == {"image": 4.0}
    assert [(one.text, one.published_on) for one in first.responses] == [
        ("Wir haben Lampen bestellt.", date(2026, 3, 20))
    ]


def test_an_applicants_card_is_told_by_what_it_says() -> None:
    (review,) = read(make_page(make_article(about="Bewerber/in"))).reviews
    assert (review.audience, review.job_title) == (Audience.APPLICANT, None)


def test_a_page_that_lost_its_cards_is_no_empty_one() -> None:
    assert read(make_page()).verdict is Verdict.LAYOUT_CHANGED
    proven = make_page(total="0", body='<p data-testid="no-reviews">Noch keine Bewertungen</p>')
    assert read(proven).verdict is Verdict.EMPTY


def test_another_page_of_the_site_is_no_list() -> None:
    page = b'<html><head><link rel="canonical" href="https://www.kununu.com/de/x"></head><body>y</body></html>'
    assert read(page).verdict is Verdict.NOT_REVIEWS


def test_no_nickname_is_read_or_kept() -> None:
    content = make_envelope()
    assert b"Ilse" in content
    kept = blank_authors(content, [PLATFORM])
    assert b"Ilse" not in kept
    assert "Ilse" not in str(as_record(read(content)))
    assert as_record(read(kept)) == as_record(read(content))


def test_addresses_are_newest_first() -> None:
    url = "https://www.kununu.com/de/bootshaus/kommentare?date=6months&page=9"
    assert PLATFORM.page_url(url, 1).endswith("kommentare?date=6months&sort=newest")
    assert PLATFORM.page_url(url, 3).endswith("&page=3")


@pytest.mark.shared
def test_the_real_card_is_read(shared: Path) -> None:
    content = (shared / "pages/other/kununu/2024-04-applicant-card-fragment.html").read_bytes()
    (review,) = read(content).reviews
    assert (review.rating, review.published_on, review.audience) == (5.0, date(2024, 4, 11), Audience.APPLICANT)
    assert review.external_id
    assert review.advice
