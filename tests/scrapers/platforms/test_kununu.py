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

JSON_URL = f"https://www.kununu.com/middlewares/profiles/at/bootshaus/{PROFILE}/reviews"


def read(content: bytes, url: str | None = None) -> Page:
    page = parse_page(content, url=url)
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


def test_applicants_are_told_by_what_was_asked_for_where_a_review_says_nothing() -> None:
    content = make_envelope([make_card(type=None)])
    asked = [read(content, f"{JSON_URL}?reviewType={kind}").reviews[0] for kind in ("applicants", "employees")]
    assert [review.audience for review in asked] == [Audience.APPLICANT, Audience.EMPLOYEE]
    assert [review.employment for review in asked] == [None, "current"]


def test_the_json_goes_on_until_its_last_page_in_its_own_country() -> None:
    page = read(make_envelope(), f"{JSON_URL}?reviewType=employees&page=1")
    assert page.next_url == f"{JSON_URL}?reviewType=employees&sort=newest&page=2"
    assert page.reviews[0].url == f"https://www.kununu.com/at/statements/{PROFILE}/review/{make_uuid(1)}"
    assert read(make_envelope(page=2), f"{JSON_URL}?page=2").next_url is None
    assert read(make_envelope()).next_url is None


def test_answers_come_oldest_first() -> None:
    answers = [{"text": "Später", "createdAt": "2026-05-01"}, {"text": "Früher", "createdAt": "2026-04-01"}, "x"]
    (review,) = read(make_envelope([make_card(responses=answers)])).reviews
    assert [one.text for one in review.responses] == ["Früher", "Später"]


def test_a_review_that_cannot_be_addressed_or_placed_is_read_all_the_same() -> None:
    card = make_card(company=None)
    del card["former"]
    (review,) = read(make_envelope([card])).reviews
    assert (review.url, review.employment, review.rating) == (None, None, 3.4)


def test_a_json_without_its_list_is_a_changed_layout() -> None:
    assert read(make_envelope(reviews={})).verdict is Verdict.LAYOUT_CHANGED


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


@pytest.mark.parametrize(
    ("about", "sentence", "employment"),
    [
        ("Praktikant/in", "Hat zum Zeitpunkt der Bewertung bei Bootshaus in Kiel gearbeitet.", "current"),
        ("Praktikant/in", "Hat zum Zeitpunkt der Bewertung nicht mehr bei Bootshaus gearbeitet.", "former"),
        ("Führungskraft", "Hat bis 2024 im Bereich IT bei Bootshaus gearbeitet.", "former"),
        ("Ex-Werkstudent/in", "", "former"),
    ],
)
def test_whether_somebody_still_works_there(about: str, sentence: str, employment: str) -> None:
    (review,) = read(make_page(make_article(about=about, sentence=sentence))).reviews
    assert review.employment == employment


def test_a_card_without_its_block_on_the_job_says_nothing_of_it() -> None:
    (review,) = read(make_page(make_article().replace("employmentInfoBlock", "other"))).reviews
    assert (review.employment, review.job_title) == (None, None)


@pytest.mark.parametrize("country", ["at", "ch"])
def test_a_review_keeps_its_country(country: str) -> None:
    article = make_article().replace('href="/de/', f'href="/{country}/')
    (review,) = read(make_page(article)).reviews
    assert review.url == f"https://www.kununu.com/{country}/statements/{PROFILE}/review/{make_uuid(1)}"


def test_the_button_names_the_next_page() -> None:
    button = '<a id="reviews-read-more-cta" href="/de/bootshaus/kommentare?page=2">mehr</a>'
    assert (
        read(make_page(make_article(), body=button)).next_url == "https://www.kununu.com/de/bootshaus/kommentare?page=2"
    )


def test_applicants_lists_that_lost_their_cards_are_no_empty_ones() -> None:
    lost = make_page(total="").replace(b"/kommentare", b"/bewerbung?sort=newest")
    assert read(lost).verdict is Verdict.LAYOUT_CHANGED


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
    assert PLATFORM.page_url(JSON_URL, 1) == f"{JSON_URL}?sort=newest&page=1"


@pytest.mark.shared
def test_the_real_card_is_read(shared: Path) -> None:
    content = (shared / "pages/other/kununu/2024-04-applicant-card-fragment.html").read_bytes()
    (review,) = read(content).reviews
    assert (review.rating, review.published_on, review.audience) == (5.0, date(2024, 4, 11), Audience.APPLICANT)
    assert review.external_id
    assert review.advice
